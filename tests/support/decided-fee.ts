import { expect } from 'vitest';
import type { FactOf } from '../../functions/payments/domain/facts.ts';
import { WITHDRAWN } from '../../shared/kernel/milestones.ts';
import { noticeFields, SUSPECTED, signedNotice } from './payments.ts';
import { paymentsApiRoom } from './payments-api.ts';

/** The fee, in dong. */
export const FEE = 150_000;

/** Who decides, and why. */
export const deciding = { reason: 'Xem lại tiền đã đến', by: 'Trần Văn Bình' };

/** A fee of 150.000 đ with one way to pay, and what happens to it. */
export const openedFee = async () => {
  const room = await paymentsApiRoom();
  const { call, clock, keys } = room;
  const { paymentId } = (await room.open()).body as { paymentId: `pay_${string}` };
  const attempt = (await call('openAttempt', { paymentId }, { body: { provider: 'vnpay' } })).body;
  let transactions = 0;
  const later = () => {
    clock.now += 1000;
    transactions += 1;
    return String(14_226_112 + transactions);
  };
  const made = {
    ...room,
    paymentId,
    attempt,
    /** The provider tells of money for the attempt: of another amount than was asked it is held. */
    async pays(amountVnd = FEE, more: Record<string, string> = {}) {
      const fields = noticeFields({ ...attempt, amountVnd }, { vnp_TransactionNo: later(), ...more });
      await room.told(signedNotice(fields));
    },
    /** Money that named no order is matched: it counts whatever its amount. */
    async part(amountVnd: number) {
      const transaction = later();
      const fields = noticeFields({ reference: `NOBODY${transaction}`, amountVnd }, { vnp_TransactionNo: transaction });
      await room.told(signedNotice(fields));
      await room.settle();
      const headers = { authorization: keys.city };
      const open = { query: { state: ['open'] }, headers };
      const [{ transferId }] = (await call('listTransfers', {}, open)).body.items;
      const body = { paymentId, ...deciding };
      expect((await call('matchTransfer', { transferId }, { body, headers })).status).toBe(200);
    },
    cancelled: () => room.cancel(paymentId),
    async closed() {
      await room.ledger.record(paymentId, { kind: 'closed', reason: 'expired' }, { recordedBy: 't', requestId: 'r' });
    },
    async decide(decision: string, key = `d${later()}`, authorization = keys.main) {
      return call(
        'decide',
        { paymentId },
        { body: { decision, ...deciding }, headers: { 'idempotency-key': key, authorization } },
      );
    },
    refunds: async () => (await call('listRefunds', { paymentId })).body.items as { refundId: `rfd_${string}` }[],
    /** What becomes of every refund that is not ended: each is done by a call, or by hand. */
    async become(outcome: FactOf<'refund_told'>['outcome']) {
      later();
      const { refunds } = await room.known(paymentId);
      for (const { refundId } of refunds.filter(({ state }) => state === 'reserved')) {
        const told = { kind: 'refund_told' as const, refundId, outcome, code: '00' };
        await room.ledger.record(paymentId, told, { recordedBy: 'vnpay', requestId: 'r' });
      }
    },
    shown: async () => (await call('readPayment', { paymentId })).body,
    /** The states and flags under which it is listed. */
    async places() {
      await room.settle();
      const names = ['state', 'flag.overpaid', 'flag.duplicate', 'flag.amount_mismatch', 'flag.fraud_review'];
      const items = names.map((name) => room.table.peek(`PAY#${paymentId}`, `ENTRY#${name}`)?.listPk);
      return items.filter((pk) => pk !== undefined).map((pk) => String(pk).slice('WORK#'.length));
    },
    async moments() {
      await room.settle();
      const heads = new Map(room.published.map((milestone) => [milestone.id, milestone]));
      return [...heads.values()].filter(({ type }) => !String(type).endsWith(WITHDRAWN));
    },
  };
  return made;
};

type Fee = Awaited<ReturnType<typeof openedFee>>;

/** What makes a fee wait for a person, as it stands before anybody decided. */
const situations = {
  'suspected by its provider': async (fee: Fee) => fee.pays(FEE, SUSPECTED),
  'held for a wrong amount': async (fee: Fee) => fee.pays(100_000),
  'held beside a part': async (fee: Fee) => {
    await fee.part(100_000);
    await fee.pays(20_000);
  },
  'held after the end': async (fee: Fee) => {
    await fee.closed();
    await fee.pays(100_000);
  },
  'held beside a paid fee': async (fee: Fee) => {
    await fee.pays();
    await fee.pays(149_999);
  },
  'paid after the close': async (fee: Fee) => {
    await fee.closed();
    await fee.pays();
  },
  'paid twice after it was taken back': async (fee: Fee) => {
    await fee.cancelled();
    await fee.pays();
    await fee.pays();
  },
  'paid in part': async (fee: Fee) => fee.part(100_000),
  'paid in part after the close': async (fee: Fee) => {
    await fee.closed();
    await fee.part(100_000);
  },
  overpaid: async (fee: Fee) => fee.part(200_000),
  'paid twice': async (fee: Fee) => {
    await fee.pays();
    await fee.pays();
  },
  'paid, and suspected in another word': async (fee: Fee) => {
    await fee.pays(FEE, { ...SUSPECTED, vnp_TransactionNo: '7' });
    await fee.pays(FEE, { vnp_TransactionNo: '7' });
  },
};

/** What makes a fee wait for a person. */
export type Situation = keyof typeof situations;

/** A fee in a situation. */
export const inSituation = async (situation: Situation) => {
  const fee = await openedFee();
  await situations[situation](fee);
  return fee;
};
