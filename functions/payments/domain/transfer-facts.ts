import * as z from 'zod';
import { ERASED_KEY, type FactIn } from '../../../shared/kernel/book.ts';
import { factsByKind } from '../../../shared/kernel/facts-by-kind.ts';
import { type AgencyCode, madeId, named, type PaymentId } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { oneOf } from '../../../shared/kernel/stored.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import { Approval } from './deed-facts.ts';
import { Erased, Evidence, told, withoutEvidence } from './facts.ts';

/** So many characters of what a payer wrote are kept: more than any bank takes. */
export const MAX_CONTENT = 1000;

/**
 * A provider says that money has moved that names no order of ours. Natural key: order, outcome and amount, so that two stories about one
 * transaction are two facts. What the payer wrote is evidence: it tells no two words apart.
 */
const Told = () =>
  z.object({
    kind: z.literal('told'),
    ...told(),
    /** What it calls the order, where it names one. */
    reference: z.string().optional(),
    outcome: oneOf(['paid', 'suspected']),
    /** Whose account it came to, by the merchant's row of that moment. */
    agencyCode: named<AgencyCode>(z.string()),
    /** What the payer wrote: personal data. */
    content: z.string().max(MAX_CONTENT).optional(),
    evidence: Evidence(),
    /** When it became known, where that was before it was recorded here. */
    knownAt: InstantMs.optional(),
  });

/** What may be decided of money that belongs to no fee: it is a fee's after all, is given back, or is left where it is. */
export const decisions = ['match', 'refund', 'write_off'] as const;

/**
 * A person decided; it holds at once, or once a second person agreed, whom `approvalId` names. Natural key: its number among the
 * decisions about the transfer, of which the first has none: the next is made where a second person refused the last.
 */
const Decided = () =>
  z.object({
    kind: z.literal('decided'),
    number: z.int().positive().optional(),
    approvalId: madeId('apr').optional(),
    decision: oneOf(decisions),
    /** The fee that it is for, where it was matched. */
    paymentId: named<PaymentId>(z.string()).optional(),
    reason: z.string(),
    by: z.string(),
  });

/** A person gave the money back by a bank transfer. Once for a transfer. */
const Refunded = () =>
  z.object({
    kind: z.literal('refunded'),
    bankReference: z.string(),
    at: InstantMs,
    by: z.string(),
  });

/** Everything that can be known of money that belongs to no fee. */
export const transferFacts = factsByKind({
  told: Told,
  decided: Decided,
  approval: Approval,
  refunded: Refunded,
  erased: Erased,
});

/** Everything that can be known of money that belongs to no fee. */
export type TransferFact = FactIn<typeof transferFacts>;

/** The fact of one kind. */
export type TransferFactOf<K extends TransferFact['kind']> = Extract<TransferFact, { kind: K }>;

/** The sort key under which a fact lies in its transfer: with what the payer wrote, or what the provider sent, on the card, where it can be erased. */
export function transferKeyOf(fact: TransferFact): string {
  switch (fact.kind) {
    case 'told': {
      const { outcome, code, amountVnd, currency, reference = '' } = fact;
      const isPersonal = fact.content !== undefined || fact.evidence !== undefined;
      const word = outcome === 'paid' ? outcome : `${outcome}.${code}`;
      return `${isPersonal ? 'CARD' : 'FACT'}#told#${word}#${amountVnd}.${currency}#${reference}`;
    }
    case 'decided':
      return fact.number === undefined ? 'FACT#decided' : `FACT#decided#${String(fact.number).padStart(4, '0')}`;
    case 'approval':
      return `FACT#approval#${fact.approvalId}`;
    case 'refunded':
      return 'FACT#refunded';
    case 'erased':
      return ERASED_KEY;
  }
}

/** The fields that decide whether a fact under a taken key repeats it: who decided and why are evidence. */
export function transferMeaningOf(fact: TransferFact): Json {
  switch (fact.kind) {
    case 'decided':
      return { kind: fact.kind, decision: fact.decision, paymentId: fact.paymentId ?? null };
    case 'approval':
      return { kind: fact.kind, approve: fact.approve };
    case 'refunded':
      return { kind: fact.kind, bankReference: fact.bankReference, at: fact.at };
    case 'told':
    case 'erased':
      return { kind: fact.kind };
  }
}

/** A fact with nothing left of what the payer wrote and of what the provider sent. */
export function withoutPayer(fact: TransferFact): TransferFact {
  if (fact.kind !== 'told') return fact;
  const { content, ...rest } = withoutEvidence(fact);
  return content === undefined && fact.evidence === undefined ? fact : rest;
}
