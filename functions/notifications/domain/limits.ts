import type { AgencyCode, MessageId } from '../../../shared/kernel/ids.ts';
import type { MessageLimits, PersonalLimit } from '../../../shared/kernel/message-limits.ts';
import { DAY_MS, type Instant, startOfVietNamDate, vietNamDate } from '../../../shared/kernel/time.ts';

/** What is counted together: what one phone gets, what an agency sends in a day, what all of that costs. */
export type Scope = 'recipient' | 'installation' | `agency:${AgencyCode}`;

/** A message that is about to be sent for the first time. */
export interface Counted {
  readonly messageId: MessageId;
  readonly agencyCode: AgencyCode;
  readonly recipient: string;
  readonly isCode: boolean;
  /** Undefined where nobody said what its carrier takes. */
  readonly costVnd: number | undefined;
}

/** Why a message must wait, and until when it does at least. */
export interface Refusal {
  readonly scope: Scope;
  readonly until: Instant;
}

/** One message that a phone was sent, or is about to be. */
export interface Place {
  readonly id: string;
  readonly at: Instant;
  readonly isCode: boolean;
}

/** What was counted of a day, by scope: messages of an agency, whole dong of the installation. */
export interface Day {
  readonly counted: ReadonlyMap<string, number>;
  /** How many messages began to wait. */
  readonly held: ReadonlyMap<string, number>;
  /** What was counted when an operator last began anew. */
  readonly resetAt: ReadonlyMap<string, number>;
}

/** What counts of a day in a scope: all of it, or what came after an operator began anew. */
export const countedIn = ({ counted, resetAt }: Day, scope: Scope): number =>
  (counted.get(scope) ?? 0) - (resetAt.get(scope) ?? 0);

/** The scope of an agency's day. */
export const agencyScope = (agencyCode: AgencyCode): Scope => `agency:${agencyCode}`;

/** The end of a day in Viet Nam, from which on another one counts. */
export const endOfDay = (now: Instant): Instant => startOfVietNamDate(vietNamDate(now)) + DAY_MS;

const longest = (limits: readonly PersonalLimit[]): number => Math.max(...limits.map(({ withinMs }) => withinMs));

/** The places of a phone that still count in any of its limits, the oldest first. */
export const countingPlaces = <P extends Place>(
  places: readonly P[],
  { toOne }: Pick<MessageLimits, 'toOne'>,
  now: Instant,
): readonly P[] =>
  places
    .filter(({ at }) => at > now - longest([...toOne.codes, ...toOne.messages]))
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));

/** When the next place is free, `taken` being in the order of time: 0 where it always is. */
const freeAt = (taken: readonly Place[], limits: readonly PersonalLimit[]): Instant =>
  Math.max(0, ...limits.map(({ atMost, withinMs }) => (taken.at(-atMost)?.at ?? -withinMs) + withinMs));

/** When a phone may be sent another message, or another code; not after now where it may be at once. */
export const personFreeAt = (places: readonly Place[], isCode: boolean, { toOne }: MessageLimits): Instant =>
  Math.max(
    freeAt(places, toOne.messages),
    isCode
      ? freeAt(
          places.filter((place) => place.isCode),
          toOne.codes,
        )
      : 0,
  );

/** Why a message must wait for the end of the day; undefined where agency and installation may send it. */
export const refusalOfDay = (
  day: Day,
  { agencyCode, costVnd = 0 }: Counted,
  limits: MessageLimits,
  now: Instant,
): Refusal | undefined => {
  const scope = agencyScope(agencyCode);
  const until = endOfDay(now);
  if (countedIn(day, scope) >= limits.ofAgencyADay) return { scope, until };
  // A message that costs nothing that we know of is never too dear.
  const isTooDear = costVnd > 0 && countedIn(day, 'installation') >= limits.spendADayVnd;
  return isTooDear ? { scope: 'installation', until } : undefined;
};
