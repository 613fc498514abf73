import * as z from 'zod';
import type { FactIn } from '../../../shared/kernel/book.ts';
import { factsByKind } from '../../../shared/kernel/facts-by-kind.ts';
import { type AgencyCode, type DossierCode, type MessageId, named } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { oneOf } from '../../../shared/kernel/stored.ts';
import { InstantMs, sortable } from '../../../shared/kernel/time.ts';
import { channels, Notice, templateOf } from './notice.ts';

/** A person is to be told something, once. The first fact; natural key: the message. Its names are those of the event and of the card. */
const Intended = () =>
  z.object({
    kind: z.literal('intended'),
    /** What it tells of: a milestone's permanent id, or another moment that comes once. */
    occasion: z.string(),
    /** Of a digest, the dossier that is due first. */
    dossierCode: named<DossierCode>(z.string()),
    agencyCode: named<AgencyCode>(z.string()),
    channel: oneOf(channels),
    notice: Notice(),
    intendedAt: InstantMs,
    /** After this moment the message is noise and is not sent. */
    expiresAt: InstantMs.optional(),
    /** The occasion after which it is no longer true and is not sent. */
    mootBy: z.string().optional(),
    /** The occasion that it follows up: it is said only where something was told of that. */
    follows: z.string().optional(),
    /** Of what goes to staff: to which of the agency's addresses for them, counted from 0. */
    seat: z.int().min(0).optional(),
    /** The messages in whose place it comes, the last one first: it is sent only while all of them have failed for good. */
    fallbackOf: z.array(named<MessageId>(z.string())).optional(),
  });

/** A person is to be told something, once. */
export type Intended = z.infer<ReturnType<typeof Intended>>;

/** The name of a carrier. */
export const CarrierName = () => z.string().min(1).max(40);

/** The number of a leg: of one carrier's one try, counted over all carriers of the message. */
export const LegNumber = () => z.int().min(1).max(400);

/** A carrier is about to be asked. Natural key: the leg; only the writer of this fact may ask. */
const LegBegun = () =>
  z.object({
    kind: z.literal('leg_begun'),
    leg: LegNumber(),
    carrier: CarrierName(),
    begunAt: InstantMs,
    /** How many segments an SMS has. */
    segments: z.int().min(1).optional(),
    /** What all of it costs at its carrier, in whole dong. */
    costVnd: AmountVnd.optional(),
  });

/** A leg certainly sent nothing and may be followed by another. Natural key: the leg. */
const LegNotSent = () =>
  z.object({
    kind: z.literal('leg_not_sent'),
    leg: LegNumber(),
    carrier: CarrierName(),
    /** `retryable`: the carrier may be asked again; `configuration`: not before an operator has mended something. */
    fault: oneOf(['retryable', 'configuration']),
    reason: z.string().max(100),
    receivedAt: InstantMs,
  });

/** What a carrier can say of a leg, from the weakest to what overrules all else. */
export const toldStatuses = ['accepted', 'network_accepted', 'failed', 'delivered', 'bounced'] as const;

/** A carrier says what became of a leg. Natural key: leg and status; receipts come late, twice and in any order. */
export const LegTold = () =>
  z.object({
    kind: z.literal('leg_told'),
    /** Left out where the carrier does not say which of its legs it means: its last one. */
    leg: LegNumber().optional(),
    carrier: CarrierName(),
    status: oneOf(toldStatuses),
    carrierMessageId: z.string().max(200).optional(),
    reason: z.string().max(100).optional(),
    receivedAt: InstantMs,
  });

/** We do not send the message, or not any more, and why. Natural key: the message and how often it was sent again; the first reason stands. */
const GivenUp = () =>
  z.object({
    kind: z.literal('given_up'),
    reason: z.string().max(100),
    givenUpAt: InstantMs,
    /** How often a person had it sent again before; never where it is left out. */
    round: z.int().min(1).optional(),
  });

/** Nothing more is done for the message until a person sees to it, and why. Natural key: how often it was sent again before, and its last leg; the first reason stands. */
const Parked = () =>
  z.object({
    kind: z.literal('parked'),
    /** The last leg; none: 0. */
    leg: z.int().min(0),
    /** How often a person had it sent again before. */
    round: z.int().min(0),
    reason: z.string().max(100),
    parkedAt: InstantMs,
  });

/** What a message is held for: the night, a limit of messages, or one of money. */
export const holds = ['quiet_hours', 'limit', 'spend_breaker'] as const;

/** The message is not sent before a moment. Natural key: how often it was sent again before, its last leg, what it is held for and the moment. */
const Held = () =>
  z.object({
    kind: z.literal('held'),
    /** The last leg; none: 0. */
    leg: z.int().min(0),
    /** How often a person had it sent again before. */
    round: z.int().min(0),
    because: oneOf(holds),
    until: InstantMs,
    heldAt: InstantMs,
  });

/** A person has the message sent again, whatever became of its legs. Natural key: the request. */
const Resent = () =>
  z.object({
    kind: z.literal('resent'),
    /** What the request is known by. */
    token: z.string().min(1).max(64),
    /** The last leg before; none: 0. */
    afterLeg: z.int().min(0),
    reason: z.string().max(500),
    by: z.string().max(200),
    resentAt: InstantMs,
  });

/** Everything that can be known of a message. */
export const messageFacts = factsByKind({
  intended: Intended,
  leg_begun: LegBegun,
  leg_not_sent: LegNotSent,
  leg_told: LegTold,
  given_up: GivenUp,
  resent: Resent,
  parked: Parked,
  held: Held,
});

/** Everything that can be known of a message. */
export type MessageFact = FactIn<typeof messageFacts>;

/** The fact of one kind. */
export type FactOf<K extends MessageFact['kind']> = Extract<MessageFact, { kind: K }>;

const legKey = (leg: number): string => `FACT#leg#${sortable(leg, 3)}`;

/** The sort key under which a fact lies in its message. */
export function keyOf(fact: MessageFact): string {
  switch (fact.kind) {
    case 'intended':
      return 'FACT#intent';
    case 'leg_begun':
      return `${legKey(fact.leg)}#begun`;
    case 'leg_not_sent':
      return `${legKey(fact.leg)}#not_sent`;
    case 'leg_told':
      return fact.leg === undefined
        ? `FACT#receipt#${fact.carrier}#${fact.status}`
        : `${legKey(fact.leg)}#told#${fact.status}`;
    case 'given_up':
      return fact.round === undefined ? 'FACT#given_up' : `FACT#given_up#${sortable(fact.round, 3)}`;
    case 'parked':
      return `FACT#parked#${sortable(fact.round, 3)}#${sortable(fact.leg, 3)}`;
    case 'held':
      return `FACT#held#${sortable(fact.round, 3)}#${sortable(fact.leg, 3)}#${sortable(fact.until)}#${fact.because}`;
    case 'resent':
      return `FACT#resent#${fact.token}`;
  }
}

/** Whether a fact is the beginning of the first leg, before which no carrier knows of the message. */
export const isFirstLegBegun = (fact: MessageFact): boolean => fact.kind === 'leg_begun' && fact.leg === 1;

/** What decides whether a fact under a taken key repeats it: its identity, never its moment or the evidence around it. */
export function meaningOf(fact: MessageFact): Json {
  if (fact.kind === 'resent') return { kind: fact.kind, key: keyOf(fact), reason: fact.reason, by: fact.by };
  if (fact.kind !== 'intended') return { kind: fact.kind, key: keyOf(fact) };
  const { kind, occasion, dossierCode, channel, notice } = fact;
  return { kind, occasion, dossierCode, channel, template: templateOf(notice) };
}
