import { expect } from 'vitest';
import { approvalsOf } from '../../../functions/payments/domain/approvals.ts';
import type { Payment } from '../../../functions/payments/domain/payment.ts';
import { isGoing, leftOf, refundSum, stands } from '../../../functions/payments/domain/refunds.ts';
import { EPOCH_KEY } from '../../../shared/platform/ledger/epoch.ts';
import type { Chain } from './chain.ts';
import type { Story } from './story.ts';

/** Never more goes back than came, of each transaction and of all. */
const expectWithinReceived = ({ transactions, refunds, receivedVnd, reservedVnd }: Payment): void => {
  for (const transaction of transactions) expect(leftOf(refunds, transaction)).toBeGreaterThanOrEqual(0);
  expect(reservedVnd).toBeLessThanOrEqual(receivedVnd);
};

/** Nobody waits for anything any more. */
const expectEnded = (payment: Payment): void => {
  expect(payment.refunds.filter((refund) => isGoing(refund) && refund.state !== 'done')).toEqual([]);
  expect(approvalsOf(payment).filter(({ state }) => state === 'open')).toEqual([]);
  expect([payment.heldVnd, payment.surplusVnd, payment.flags]).toEqual([0, 0, []]);
};

/** What went at the provider is what the payment says went, each once; where its table was put back, nothing that it says is missing there. */
const expectAsProvider = (chain: Chain, { attempts, refunds }: Payment, isRestored: boolean): void => {
  const orders = new Set(attempts.map(({ reference }) => reference));
  const went = [...chain.refunds.given].flatMap(([reference, given]) =>
    (isRestored || orders.has(given.reference)) && given.state === 'done' ? [`${reference} ${given.amountVnd}`] : [],
  );
  const called = refunds.filter(({ way, state }) => way === 'call' && state === 'done');
  const known = called.map(({ sent, amountVnd }) => `${sent?.refundReference} ${amountVnd}`);
  if (isRestored) expect(went).toEqual(expect.arrayContaining(known));
  else expect(known.sort()).toEqual(went.sort());
};

const endings = {
  give_back: { state: 'refunded' },
  accept: { state: 'paid' },
  refund: {},
  write_off: {},
} as const;

/** So much the clocks of functions differ at most. */
const CLOCKS_MS = 10_000;

/** How a fee stands once its money was worked on. */
const expectOutcome = (payment: Payment, { plan }: Story): void => {
  const { work, surplus } = plan;
  if (!work) return;
  const { state, receivedVnd, refundedVnd, amountVnd, transactions, refunds } = payment;
  expect(payment).toMatchObject(endings[work]);
  const standings = new Set(transactions.map(({ standing }) => standing));
  const wasHeld = !surplus && work !== 'give_back';
  expect([...standings]).toEqual([wasHeld && work === 'refund' ? 'returned' : 'received']);
  const goneVnd = refundSum(refunds.filter(stands));
  if (work === 'give_back') expect(refundedVnd).toBe(receivedVnd);
  if (work === 'accept' || work === 'write_off') expect([refundedVnd, goneVnd]).toEqual([0, 0]);
  // A table that had forgotten that the fee was taken back is told of its money first: what is paid cannot be taken back.
  const isKept = surplus === 'twice' || (surplus === 'cancelled' && payment.told.ended === undefined);
  if (work === 'write_off') expect(state).toBe(isKept ? 'paid' : 'cancelled');
  if (work !== 'refund') return;
  // As if it had not come: what waits for messages may last longer than the fee's term.
  const untouched =
    payment.ended?.as === 'expired' && payment.ended.at + CLOCKS_MS >= payment.expiresAt ? 'expired' : 'pending';
  if (wasHeld) expect([state, receivedVnd, refundedVnd]).toEqual([untouched, 0, 0]);
  else expect([state, refundedVnd]).toEqual([surplus === 'twice' ? 'paid' : 'refunded', amountVnd]);
  expect(goneVnd).toBe(
    transactions.reduce((sum, each) => sum + each.amountVnd, 0) - (surplus === 'twice' ? amountVnd : 0),
  );
};

/** What must hold of money that people worked on, once everything has come to rest. */
export const expectMoneyWork = async (chain: Chain, story: Story): Promise<void> => {
  const payment = await chain.paymentPorts.ledger.payment(story.paymentId);
  if (!payment) throw new Error('the fee is gone');
  const isRestored = (await chain.tables.payments.raw.get(EPOCH_KEY.pk, EPOCH_KEY.sk)) !== undefined;
  expectWithinReceived(payment);
  expectEnded(payment);
  expectOutcome(payment, story);
  expectAsProvider(chain, payment, isRestored);
  if (!isRestored) expect(chain.refunds.again).toEqual([]);
  expect(payment.refunds.map(({ refundId }) => refundId)).toEqual(expect.arrayContaining([...story.promised()]));
  // Whoever watches hears of each refund that did not come about, whoever died.
  const said = chain.refunds.told.flatMap(({ refundId, alarm }) => (alarm ? [refundId] : []));
  const fruitless = payment.refunds.filter(({ state }) => state === 'declined' || state === 'failed');
  expect(said).toEqual(expect.arrayContaining(fruitless.map(({ refundId }) => refundId)));
};
