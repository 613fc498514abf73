import * as z from 'zod';
import type { FactIn } from '../../../shared/kernel/book.ts';
import { factsByKind } from '../../../shared/kernel/facts-by-kind.ts';
import { type AgencyCode, madeId, named, type PaymentId, type RefundId } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { oneOf } from '../../../shared/kernel/stored.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import { Approval } from './deed-facts.ts';

/** How a statement and the ledger can differ about a transaction. */
export const breakKinds = [
  'missing_in_ledger',
  'missing_at_provider',
  'amount_differs',
  'fee_differs',
  'refund_missing',
] as const;

/** How a statement and the ledger differ about a transaction. */
export type BreakKind = (typeof breakKinds)[number];

/** What may be decided of a break: the provider's word counts; what it has too much goes back; or our word counts. */
export const breakDecisions = ['accept', 'refund', 'write_off'] as const;

const ofVersion = () => ({ date: z.string(), version: z.int().positive() });

/** A file says otherwise than the ledger. Natural key: the file. */
const Found = () =>
  z.object({
    kind: z.literal('found'),
    ...ofVersion(),
    provider: z.string(),
    merchant: z.string(),
    /** Whose account it is, by the merchant's row of that moment. */
    agencyCode: named<AgencyCode>(z.string()),
    differs: oneOf(breakKinds),
    /** Money that came, or that went back. */
    line: oneOf(['payment', 'refund']),
    reference: z.string().optional(),
    providerTransactionId: z.string(),
    /** The fee, and of what went back the refund, that it is about, where it is known. */
    paymentId: named<PaymentId>(z.string()).optional(),
    refundId: named<RefundId>(z.string()).optional(),
    /** What the statement says, or said; of a fee that differs the fee; what it lacks. */
    amountVnd: AmountVnd,
    /** What the ledger says, where it says anything. */
    expectedVnd: AmountVnd.optional(),
    occurredAt: InstantMs,
  });

/** The same file brought the missing side, or a later one says what the ledger says. Natural key: the file. */
const Resolved = () => z.object({ kind: z.literal('resolved'), ...ofVersion() });

/**
 * A person decided; it holds at once, or once a second person agreed, whom `approvalId` names. Natural key: its number among the decisions
 * about the break, of which the first has none: the next is made where a second person refused the last.
 */
const Decided = () =>
  z.object({
    kind: z.literal('decided'),
    number: z.int().positive().optional(),
    approvalId: madeId('apr').optional(),
    decision: oneOf(breakDecisions),
    reason: z.string(),
    by: z.string(),
  });

/** Everything that can be known of a break. */
export const breakFacts = factsByKind({ found: Found, resolved: Resolved, decided: Decided, approval: Approval });

/** Everything that can be known of a break. */
export type BreakFact = FactIn<typeof breakFacts>;

/** The fact of one kind. */
export type BreakFactOf<K extends BreakFact['kind']> = Extract<BreakFact, { kind: K }>;

/** The sort key under which a fact lies in its break. */
export function breakKeyOf(fact: BreakFact): string {
  switch (fact.kind) {
    case 'decided':
      return fact.number === undefined ? 'FACT#decided' : `FACT#decided#${numbered(fact.number)}`;
    case 'approval':
      return `FACT#approval#${fact.approvalId}`;
    case 'found':
    case 'resolved':
      return `FACT#${fact.kind}#${fact.date}#${numbered(fact.version)}`;
  }
}

const numbered = (number: number): string => String(number).padStart(4, '0');

/** The fields that decide whether a fact under a taken key repeats it: who decided and why are evidence. */
export function breakMeaningOf(fact: BreakFact): Json {
  if (fact.kind === 'decided') return { kind: fact.kind, decision: fact.decision };
  if (fact.kind === 'approval') return { kind: fact.kind, approve: fact.approve };
  return { kind: fact.kind };
}
