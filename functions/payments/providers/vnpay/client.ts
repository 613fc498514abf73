import { createSecretKey } from 'node:crypto';
import { compactDateTime } from '../../../../shared/kernel/time.ts';
import type { Order } from '../../ports.ts';
import { addressesAt } from '../addresses.ts';
import type { MakeProvider } from '../registry.ts';
import { answerNotice, readNotice } from './callback.ts';
import { manifest } from './manifest.ts';
import { askVnpay, checkVnpay } from './query.ts';
import { refundingAt } from './refund.ts';
import { canonicalQuery, secureHash } from './signature.ts';

/** The fields of a pay URL; no empty ones, no diacritics, none of `!'()*~`, which encoders treat differently. */
const payFields = (tmnCode: string, order: Order): Record<string, string> => ({
  vnp_Version: '2.1.0',
  vnp_Command: 'pay',
  vnp_TmnCode: tmnCode,
  vnp_Amount: String(order.amountVnd * 100),
  vnp_CreateDate: compactDateTime(order.createdAt),
  vnp_ExpireDate: compactDateTime(order.expiresAt),
  vnp_CurrCode: 'VND',
  vnp_IpAddr: order.payerIp || '127.0.0.1',
  vnp_Locale: order.locale === 'vi' ? 'vn' : 'en',
  vnp_OrderInfo: `Nop le phi ho so ${order.dossierCode}`,
  vnp_OrderType: 'other',
  vnp_ReturnUrl: order.returnUrl,
  vnp_TxnRef: order.reference,
});

/**
 * VNPAY PAY 2.1.0.
 * Creating an order needs no call: the signed pay URL is the order. What became of it is asked by `querydr`; money is given back by `refund`.
 */
export const provider: MakeProvider = (origin, call) => {
  const at = addressesAt(manifest, origin);
  return {
    manifest,
    reference: (token) => token,
    terminal(credentials) {
      const { tmnCode, hashSecret } = manifest.credentials().parse(credentials);
      const key = createSecretKey(hashSecret, 'utf8');
      return {
        async create(order) {
          const fields = payFields(tmnCode, order);
          const url = `${at.payPage}?${canonicalQuery(fields)}&vnp_SecureHash=${secureHash(key, fields)}`;
          return { kind: 'created', checkout: { kind: 'redirect', url } };
        },
        read: (message) => readNotice({ tmnCode, key }, message),
        ask: askVnpay({ tmnCode, key }, at.query, call),
        check: checkVnpay({ tmnCode, key }, at.query, call),
        refunding: refundingAt({ tmnCode, key }, at.query, call),
      };
    },
    answer: answerNotice,
  };
};
