import type { Recorded } from '../../../shared/kernel/book.ts';
import { cardOf, type DossierCard, type Registered, voidedIds } from '../../../shared/kernel/dossier-card.ts';
import type { StatusNumber } from '../../../shared/kernel/dossier-status.ts';
import { ofKind } from '../../../shared/kernel/facts-by-kind.ts';
import type { ProcedureRules } from '../../../shared/kernel/procedures.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { type Announced, announcementKey, clockOf, isAnnounced, wasTrue } from './announced.ts';
import { type DossierClock, otherClocksOf } from './clocks.ts';
import { type DossierFact, type FactOf, isChoice, isOfMoments, keyOf } from './facts.ts';
import { type Hearing, hearingOf } from './hearing.ts';
import { type Promises, promisesOf } from './promises.ts';
import { type Receipt, receiptOf, timeLimitOf } from './receipt.ts';
import { type ClockInput, type ResolveClock, resolveClock } from './resolve-clock.ts';
import { shownStatus } from './status.ts';
import { MAX_EXTENSIONS, type Move, type Walk, walk } from './walk.ts';

/** A dossier as the set of its facts leaves it. */
export interface Dossier {
  readonly registered: Registered;
  /** The registration after its corrections. */
  readonly card: DossierCard;
  /** When it came in, after its corrections. */
  readonly receipt: Receipt;
  /** The official status that is shown: 6 while a blocking fee is open over 1, 2 or 4. */
  readonly status: StatusNumber;
  readonly walk: Walk;
  /** That of its agency, by which it was folded. */
  readonly calendar: WorkingCalendar;
  /** By that calendar; once ended as the last promise left it. */
  readonly clock: ResolveClock;
  /** What decides it besides the calendar. */
  readonly clockInput: ClockInput;
  /** That clock first, then the others. */
  readonly clocks: readonly DossierClock[];
  readonly promises: Promises;
  readonly hearing: Hearing;
  /** What the sweep announced and still holds true. */
  readonly announced: readonly Announced[];
  /** Every announcement that was recorded, true or not, by its key: none is made twice. */
  readonly fired: ReadonlySet<string>;
  readonly corrections: readonly FactOf<'details_corrected'>[];
  /** The choices of the messages that the person wishes. */
  readonly choices: readonly FactOf<'details_corrected'>[];
  readonly voids: readonly FactOf<'voided'>[];
  /** That its personal data are erased; undefined where they are not. */
  readonly erased: FactOf<'erased'> | undefined;
  /** How its citizen rated it; undefined where nobody did. */
  readonly rating: FactOf<'rated'> | undefined;
  /** How many facts the back office's events take. */
  readonly eventFacts: number;
  /** The back office's eventIds, with the kind of fact that each names. */
  readonly eventKinds: ReadonlyMap<string, DossierFact['kind']>;
  /** The eventIds that the counter told, not the deciding agency. */
  readonly toldByCounter: ReadonlySet<string>;
  /** When each event of the back office was recorded, by its eventId, the registration under `REGISTRATION`, and each promise under `nameOfPromise`. */
  readonly learntAt: ReadonlyMap<string, number>;
  /** The back office's events that it took back. */
  readonly withdrawnMoves: readonly FactOf<'moved'>[];
}

/** The name of the registration among the back office's eventIds, none of which has a space. */
export const REGISTRATION = 'the registration';

/** The name of a promise among them. */
export const nameOfPromise = (number: number): string => `promise ${number}`;

/** When each of the facts that people are told of was recorded. */
const momentsOf = (recorded: readonly Pick<Recorded<DossierFact>, 'fact' | 'recordedAt'>[]): Map<string, number> =>
  new Map(
    recorded.flatMap(({ fact, recordedAt }): [string, number][] => {
      if (fact.kind === 'registered') return [[REGISTRATION, recordedAt]];
      if (fact.kind === 'promised') return [[nameOfPromise(fact.number), recordedAt]];
      return fact.kind === 'moved' ? [[fact.eventId, recordedAt]] : [];
    }),
  );

/** The dossier that a set of recorded facts amounts to, with the moments at which they were. */
export function foldRecorded(
  calendar: WorkingCalendar,
  recorded: readonly Pick<Recorded<DossierFact>, 'fact' | 'recordedAt'>[],
): Dossier | undefined {
  const dossier = foldDossier(
    calendar,
    recorded.map(({ fact }) => fact),
  );
  return dossier && { ...dossier, learntAt: momentsOf(recorded) };
}

const asMove = ({ eventId, occurredAt, ...told }: FactOf<'moved'>): Move => ({
  ...told,
  id: eventId,
  at: occurredAt,
  origin: 'back_office',
});

