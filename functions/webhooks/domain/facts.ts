import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { FactIn } from '../../../shared/kernel/book.ts';
import { factsByKind } from '../../../shared/kernel/facts-by-kind.ts';
import { type AgencyCode, named } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { InstantMs, sortable } from '../../../shared/kernel/time.ts';

/** So many tries in all, over every redelivery. */
const TryNumber = () => z.int().min(1).max(400);

/** The last try before a series of tries: 0 before the first. */
const SeriesStart = () => z.int().min(0).max(400);

/** An agency's webhook is to be told of a moment. Natural key: the delivery. */
const Intended = () =>
  z.object({
    kind: z.literal('intended'),
    /** The milestone's permanent id, and which word of it this is. */
    eventId: z.string(),
    number: z.int().nonnegative(),
    type: z.string(),
    /** Whose webhook is told. */
    agencyCode: named<AgencyCode>(z.string()),
    /** The bytes that every try sends. */
    body: z.string(),
    intendedAt: InstantMs,
  });

/** A webhook is to be told of a moment. */
export type Intended = z.infer<ReturnType<typeof Intended>>;

/** The receiver is about to be called. Natural key: the try; only the writer of this fact may call. */
const AttemptBegun = () => z.object({ kind: z.literal('attempt_begun'), attempt: TryNumber(), begunAt: InstantMs });

/** What came of a try. Natural key: the try. */
const AttemptEnded = () =>
  z.object({
    kind: z.literal('attempt_ended'),
    attempt: TryNumber(),
    /** What the receiver answered; left out where no answer came. */
    status: z.int().optional(),
    /** Why there is no status: `no_answer`, `not_public`. */
    reason: z.string().max(40).optional(),
    endedAt: InstantMs,
  });

/** No further try of a series is made, and why. Natural key: the series. */
const GivenUp = () =>
  z.object({
    kind: z.literal('given_up'),
    after: SeriesStart(),
    reason: z.string().max(40),
    givenUpAt: InstantMs,
  });

/** Somebody asks for the delivery again. Natural key: what the asking is known by. */
const Redelivery = () =>
  z.object({
    kind: z.literal('redelivery'),
    asking: z.string().min(1).max(64),
    /** The last try that was known when it was asked for. */
    after: SeriesStart(),
    askedAt: InstantMs,
  });

/** Everything that can be known of a delivery. */
export const deliveryFacts = factsByKind({
  intended: Intended,
  attempt_begun: AttemptBegun,
  attempt_ended: AttemptEnded,
  given_up: GivenUp,
  redelivery: Redelivery,
});

/** Everything that can be known of a delivery. */
export type DeliveryFact = FactIn<typeof deliveryFacts>;

/** The fact of one kind. */
export type FactOf<K extends DeliveryFact['kind']> = Extract<DeliveryFact, { kind: K }>;

/** The sort key under which a fact lies in its delivery. */
export function keyOf(fact: DeliveryFact): string {
  switch (fact.kind) {
    case 'intended':
      return 'FACT#intent';
    case 'attempt_begun':
      return `FACT#attempt#${sortable(fact.attempt, 3)}#begun`;
    case 'attempt_ended':
      return `FACT#attempt#${sortable(fact.attempt, 3)}#ended`;
    case 'given_up':
      return `FACT#given_up#${sortable(fact.after, 3)}`;
    case 'redelivery':
      return `FACT#redelivery#${fact.asking}`;
  }
}

/** What decides whether a fact under a taken key repeats it: its identity. What a body says of a dossier is read when an event is first heard. */
export function meaningOf(fact: DeliveryFact): Json {
  if (fact.kind !== 'intended') return { kind: fact.kind, key: keyOf(fact) };
  const { kind, eventId, number, type, agencyCode } = fact;
  return { kind, eventId, number, type, agencyCode };
}

/** What an asking for a delivery again is known by, from its `Idempotency-Key`: printable text of any kind, which a key of a table is not. */
export const askingOf = (idempotencyKey: string): string => createHash('sha256').update(idempotencyKey).digest('hex');
