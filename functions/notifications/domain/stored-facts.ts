import * as z from 'zod';
import { storedAs } from '../../../shared/kernel/stored.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import { CarrierName, LegNumber, LegTold, MessageFact } from './facts.ts';

/** How tables without legs say that we gave a message up. */
const NOBODY = 'none';

const Attempted = z.object({
  kind: z.literal('attempted'),
  attempt: LegNumber,
  carrier: CarrierName,
  attemptedAt: InstantMs,
});

const NotSent = z.object({
  kind: z.literal('not_sent'),
  attempt: LegNumber,
  carrier: CarrierName,
  reason: z.string(),
  receivedAt: InstantMs,
});

const Receipt = LegTold.omit({ leg: true }).extend({ kind: z.literal('receipt') });

const readFact = storedAs(MessageFact);

const readWithoutLegs = storedAs(z.discriminatedUnion('kind', [Attempted, NotSent, Receipt]));

const asLeg = (told: NonNullable<ReturnType<typeof readWithoutLegs>>): MessageFact => {
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
  const fact = readFact(kept);
  if (fact) return fact;
  const told = readWithoutLegs(kept);
  return told && asLeg(told);
};