/** Each fact once, in the order of keys, so that nothing below can depend on how they came. */
function inOneOrder(facts: readonly DossierFact[]): DossierFact[] {
  const byKey = new Map(facts.map((fact) => [keyOf(fact), fact]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact);
}

/**
 * The dossier that a set of facts amounts to; order and repetition change nothing.
 * Undefined where the registration is not among them.
 */
export function foldDossier(calendar: WorkingCalendar, given: readonly DossierFact[]): Dossier | undefined {
  const facts = inOneOrder(given);
  const registered = facts.find(ofKind('registered'));
  if (!registered) return undefined;
  const moved = facts.filter(ofKind('moved'));
  const corrected = facts.filter(ofKind('details_corrected'));
  const voids = facts.filter(ofKind('voided'));
  const told = [...moved, ...corrected, ...voids];
  const voided = voidedIds(told, voids);
  const corrections = corrected.filter(({ eventId }) => !voided.has(eventId));
  const hearing = hearingOf(facts.filter(ofKind('heard')));
  const rules: Partial<ProcedureRules> = registered.procedure ?? {};
  const way = walk([...moved.filter(({ eventId }) => !voided.has(eventId)).map(asMove), ...hearing.moves], rules);
  const { acceptance } = way;
  const receipt = receiptOf(registered, corrections, way);
  const clockInput = {
    acceptance: acceptance && { at: acceptance.at, receivedAt: receipt.receivedAt ?? acceptance.at },
    handedOverAt: handedOverAt(registered, way),
    timeLimit: timeLimitOf(registered, corrections, way),
    rules,
    restarts: way.restarts,
    endedAt: way.endedAt,
    pauses: rules.onPayment === 'run' ? way.holds : [...way.holds, ...hearing.blocked],
    extensions: way.extensions.map(({ id, at, addWorkingDays, newDueAt }) => ({ id, at, addWorkingDays, newDueAt })),
    knownTo: Math.max(...facts.map(momentOf)),
  };
  const running = resolveClock(calendar, clockInput);
  const promises = promisesOf(calendar, {
    recorded: facts.filter(ofKind('promised')),
    clock: running,
    clockInput,
    acceptanceId: acceptance?.id,
    factsKnown: facts.filter(({ kind }) => kind !== 'promised' && kind !== 'timer_fired').length,
    correctedAt: Math.max(0, ...[...voids, ...corrections.filter(isOfMoments)].map(({ occurredAt }) => occurredAt)),
  });
  const clock = asPromised(running, promises);
  const clocks: DossierClock[] = [
    { name: 'resolve', clock, input: clockInput },
    ...otherClocksOf(calendar, registered, receipt.submittedAt, way, clockInput),
  ];
  const timers = facts.filter(ofKind('timer_fired')).filter(isAnnounced);
  return {
    registered,
    card: cardOf(registered, corrections),
    receipt,
    status: shownStatus(way.status, hearing.feeIsOpen),
    walk: way,
    calendar,
    clock,
    clockInput,
    clocks,
    promises,
    hearing,
    announced: timers.filter((timer) => {
      const of = clockOf(clocks, timer);
      return of !== undefined && wasTrue(calendar, of.input, timer);
    }),
    fired: new Set(timers.map(announcementKey)),
    corrections: corrections.filter((correction) => !isChoice(correction)),
    choices: corrections.filter(isChoice),
    voids,
    erased: facts.find(ofKind('erased')),
    rating: facts.find(ofKind('rated')),
    eventFacts: facts.filter((fact) => 'eventId' in fact && !isChoice(fact)).length,
    eventKinds: new Map(told.map(({ eventId, kind }) => [eventId, kind])),
    learntAt: new Map(),
    toldByCounter: new Set(told.filter(({ byCounter }) => byCounter).map(({ eventId }) => eventId)),
    withdrawnMoves: moved.filter(({ eventId }) => voided.has(eventId)),
  };
}

/** Whether a dossier's term can still be extended as often as its procedure says. */
export const mayBeExtended = ({ registered, walk: { extensions } }: Dossier): boolean =>
  extensions.length < (registered.procedure?.maxExtensions ?? MAX_EXTENSIONS);

/** When the counter that took a dossier in first handed it over to the agency that decides; undefined where none did, or took it in itself. */
function handedOverAt({ agencyCode, receivingAgencyCode }: Registered, { steps }: Walk): number | undefined {
  if (receivingAgencyCode === undefined) return undefined;
  const step = steps.find(
    ({ move, allowed }) => allowed && move.type === 'handed_over' && move.toAgencyCode === agencyCode,
  );
  return step?.move.at;
}

/** The moment that a fact tells of: by then time has come at least so far. */
function momentOf(fact: DossierFact): number {
  switch (fact.kind) {
    case 'registered':
      return fact.receivedAt ?? fact.submittedAt;
    case 'heard':
      return fact.event.at;
    case 'timer_fired':
      return fact.firedAt;
    case 'moved':
    case 'voided':
    case 'details_corrected':
      return fact.occurredAt;
    case 'erased':
      return fact.erasedAt;
    case 'rated':
      return fact.ratedAt;
    case 'named':
    case 'promised':
      return 0;
  }
}

/** No calendar that comes after a dossier's end moves where it was due. */
function asPromised(clock: ResolveClock, { standing }: Promises): ResolveClock {
  if (clock.phase !== 'stopped' || !standing) return clock;
  return { ...clock, due: { position: standing.position, at: standing.promisedAt } };
}
