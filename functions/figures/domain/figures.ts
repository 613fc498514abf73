import { SATISFIED_STARS } from '../../../shared/kernel/ratings.ts';
import { dayOf, startOfDay } from '../../../shared/kernel/working-time/civil-day.ts';
import type { DossierRow, Rows } from './rows.ts';

/** Names the formulas below: another reckoning has another name. */
export const FORMULA_VERSION = '1';

/** A stretch of time that is counted, and the moment as of which what is open is judged. */
export interface Period {
  /** Epoch milliseconds, included. */
  readonly from: number;
  /** Epoch milliseconds, excluded. */
  readonly to: number;
  readonly asOf: number;
}

/** Whole days, both included, judged as at their end, or now where that is earlier. */
export const periodOf = (firstDay: number, lastDay: number, now: number): Period => {
  const to = startOfDay(lastDay + 1);
  return { from: startOfDay(firstDay), to, asOf: Math.min(to - 1, now) };
};

/** What became of an accepted dossier by the end of a period. */
const standings = [
  'finishedEarly',
  'finishedOnTime',
  'finishedLate',
  'withdrawn',
  'openInTime',
  'openOverdue',
  'paused',
] as const;

type Standing = (typeof standings)[number];

/** The figures of some rows in a period, by the names of the API. Rates and shares are 0 to 1 with four decimals, null where nothing is divided. */
export interface Figures extends Readonly<Record<Standing, number>> {
  readonly received: number;
  readonly receivedOnline: number;
  readonly carriedOver: number;
  readonly refused: number;
  readonly onTimeRate: number | null;
  readonly onTimeRateWithOpen: number | null;
  /** Working hours from receipt to end outside the pauses, of what was finished; two decimals. */
  readonly meanWorkingHours: number | null;
  readonly p90WorkingHours: number | null;
  readonly acknowledgedOnTime: number;
  readonly acknowledgedLate: number;
  /** Below 0 where more went back than came. */
  readonly feesVnd: number;
  readonly paidOnline: number;
  readonly paidOnlineShare: number | null;
  readonly onlineShare: number | null;
  readonly digitisedShare: number | null;
  /** Null until there is a national portal to tell. */
  readonly synced: null;
  readonly syncedShare: null;
  readonly messagesDelivered: number;
  /** Ratings by citizens on their own day, whenever the dossier ended: of 4 and 5 stars, and all. */
  readonly satisfied: number;
  readonly rated: number;
  readonly satisfactionRate: number | null;
}

const isIn = ({ from, to }: Period, at: number | null): at is number => at !== null && at >= from && at < to;

/** Day terms count by date, hour terms by the moment; what no calendar reaches is due later than any moment. */
const isPast = ({ unit, dueAt }: DossierRow, moment: number): boolean =>
  dueAt !== null && (unit === 'working_hours' ? moment > dueAt : dayOf(moment) > dayOf(dueAt));

const finishedAs = (row: DossierRow, endedAt: number): Standing => {
  if (row.dueAt === null || dayOf(endedAt) < dayOf(row.dueAt)) return 'finishedEarly';
  return isPast(row, endedAt) ? 'finishedLate' : 'finishedOnTime';
};

const isPausedAt = ({ pauses }: DossierRow, moment: number): boolean =>
  pauses.some(({ from, to }) => from <= moment && (to === null || to > moment));

/** Where an accepted dossier stands at a period's end; undefined where it had not come by then, or had ended before it began. */
const standingOf = (row: DossierRow, { from, to, asOf }: Period): Standing | undefined => {
  const { receivedAt, endedAt, endedAs } = row;
  if (receivedAt === null || receivedAt >= to || (endedAt !== null && endedAt < from)) return undefined;
  if (endedAt !== null && endedAt < to) return endedAs === 8 ? 'withdrawn' : finishedAs(row, endedAt);
  if (isPausedAt(row, asOf)) return 'paused';
  return isPast(row, asOf) ? 'openOverdue' : 'openInTime';
};

const isRefusedIn = (period: Period, { endedAs, endedAt }: DossierRow): boolean =>
  endedAs === 3 && isIn(period, endedAt);

