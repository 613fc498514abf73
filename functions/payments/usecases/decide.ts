import * as z from 'zod';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import { type Effects, effectsOf } from '../domain/deciding.ts';
import { type Decision, inForce } from '../domain/decisions.ts';
import type { FactOf, RefundOpening } from '../domain/facts.ts';
import type { Payment } from '../domain/payment.ts';
import { refundSum, stands } from '../domain/refunds.ts';
import { type DeedPorts, type Doing, keepDeed, needsSecond, wayOf } from './keep-deed.ts';

/** What a person decides about money that waits for it. */
export const DecisionInput = z.strictObject({
  decision: z.enum(['accept', 'refund', 'write_off']),
  reason: Lines(500).min(1),
  by: Line(200),
});

/** A request to decide. `token` is 26 characters made from the idempotency key. */
export interface Decide extends Doing {
  readonly token: string;
  readonly choice: z.output<typeof DecisionInput>;
}

/** The decision that speaks for what is there now: one that waits for its second person, else the last that holds. What was decided of a statement's break speaks for that alone. */
const standingDecision = ({ decisions }: Payment): Decision | undefined => {
  const own = decisions.filter(({ ofBreak }) => ofBreak === undefined);
  return own.find(({ state }) => state === 'awaiting_approval') ?? inForce(own).at(-1);
};

/** Whether money came of which a decision knew nothing. */
const cameSince = ({ transactions }: Payment, { askedAt }: Decision): boolean =>
  transactions.some(({ isSettled, recordedAt }) => !isSettled && recordedAt > askedAt);

/** The n-th id that is made of a token. */
const turned = (token: string, n: number): string => token.slice(n) + token.slice(0, n);

/**
 * Decides, once, about money that waits for a person, or about the rest of a fee; above the limit it holds once a second person agreed.
 * The same decision again changes nothing, another one is `already_decided`; what comes later opens the next.
 */
export const decide = (ports: DeedPorts) => {
  const keep = keepDeed(ports);

  const openings = async (payment: Payment, effects: Effects, token: string): Promise<readonly RefundOpening[]> =>
    Promise.all(
      effects.refunds.map(async ({ transaction, amountVnd }, n): Promise<RefundOpening> => {
        const way = await wayOf(ports.providers, payment, transaction);
        return { transaction: transaction.key, amountVnd, refundId: `rfd_${turned(token, n)}`, way };
      }),
    );

  const made = async (payment: Payment, effects: Effects, request: Decide): Promise<FactOf<'decision'>> => {
    const { token, choice } = request;
    const givenVnd = refundSum(payment.refunds.filter(stands)) + effects.amountVnd;
    const movedVnd = effects.refunds.length > 0 ? givenVnd : effects.amountVnd;
    const isForTwo = needsSecond(await ports.refundLimit(payment), movedVnd);
    const refunds = await openings(payment, effects, token);
    const number = payment.decisions.length + 1;
    const approval = isForTwo ? { approvalId: `apr_${token}` as const } : {};
    return { kind: 'decision', number, token, ...choice, ...effects, refunds, ...approval };
  };

  const weighed = async (payment: Payment, request: Decide): Promise<Result<FactOf<'decision'> | undefined>> => {
    const { token, choice } = request;
    const own = payment.decisions.find((each) => each.token === token);
    if (own) return own.decision === choice.decision ? ok(undefined) : fail({ kind: 'conflict', key: 'decision' });
    const standing = standingDecision(payment);
    const effects = standing?.state === 'awaiting_approval' ? undefined : effectsOf(payment, choice.decision);
    if (effects) return ok(await made(payment, effects, request));
    if (!standing || cameSince(payment, standing))
      return fail({ kind: 'not_allowed_now', detail: 'nothing waits for a decision of this kind' });
    return standing.decision === choice.decision ? ok(undefined) : fail({ kind: 'already_decided' });
  };

  return async (request: Decide): Promise<Result<{ readonly payment: Payment; readonly decision: Decision }>> => {
    const kept = await keep(request, (payment) => weighed(payment, request));
    if (!kept.ok) return kept;
    const own = kept.value.decisions.find(({ token }) => token === request.token);
    const decision = own ?? standingDecision(kept.value);
    return decision ? ok({ payment: kept.value, decision }) : fail({ kind: 'not_found', what: 'decision' });
  };
};
