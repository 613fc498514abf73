import { createSecretKey } from 'node:crypto';
import type { Order } from '../../ports.ts';
import { addressesAt } from '../addresses.ts';
import type { MakeProvider } from '../registry.ts';
import { answerNotice, readNotice, readReturn } from './callback.ts';
import { manifest } from './manifest.ts';
import { askOnePay, checkOnePay } from './query.ts';
import { secureHash } from './signature.ts';

/** `vpc_TicketNo` is an address of 7 to 45 characters: `::1` is none to OnePay. */
const ticketNo = (payerIp: string): string => (/^[0-9A-Fa-f.:]{7,45}$/.test(payerIp) ? payerIp : '127.0.0.1');

/** `vpc_OrderInfo` has at most 34 characters, without diacritics and signs of its own. */
const ORDER_INFO_CHARACTERS = 34;

/** The fields of a pay address that are signed, none of them empty. */
const payFields = (shop: { readonly merchantId: string; readonly accessCode: string }, order: Order) => ({
  vpc_Version: '2',
  vpc_Currency: 'VND',
  vpc_Command: 'pay',
  vpc_AccessCode: shop.accessCode,
  vpc_Merchant: shop.merchantId,
  vpc_Locale: order.locale === 'vi' ? 'vn' : 'en',
  vpc_ReturnURL: order.returnUrl,
  vpc_MerchTxnRef: order.reference,
  vpc_OrderInfo: order.dossierCode.slice(0, ORDER_INFO_CHARACTERS),
  vpc_Amount: String(order.amountVnd * 100),
  vpc_TicketNo: ticketNo(order.payerIp),
});

/** What the page shows around an order, under no hash: its title, and where a payer goes who wants to begin again. */
const aroundIt = (order: Order) => ({ Title: 'Nop le phi', AgainLink: `${new URL(order.returnUrl).origin}/` });

/**
 * OnePay's payment gateway, version 2.
 * Creating an order needs no call: the signed pay address is the order. What became of it is asked by `queryDR`.
 */
export const provider: MakeProvider = (origin, call) => {
  const at = addressesAt(manifest, origin);
  return {
    manifest,
    reference: (token) => token,
    terminal(credentials) {
      const { merchantId, accessCode, hashKey } = manifest.credentials().parse(credentials);
      const key = createSecretKey(hashKey, 'hex');
      const shop = { merchantId, accessCode, key };
      return {
        async create(order) {
          const fields = payFields(shop, order);
          const query = { ...aroundIt(order), ...fields, vpc_SecureHash: secureHash(key, fields) };
          const url = `${at.payPage}?${new URLSearchParams(query)}`;
          return { kind: 'created', checkout: { kind: 'redirect', url } };
        },
        read: (message) => readNotice(shop, message),
        back: readReturn(shop),
        ask: askOnePay(shop, at.query, call),
        check: checkOnePay(shop, at.query, call),
      };
    },
    answer: answerNotice,
  };
};