/** The rows that a period has anything of. */
export const rowsIn = ({ dossiers, fees, messages }: Rows, period: Period): Rows => ({
  dossiers: dossiers.filter(
    (row) =>
      standingOf(row, period) !== undefined ||
      isRefusedIn(period, row) ||
      isIn(period, row.acknowledgement?.at ?? null) ||
      isIn(period, row.rating?.at ?? null),
  ),
  fees: fees.filter(({ movements }) => movements.some(({ at }) => isIn(period, at))),
  messages: messages.filter(({ at }) => isIn(period, at)),
});

/** The names of all figures, in their order. */
export const figureNames = (): readonly string[] =>
  Object.keys(figuresOf({ dossiers: [], fees: [], messages: [] }, { from: 0, to: 0, asOf: 0 }));

/** A part of a whole with four decimals; null where there is no whole. */
const rateOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part * 10_000) / whole) / 10_000;

/** Milliseconds as hours with two decimals. */
const hoursOf = (ms: number): number => Math.round(ms / 36_000) / 100;

/** The mean of some times, and that which nine of ten do not exceed (nearest rank). */
const hoursWorked = (times: readonly number[]): Pick<Figures, 'meanWorkingHours' | 'p90WorkingHours'> => {
  const rank = Math.ceil((times.length * 9) / 10);
  const ninth = times.toSorted((a, b) => a - b)[rank - 1];
  if (ninth === undefined) return { meanWorkingHours: null, p90WorkingHours: null };
  const sum = times.reduce((all, time) => all + time, 0);
  return { meanWorkingHours: hoursOf(sum / times.length), p90WorkingHours: hoursOf(ninth) };
};

/** The figures of rows in a period; their order changes nothing. */
export function figuresOf({ dossiers, fees, messages }: Rows, period: Period): Figures {
  const stood = Map.groupBy(dossiers, (row) => standingOf(row, period));
  const of = (...names: readonly Standing[]): number =>
    names.reduce((sum, name) => sum + (stood.get(name)?.length ?? 0), 0);
  const finished = (['finishedEarly', 'finishedOnTime', 'finishedLate'] as const).flatMap(
    (name) => stood.get(name) ?? [],
  );
  const inTime = of('finishedEarly', 'finishedOnTime');
  const open = of('openInTime', 'openOverdue', 'paused');
  const received = dossiers.filter(({ receivedAt }) => isIn(period, receivedAt));
  const online = received.filter(({ channel }) => channel === 'online').length;
  const acknowledged = dossiers.flatMap(({ acknowledgement: answer }) =>
    answer && isIn(period, answer.at) ? [answer.isOnTime] : [],
  );
  const paid = finished.filter(({ fee }) => fee === 'paid').length;
  const ratings = dossiers.flatMap(({ rating }) => (rating && isIn(period, rating.at) ? [rating.stars] : []));
  const satisfied = ratings.filter((stars) => stars >= SATISFIED_STARS).length;
  const moved = fees.flatMap(({ movements }) => movements.filter(({ at }) => isIn(period, at)));
  return {
    received: received.length,
    receivedOnline: online,
    carriedOver: of(...standings) - received.length,
    ...(Object.fromEntries(standings.map((name) => [name, of(name)])) as Record<Standing, number>),
    refused: dossiers.filter((row) => isRefusedIn(period, row)).length,
    onTimeRate: rateOf(inTime, finished.length),
    onTimeRateWithOpen: rateOf(inTime + of('openInTime', 'paused'), finished.length + open),
    ...hoursWorked(finished.map(({ workedMs }) => workedMs ?? 0)),
    acknowledgedOnTime: acknowledged.filter((isOnTime) => isOnTime).length,
    acknowledgedLate: acknowledged.filter((isOnTime) => !isOnTime).length,
    feesVnd: moved.reduce((sum, { vnd }) => sum + vnd, 0),
    paidOnline: paid,
    paidOnlineShare: rateOf(paid, finished.filter(({ fee }) => fee !== 'none').length),
    onlineShare: rateOf(online, received.length),
    digitisedShare: rateOf(finished.filter(({ isDigitised }) => isDigitised).length, finished.length),
    synced: null,
    syncedShare: null,
    messagesDelivered: messages.filter(({ at }) => isIn(period, at)).length,
    satisfied,
    rated: ratings.length,
    satisfactionRate: rateOf(satisfied, ratings.length),
  };
}
