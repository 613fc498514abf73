import { createSecretKey } from 'node:crypto';
import { addressesAt } from '../addresses.ts';
import type { MakeProvider } from '../registry.ts';
import { answerNotice, readNotice, readReturn } from './callback.ts';
import { manifest } from './manifest.ts';
import { createAt, findOrder } from './order.ts';
import { askMomo, checkMomo, lookUpAt } from './query.ts';
import { refundingAt } from './refund.ts';

/** MoMo v2: a call creates the order and answers the page to pay on; what became of it is told (IPN) and can be asked. Money is given back by a call. */
export const provider: MakeProvider = (origin, call) => {
  const at = addressesAt(manifest, origin);
  return {
    manifest,
    reference: (token) => token,
    terminal(credentials) {
      const { secretKey, ...names } = manifest.credentials().parse(credentials);
      const account = { ...names, key: createSecretKey(secretKey, 'utf8') };
      const create = createAt(account, at.create, call);
      const lookUp = lookUpAt(account, at.query, call);
      return {
        create,
        find: findOrder(lookUp, create),
        read: readNotice(account),
        back: readReturn(account),
        ask: askMomo(lookUp),
        check: checkMomo(lookUp),
        refunding: refundingAt(account, at.refund, lookUp, call),
      };
    },
    answer: answerNotice,
  };
};
