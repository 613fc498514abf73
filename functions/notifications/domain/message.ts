import { ofKind } from '../../../shared/kernel/facts-by-kind.ts';
import type { MessageId } from '../../../shared/kernel/ids.ts';
import { type FactOf, type Intended, keyOf, type MessageFact, toldStatuses } from './facts.ts';
import { type AnyNotice, type Channel, channels } from './notice.ts';

/** What can be known of a leg in its order; of any two the later one holds, so that receipts may come in any order. */
export const legStatuses = ['begun', 'not_sent', ...toldStatuses] as const;

/**
 * What is known of a leg. `begun`: nothing came back yet. `network_accepted`: the last that Vietnamese carriers tell, who give no
 * receipts of handsets. `delivered` overrules `failed`, and `bounced` overrules `delivered`.
 */
export type LegStatus = (typeof legStatuses)[number];

/** The statuses of a message in their order; of what its legs amount to, the last one holds. */
export const messageStatuses = [
  'queued',
  'failed',
  'bounced',
  'sending',
  'accepted',
  'network_accepted',
  'delivered',
] as const;

/**
 * What is known of a message: the best that any leg brought. `queued`: it waits for its first leg, or for the one after a leg that sent
 * nothing. `sending`: nobody knows yet what became of its last leg. `failed` and `bounced`: no leg has it, and none is to follow.
 */
export type MessageStatus = (typeof messageStatuses)[number];

const joinIn =
  <S>(order: readonly S[]) =>
  (a: S, b: S): S =>
    order.indexOf(a) >= order.indexOf(b) ? a : b;

/** The join of what is said of one leg: commutative, associative, idempotent. */
export const joinOfLeg = joinIn<LegStatus>(legStatuses);

/** The join of what the legs amount to: commutative, associative, idempotent. */
export const joinOfLegs = joinIn<MessageStatus>(messageStatuses);

/** One carrier's one try, as the facts of it leave it. */
export interface Leg {
  readonly number: number;
  readonly carrier: string;
  readonly status: LegStatus;
  /** Why it sent nothing; undefined where it may have. */
  readonly fault: FactOf<'leg_not_sent'>['fault'] | undefined;
  /** True once its carrier said that it has the message, whatever it said after that. */
  readonly isTaken: boolean;
  /** Why its carrier did not take it, or why it did not arrive, in our words or the carrier's. */
  readonly reason: string | undefined;
  readonly begunAt: number | undefined;
  /** How many segments an SMS has, and what they cost, where that is known. */
  readonly segments: number | undefined;
  readonly costVnd: number | undefined;
}

/** Why and when it was clear that something will not arrive. */
export interface Ending {
  readonly at: number;
  readonly reason: string;
}

/** A message as the set of its facts leaves it. */
export interface Message {
  readonly messageId: MessageId;
  readonly intent: Intended;
  readonly status: MessageStatus;
  /** In the order of their numbers. */
  readonly legs: readonly Leg[];
  /** Each time that a person had it sent again, in their order. */
  readonly resent: readonly FactOf<'resent'>[];
  /** Why it waits for a person, as long as nothing has come after that. */
  readonly parked: FactOf<'parked'> | undefined;
  /** Until when, at least, and for what it is held, as long as no leg has come after that. */
  readonly held: FactOf<'held'> | undefined;
  /** The last leg while nobody knows what became of it. */
  readonly openLeg: FactOf<'leg_begun'> | undefined;
  /** When a carrier first said that it has the message. */
  readonly takenAt: number | undefined;
  /** When a carrier first said that it arrived or that the network has it, of the legs of which that still holds; undefined where it does of none. */
  readonly arrivedAt: number | undefined;
  /** Of a message that failed or bounced, the moment from which no leg was left that could bring it, and why. */
  readonly failure: Ending | undefined;
}

type Told = FactOf<'leg_told'> & { readonly status: (typeof toldStatuses)[number] };

type LegFact = (FactOf<'leg_begun' | 'leg_not_sent'> | Told) & { readonly leg: number };

/** False for what only a later release knows to be said of a leg: it says nothing here. */
const isKnown = (fact: FactOf<'leg_told'>): fact is Told => toldStatuses.some((status) => status === fact.status);

const byKey = <F extends MessageFact>(facts: readonly F[]): F[] =>
  [...facts].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

const isEnd = (status: LegStatus | MessageStatus): status is 'failed' | 'bounced' =>
  status === 'failed' || status === 'bounced';

const isThere = (status: LegStatus): boolean => status === 'network_accepted' || status === 'delivered';

/** The facts of legs, each with its leg; what names none is said of the last leg that its carrier began. */
const legFactsOf = (facts: readonly MessageFact[]): LegFact[] => {
  const begun = facts.filter(ofKind('leg_begun'));
  const lastOf = (carrier: string) =>
    Math.max(1, ...begun.filter((fact) => fact.carrier === carrier).map(({ leg }) => leg));
  return byKey(facts).flatMap((fact): LegFact[] => {
    if (fact.kind === 'leg_told') return isKnown(fact) ? [{ ...fact, leg: fact.leg ?? lastOf(fact.carrier) }] : [];
    return fact.kind === 'leg_begun' || fact.kind === 'leg_not_sent' ? [fact] : [];
  });
};

const statusOf = (fact: LegFact): LegStatus => {
  if (fact.kind === 'leg_told') return fact.status;
  return fact.kind === 'leg_begun' ? 'begun' : 'not_sent';
};

