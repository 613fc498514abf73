import * as z from 'zod';
import type { FactIn } from '../../../shared/kernel/book.ts';
import { factsByKind } from '../../../shared/kernel/facts-by-kind.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import { CarrierName, LegNumber, LegTold, type MessageFact, messageFacts } from './facts.ts';

/** How tables without legs say that we gave a message up. */
const NOBODY = 'none';

const Attempted = () =>
  z.object({
    kind: z.literal('attempted'),
    attempt: LegNumber(),
    carrier: CarrierName(),
    attemptedAt: InstantMs,
  });

const NotSent = () =>
  z.object({
    kind: z.literal('not_sent'),
    attempt: LegNumber(),
    carrier: CarrierName(),
    reason: z.string(),
    receivedAt: InstantMs,
  });

const Receipt = () => LegTold().extend({ kind: z.literal('receipt') });

const withoutLegs = factsByKind({ attempted: Attempted, not_sent: NotSent, receipt: Receipt });

const asLeg = (told: FactIn<typeof withoutLegs>): MessageFact => {
  switch (told.kind) {
    case 'attempted':
      return { kind: 'leg_begun', leg: told.attempt, carrier: told.carrier, begunAt: told.attemptedAt };
    case 'not_sent': {
      const { attempt, ...rest } = told;
      return { ...rest, kind: 'leg_not_sent', leg: attempt, fault: 'retryable' };
    }
    case 'receipt': {
      const { carrier, reason, status, receivedAt } = told;
      return carrier === NOBODY
        ? { kind: 'given_up', reason: reason ?? status, givenUpAt: receivedAt }
        : { ...told, kind: 'leg_told' };
    }
  }
};

/**
 * A stored fact of a message; undefined where its kind is not known. Tables may hold messages without legs (`FACT#attempt#<n>`,
 * `FACT#not_sent#<n>`, `FACT#receipt#<carrier>#<status>`), whose receipts name no try: they are read as of their carrier's last leg.
 */
export const storedFact = (kept: unknown): MessageFact | undefined => {
  const fact = messageFacts.stored(kept);
  if (fact) return fact;
  const told = withoutLegs.stored(kept);
  return told && asLeg(told);
};
