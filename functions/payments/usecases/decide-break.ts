import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { BreakId, PaymentId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import type { Break, BreakDecision } from '../domain/break-book.ts';
import { type BreakEffects, breakDecisionToken, effectsOfBreak, type MovingChoice } from '../domain/break-effects.ts';
import type { FactOf, RefundOpening } from '../domain/facts.ts';
import type { Payment } from '../domain/payment.ts';
import { refundSum, stands } from '../domain/refunds.ts';
import type { StatementKey } from '../domain/statement.ts';
import type { Merchants } from '../ports.ts';
import type { Breaks } from '../statement-ports.ts';
import { type DeedPorts, keepDeed, needsSecond, wayOf } from './keep-deed.ts';
import { merchantOfStatement } from './known-statement.ts';

/** What becomes of a difference, why, and who says so. */
export const BreakDecisionInput = z.strictObject({
  decision: z.enum(['accept', 'refund', 'write_off']),
  reason: Lines(1000).min(1),
  by: Line(200),
});

/** A person's decision about a break of a day's statement. */
export interface DecideBreak {
  readonly statement: StatementKey;
  readonly breakId: BreakId;
  readonly decision: z.output<typeof BreakDecisionInput>;
  readonly caller: Caller;
  readonly by: RecordedBy;
}

/** What deciding needs of its surroundings. */
export interface DecideBreakPorts extends Omit<DeedPorts, 'queue'> {
  /** Of refunds, which a decision may set free. */
  readonly refundQueue: DeedPorts['queue'];
  readonly merchants: Pick<Merchants, 'find'>;
  readonly breaks: Pick<Breaks, 'find' | 'record'>;
}

/** A break with the decision that was asked for, or that had been made before. */
export interface DecidedBreak {
  readonly found: Break;
  readonly decision: BreakDecision;
}

/** So many decisions are made about one break, whatever became of them. */
const MAX_DECISIONS = 20;

/** The decision that speaks for a break: one that holds or waits. */
const standingIn = ({ decisions }: Break): BreakDecision | undefined =>
  decisions.find(({ state }) => state !== 'refused');

/** Whether a break is to be decided: false where the same was decided, else why it may not be. */
function isToDecide(found: Break, choice: DecideBreak['decision']['decision']): Result<boolean> {
  const standing = standingIn(found);
  if (standing) return standing.decision === choice ? ok(false) : fail({ kind: 'already_decided' });
  if (found.state === 'closed')
    return fail({ kind: 'not_allowed_now', detail: 'a statement brought what was missing' });
  if (found.decisions.length >= MAX_DECISIONS)
    return fail({ kind: 'not_allowed_now', detail: `${MAX_DECISIONS} decisions were made about it` });
  return ok(true);
}

/**
 * Decides about a break, once, which closes it. `accept`: the provider's word counts, for the sum of the transaction or the refund, or for a
 * refund that it made; `refund`: what it has too much counts and goes back; `write_off`: the ledger's word counts. What changes a fee's
 * money is a numbered deed of the fee that appears with the decision or not at all, and above the limit waits for a second person. The same
 * decision again answers the break as it is, another one is `already_decided`.
 */
export const decideBreak = (ports: DecideBreakPorts) => {
  const { merchants, breaks, ledger, providers, refundLimit } = ports;
  const keep = keepDeed({ ledger, queue: ports.refundQueue });

  const paymentOf = async ({ paymentId, provider, merchant, reference }: Break): Promise<PaymentId | undefined> => {
    if (paymentId !== undefined || reference === undefined) return paymentId;
    return (await ledger.findAttempt(provider, merchant, reference))?.paymentId;
  };

  const openingOf = async (payment: Payment, { giving, wentBy }: BreakEffects, token: string) => {
    if (!giving) return [];
    const { transaction, amountVnd } = giving;
    const way = wentBy ? 'hand' : await wayOf(providers, payment, transaction);
    const opening: RefundOpening = { refundId: `rfd_${token}`, transaction: transaction.key, amountVnd, way };
    return [wentBy ? { ...opening, ofLine: wentBy } : opening];
  };

  const deedOf = async (
    payment: Payment,
    found: Break,
    { statement, decision }: DecideBreak,
    effects: BreakEffects,
  ): Promise<FactOf<'decision'>> => {
    const token = breakDecisionToken(found);
    const refunds = await openingOf(payment, effects, token);
    const { corrects, amountVnd } = effects;
    const givenVnd = refunds.length > 0 ? refundSum(payment.refunds.filter(stands)) : 0;
    const isForTwo = needsSecond(await refundLimit(payment), givenVnd + amountVnd);
    return {
      kind: 'decision',
      ...{ number: payment.decisions.length + 1, token, ...decision, settles: [], refunds, amountVnd },
      ...{ waivedVnd: 0, revives: false, ends: false },
      ofBreak: { breakId: found.breakId, ...statement, number: found.decisions.length + 1 },
      ...(corrects ? { corrects } : {}),
      ...(isForTwo ? { approvalId: `apr_${token}` as const } : {}),
    };
  };

  const find = async ({ breakId, statement }: DecideBreak): Promise<Result<Break>> => {
    const found = await breaks.find(breakId);
    const { provider, merchant, date } = statement;
    return found && found.provider === provider && found.merchant === merchant && found.date === date
      ? ok(found)
      : fail({ kind: 'not_found', what: 'break' });
  };

  /** Keeps a decision that changes money, weighed by what the fee and the break are when it takes its place. */
  const keepWithDeed = (request: DecideBreak, choice: MovingChoice, paymentId: PaymentId): Promise<Result<unknown>> =>
    keep({ paymentId, caller: request.caller, by: request.by }, async (payment) => {
      const found = await find(request);
      if (!found.ok) return found;
      const isOpen = isToDecide(found.value, choice);
      if (!isOpen.ok) return isOpen;
      if (!isOpen.value) return ok(undefined);
      const effects = effectsOfBreak(found.value, choice, payment);
      return effects.ok ? ok(await deedOf(payment, found.value, request, effects.value)) : effects;
    });

  const keepAlone = async ({ breakId, decision, by }: DecideBreak, { decisions }: Break): Promise<Result<unknown>> => {
    const numbered = decisions.length === 0 ? {} : { number: decisions.length + 1 };
    const outcome = await breaks.record(breakId, { kind: 'decided', ...numbered, ...decision }, by);
    return outcome === 'conflict' ? fail({ kind: 'already_decided' }) : ok(undefined);
  };

  const keepDecision = async (request: DecideBreak, found: Break): Promise<Result<unknown>> => {
    const { decision: choice } = request.decision;
    if (choice === 'write_off' || (choice === 'accept' && found.differs === 'fee_differs'))
      return keepAlone(request, found);
    const paymentId = await paymentOf(found);
    const detail = 'no fee is known whose money it is: decide about its transfer, then write the difference off';
    return paymentId ? keepWithDeed(request, choice, paymentId) : fail({ kind: 'not_allowed_now', detail });
  };

  return async (request: DecideBreak): Promise<Result<DecidedBreak>> => {
    const { decision: choice } = request.decision;
    const merchant = await merchantOfStatement(merchants, request.statement, request.caller);
    if (!merchant.ok) return merchant;
    const found = await find(request);
    if (!found.ok) return found;
    const isOpen = isToDecide(found.value, choice);
    if (!isOpen.ok) return isOpen;
    const kept = isOpen.value ? await keepDecision(request, found.value) : isOpen;
    if (!kept.ok) return kept;
    const now = await find(request);
    if (!now.ok) return now;
    const decision = standingIn(now.value);
    return decision ? ok({ found: now.value, decision }) : fail({ kind: 'not_found', what: 'break' });
  };
};