const foldLeg = (number: number, facts: readonly LegFact[]): Leg => {
  const begun = facts.find(ofKind('leg_begun'));
  const notSent = facts.find(ofKind('leg_not_sent'));
  const told = facts.filter(ofKind('leg_told'));
  return {
    number,
    carrier: facts.map(({ carrier }) => carrier).reduce((first) => first),
    status: facts.map(statusOf).reduce(joinOfLeg),
    fault: notSent?.fault,
    isTaken: told.some(({ status }) => status !== 'failed'),
    reason: notSent?.reason ?? told.find(({ reason }) => reason !== undefined)?.reason,
    begunAt: begun?.begunAt,
    segments: begun?.segments,
    costVnd: begun?.costVnd,
  };
};

/** The legs in the order of their numbers. */
const legsOf = (said: readonly LegFact[]): Leg[] =>
  [...Map.groupBy(said, ({ leg }) => leg)].sort(([a], [b]) => a - b).map(([number, facts]) => foldLeg(number, facts));

/** What a leg contributes to its message. One without a word brings nothing more by itself, unless the message still waits for its last leg; of one before the message was sent again no end counts. */
const contributionOf = (leg: Leg, isOpen: boolean, bygone: number): MessageStatus => {
  if (leg.status === 'begun') return isOpen ? 'sending' : 'queued';
  if (leg.status === 'not_sent' || (isEnd(leg.status) && leg.number <= bygone)) return 'queued';
  return leg.status;
};

/** Each time that a person had the message sent again, once, by the legs that were there before. */
const resendingsIn = (facts: readonly MessageFact[]): FactOf<'resent'>[] => {
  const once = new Map(facts.filter(ofKind('resent')).map((fact) => [fact.token, fact]));
  return [...once.values()].sort(
    (a, b) => a.afterLeg - b.afterLeg || a.resentAt - b.resentAt || (a.token < b.token ? -1 : 1),
  );
};

/** The last leg before a message was sent again for the last time; 0 where it never was. */
const lastBygone = (resent: readonly FactOf<'resent'>[]): number => resent.at(-1)?.afterLeg ?? 0;

/** The legs since a person last had the message sent again: those that decide who is asked next. */
export const legsInForce = ({ legs, resent }: Pick<Message, 'legs' | 'resent'>): readonly Leg[] =>
  legs.filter(({ number }) => number > lastBygone(resent));

const earliest = <E extends { readonly receivedAt: number }>(words: readonly E[]): E | undefined =>
  [...words].sort((a, b) => a.receivedAt - b.receivedAt)[0];

/** When and why each leg that failed did, and when and why we gave up. */
const endingsOf = (legs: readonly Leg[], facts: readonly LegFact[], givenUp: FactOf<'given_up'> | undefined) => {
  const ends = facts.filter(ofKind('leg_told')).filter(({ status }) => isEnd(status));
  const ofLegs = legs.flatMap(({ number }): Ending[] => {
    const first = earliest(ends.filter(({ leg }) => leg === number));
    return first ? [{ at: first.receivedAt, reason: first.reason ?? first.status }] : [];
  });
  return givenUp ? [...ofLegs, { at: givenUp.givenUpAt, reason: givenUp.reason }] : ofLegs;
};

/** When it was first said that a message is there, by the words that nothing overruled. */
const arrivalOf = (legs: readonly Leg[], facts: readonly LegFact[]): number | undefined => {
  const there = legs.filter(({ status }) => isThere(status)).map(({ number }) => number);
  const words = facts.filter(ofKind('leg_told')).filter(({ leg, status }) => isThere(status) && there.includes(leg));
  return earliest(words)?.receivedAt;
};

/** The message that a set of facts amounts to; order and repetition change nothing. Undefined where the intent is missing. */
export function foldMessage(messageId: MessageId, facts: readonly MessageFact[]): Message | undefined {
  const intent = facts.find(ofKind('intended'));
  if (!intent) return undefined;
  const said = legFactsOf(facts);
  const legs = legsOf(said);
  const resent = resendingsIn(facts);
  const bygone = lastBygone(resent);
  const givenUp = byKey(facts.filter(ofKind('given_up'))).find(({ round = 0 }) => round >= resent.length);
  const last = legs.at(-1);
  const isOfNow = ({ leg, round }: FactOf<'parked' | 'held'>): boolean =>
    leg === (last?.number ?? 0) && round === resent.length;
  const isOpen = last?.status === 'begun' && givenUp === undefined && last.number > bygone;
  const status = legs
    .map((leg) => contributionOf(leg, isOpen, bygone))
    .reduce(joinOfLegs, givenUp ? 'failed' : 'queued');
  return {
    messageId,
    intent,
    status,
    legs,
    resent,
    parked: facts.filter(ofKind('parked')).find(isOfNow),
    held: byKey(facts.filter(ofKind('held')).filter(isOfNow)).at(-1),
    openLeg:
      status === 'sending' ? said.filter(ofKind('leg_begun')).find(({ leg }) => leg === last?.number) : undefined,
    takenAt: earliest(said.filter(ofKind('leg_told')).filter((told) => !isEnd(told.status)))?.receivedAt,
    arrivedAt: arrivalOf(legs, said),
    failure: isEnd(status)
      ? endingsOf(legs, said, givenUp)
          .sort((a, b) => a.at - b.at)
          .at(-1)
      : undefined,
  };
}

/** A message of which this release has the words and the way. */
export type Sayable = Message & {
  readonly intent: Intended & { readonly channel: Channel; readonly notice: AnyNotice };
};

/** False for what only a later release can say, or on a channel that only it has. */
export const isSayable = (message: Message): message is Sayable =>
  message.intent.notice.template !== 'unknown' && channels.some((channel) => channel === message.intent.channel);

/** True once no leg has a message and none is to follow. */
export const isLost = ({ status }: Pick<Message, 'status'>): boolean => isEnd(status);

/** True once nothing is left to do for a message. */
export const isSettled = (message: Message): boolean => message.status !== 'queued' && message.status !== 'sending';
