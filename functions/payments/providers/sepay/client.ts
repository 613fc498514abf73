import { memoOf } from '../../domain/memo.ts';
import { addressesAt } from '../addresses.ts';
import { transferTo } from '../bank-account.ts';
import type { MakeProvider } from '../registry.ts';
import { answerNotice, readNotice } from './callback.ts';
import { manifest } from './manifest.ts';
import { askSepay, checkSepay, listSepay } from './query.ts';

/** SePay: an order is a VietQR code to the merchant's own account; SePay tells of what comes there, and lists it for whoever has its token. */
export const provider: MakeProvider = (origin, call) => {
  const { transactions: address } = addressesAt(manifest, origin);
  return {
    manifest,
    reference: memoOf,
    terminal(credentials) {
      const account = manifest.credentials().parse(credentials);
      const { apiKey, accountNumber } = account;
      const asked = apiKey === undefined ? undefined : { apiKey, accountNumber, address, call };
      return {
        create: async (order) => transferTo(account, order),
        read: (message) => readNotice(account, message),
        ...(asked ? { ask: askSepay(asked), check: checkSepay(asked), list: listSepay(asked) } : {}),
      };
    },
    answer: answerNotice,
  };
};
