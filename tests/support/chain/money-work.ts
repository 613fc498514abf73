import { approvalsOf } from '../../../functions/payments/domain/approvals.ts';
import type { Choice } from '../../../functions/payments/domain/deciding.ts';
import { inForce } from '../../../functions/payments/domain/decisions.ts';
import type { Payment } from '../../../functions/payments/domain/payment.ts';
import { approve } from '../../../functions/payments/usecases/approve.ts';
import { askRefund, RefundInput } from '../../../functions/payments/usecases/ask-refund.ts';
import { DecisionInput, decide } from '../../../functions/payments/usecases/decide.ts';
import { recordTransfer } from '../../../functions/payments/usecases/record-transfer.ts';
import type { KeyCaller } from '../../../shared/kernel/callers.ts';
import type { ApprovalId, PaymentId, RefundId } from '../../../shared/kernel/ids.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { backOffice } from '../dossier-house.ts';
import type { Chain } from './chain.ts';

/** What people do with the money of a fee: give all that was received back, part by part, or decide about what waits for them. */
export type Work = 'give_back' | Choice;

const first = backOffice;
const second: KeyCaller = { ...backOffice, keyId: 'key_second' };

/** What is given back at a time: of three parts the last is above the limit. */
const PART_VND = 50_000;

const part = RefundInput.parse({ amountVnd: PART_VND, reason: 'Nộp thừa', by: 'Lê Văn B' });

/** What a person wished at first and the second person refuses, where that one does. */
const REFUSED = /^apr_(d000|r002)/;

const isOver = (payment: Payment, work: Work): boolean => {
  const { refunds, receivedVnd, refundedVnd, heldVnd, surplusVnd, flags, decisions } = payment;
  if (refunds.some(({ state }) => !['done', 'refused', 'declined', 'failed'].includes(state))) return false;
  if (approvalsOf(payment).some(({ state }) => state === 'open')) return false;
  if (work === 'give_back') return receivedVnd > 0 && refundedVnd === receivedVnd;
  return inForce(decisions).length > 0 && heldVnd + surplusVnd + flags.length === 0;
};

/** What dies is tried again in the next turn; a refusal says why. */
const tried = <T>(does: () => Promise<Result<T>>): Promise<Result<T> | undefined> => does().catch(() => undefined);

/** Two clerks and a second person at work on the money of one fee. */
export const moneyWorkOf = (chain: Chain, paymentId: PaymentId, work: Work, refuses: boolean) => {
  const { moneyPorts, clock } = chain;
  const read = (): Promise<Payment | undefined> => moneyPorts.ledger.payment(paymentId).catch(() => undefined);
  const tokenOf = (kind: 'r' | 'd', n: number) => `${kind}${String(n).padStart(3, '0')}${paymentId.slice(-22)}`;
  const as = (caller: KeyCaller) => ({ paymentId, caller, by: { recordedBy: caller.keyId, requestId: 'api' } });
  const told = new Map<RefundId, number>();
  const answered = new Set<RefundId>();

  const askPart = async (n: number): Promise<void> => {
    const asked = await tried(() => askRefund(moneyPorts)({ ...as(first), token: tokenOf('r', n), wish: part }));
    if (asked?.ok) answered.add(asked.value.refund.refundId);
    else if (asked && asked.failure.kind !== 'refund_exceeds_received') throw new Error(JSON.stringify(asked.failure));
  };

  /** The next part and the one after it are asked for at the same moment, the one of them twice. */
  const askForParts = async ({ refunds: { length: n } }: Payment): Promise<void> => {
    await Promise.all([n, n + 1, n].map(askPart));
  };

  const decideTwice = async ({ decisions }: Payment, decision: Choice): Promise<void> => {
    const choice = DecisionInput.parse({ decision, reason: 'Theo biên bản', by: 'Lê Văn B' });
    const request = { ...as(first), token: tokenOf('d', decisions.length), choice };
    const [one, other] = await Promise.all([1, 2].map(() => tried(() => decide(moneyPorts)(request))));
    // Where clocks differ, money may seem to have come after the decision that is said again.
    for (const made of [one, other])
      if (made && !made.ok && made.failure.kind !== 'not_allowed_now') throw new Error(JSON.stringify(made.failure));
  };

  const say = async (approvalId: ApprovalId): Promise<void> => {
    const word = (caller: KeyCaller, approves: boolean) =>
      tried(() => approve(moneyPorts)({ ...as(caller), approvalId, word: { approve: approves, by: caller.keyId } }));
    const alone = await word(first, true);
    if (alone?.ok) throw new Error('one person did it alone');
    const approves = !(refuses && REFUSED.test(approvalId));
    await Promise.all([word(second, approves), word(second, approves)]);
  };

  const transfer = async (payment: Payment): Promise<void> => {
    for (const { refundId, askedAt } of payment.refunds.filter(
      ({ way, state }) => way === 'hand' && state === 'reserved',
    )) {
      const at = told.get(refundId) ?? Math.max(clock.now, askedAt);
      told.set(refundId, at);
      const made = { bankReference: `FT${refundId.slice('rfd_'.length)}`, at, by: 'Lê Văn B' };
      await tried(() => recordTransfer(moneyPorts)({ ...as(first), refundId, transfer: made, now: clock.now }));
    }
  };

  return {
    /** The refunds that were promised. */
    answered,
    /** One turn; true once no money waits for anybody. */
    async turn(): Promise<boolean> {
      const payment = await read();
      if (!payment) return false;
      if (isOver(payment, work)) return true;
      if (work !== 'give_back') await decideTwice(payment, work);
      else if (payment.receivedVnd > payment.reservedVnd) await askForParts(payment);
      const now = await read();
      if (!now) return false;
      for (const { approvalId, state } of approvalsOf(now)) if (state === 'open') await say(approvalId);
      await transfer(now);
      return false;
    },
  };
};
