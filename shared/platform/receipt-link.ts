import { timingSafeEqual } from 'node:crypto';
import type { Pepper } from './pepper.ts';

const tokenOf = (pepper: Pepper, carrier: string): string => pepper.token('carrier-receipts', carrier);

/** Where a carrier tells what became of messages: the same at each time, and nobody else can guess it. */
export const receiptUrl = (pepper: Pepper, publicOrigin: string, carrier: string): string =>
  `${publicOrigin}/webhooks/messages/${carrier}/${tokenOf(pepper, carrier)}`;

/** Whether a token is that of the carrier's address. Compares in constant time. */
export const isReceiptToken = (pepper: Pepper, carrier: string, token: string): boolean => {
  const [expected, claimed] = [Buffer.from(tokenOf(pepper, carrier)), Buffer.from(token)];
  return expected.length === claimed.length && timingSafeEqual(expected, claimed);
};
