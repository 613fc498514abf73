import * as z from 'zod';
import { InstantMs } from '../../../shared/kernel/time.ts';
import { CarrierName, type FactOf, LegNumber, LegTold, MessageFact } from './facts.ts';

/** How tables without legs say that we gave a message up. */
const NOBODY = 'none';

const Attempted = z
  .object({ kind: z.literal('attempted'), attempt: LegNumber, carrier: CarrierName, attemptedAt: InstantMs })
  .transform(
    ({ attempt, carrier, attemptedAt }): FactOf<'leg_begun'> => ({
      kind: 'leg_begun',
      leg: attempt,
      carrier,
      begunAt: attemptedAt,
    }),
  );

const NotSent = z
  .object({
    kind: z.literal('not_sent'),
    attempt: LegNumber,
    carrier: CarrierName,
    reason: z.string().max(100),
    receivedAt: InstantMs,
  })
  .transform(
    ({ attempt, ...rest }): FactOf<'leg_not_sent'> => ({
      ...rest,
      kind: 'leg_not_sent',
      leg: attempt,
      fault: 'retryable',
    }),
  );

const Receipt = LegTold.omit({ leg: true })
  .extend({ kind: z.literal('receipt') })
  .transform((receipt): FactOf<'leg_told' | 'given_up'> => {
    const { carrier, reason, status, receivedAt } = receipt;
    return carrier === NOBODY
      ? { kind: 'given_up', reason: reason ?? status, givenUpAt: receivedAt }
      : { ...receipt, kind: 'leg_told' };
  });

/**
 * A message's fact as its table holds it. Tables may hold messages without legs (`FACT#attempt#<n>`, `FACT#not_sent#<n>`,
 * `FACT#receipt#<carrier>#<status>`), whose receipts name no try: they are read as of their carrier's last leg.
 */
export const StoredFact: z.ZodType<MessageFact> = z.union([MessageFact, Attempted, NotSent, Receipt]);
