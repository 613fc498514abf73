import { expect } from 'vitest';
import { ITEMS, noticeFields, signedNotice } from './payments.ts';
import { paymentsApiRoom } from './payments-api.ts';

/** Who decides about money that belongs to no fee, and why. */
export const transferWords = { by: 'Trần Văn Bình', reason: 'Người nộp ghi sai nội dung' };

/** Who records in these tests. */
export const tick = { recordedBy: 'vnpay', requestId: 'r-9' };

const { by, reason } = transferWords;

/** The API's room, into which money for unknown orders comes. */
export const transferRoom = async () => {
  const made = await paymentsApiRoom();
  const { keys } = made;
  const strange = (transaction: string, amountVnd = 150_000, more: Record<string, string> = {}) =>
    made.told(
      signedNotice(
        noticeFields({ reference: `NOBODY${transaction}`, amountVnd }, { vnp_TransactionNo: transaction, ...more }),
      ),
    );
  const list = async (query: Record<string, string> = {}, key = keys.city) => {
    await made.settle();
    const asked = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value]]));
    return made.call('listTransfers', {}, { query: asked, headers: { authorization: key } });
  };
  /** Money for an order that is not ours has come; its id. */
  const unmatched = async (transaction: string, amountVnd?: number, more?: Record<string, string>) => {
    expect(await strange(transaction, amountVnd, more)).toBe('unknown_reference');
    const { items } = (await list({ state: 'open' })).body;
    return items.find((one: { providerTransactionId: string }) => one.providerTransactionId === transaction)
      .transferId as string;
  };
  const opened = async (n = 1) => {
    made.clock.now += 1000;
    return (await made.open({ items: ITEMS }, { 'idempotency-key': `fee-${n}` })).body.paymentId as `pay_${string}`;
  };
  const post =
    (route: 'matchTransfer' | 'decideTransfer' | 'refundTransfer') =>
    (transferId: string, body: Record<string, unknown>, key = keys.city) =>
      made.call(route, { transferId }, { body: { by, ...body }, headers: { authorization: key } });
  const match = (transferId: string, paymentId: string, key?: string) =>
    post('matchTransfer')(transferId, { paymentId, reason }, key);
  const decide = (transferId: string, decision: string, key?: string) =>
    post('decideTransfer')(transferId, { decision, reason }, key);
  const back = (transferId: string, bankReference: string, at = made.clock.now) =>
    post('refundTransfer')(transferId, { bankReference, at: new Date(at).toISOString() });
  return { ...made, strange, list, unmatched, opened, match, decide, back };
};
