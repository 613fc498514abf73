/**
 * The resolve clock as one would reckon it on paper from the words of the API's description alone: one day after another, one minute
 * after another, from a list of events. Slow, obvious, and shares no code with the product.
 */
import type { TimeLimit } from '../../shared/kernel/dossier-card.ts';
import type { OfficialDay } from '../../shared/kernel/working-time/official-days.ts';
import { naiveIsWorked } from './naive-working-time.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** An event of the back office, or of a blocking fee. */
export interface Happening {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly receivedAt?: number;
  readonly toAgencyCode?: string;
  readonly until?: number;
  readonly addWorkingDays?: number;
  readonly newDueAt?: number;
  readonly fee?: number;
}

/** A dossier's whole story. */
export interface Story {
  readonly limit: TimeLimit;
  readonly receivedAt?: number;
  /** Where a counter took it in. */
  readonly receivingAgencyCode?: string;
  readonly agencyCode: string;
  readonly happenings: readonly Happening[];
  /** What the procedure says besides. */
  readonly procedure?: {
    readonly cutoff?: string;
    readonly onSupplement?: 'pause' | 'restart';
    readonly onPayment?: 'pause' | 'run';
    readonly pauseBy?: 'date' | 'minutes';
    readonly maxExtensions?: number;
  };
}

/** What the paper says: whether an acceptance stands, what is open, and when the result is due by all that is over. */
export interface OnPaper {
  readonly isAccepted: boolean;
  readonly hasEnded: boolean;
  readonly isPaused: boolean;
  readonly dueAt: number | undefined;
}

interface Stretch {
  from: number;
  to: number | undefined;
}

/** Dates as one reads them from a wall calendar. */
const dateOf = (instant: number): string => new Date(instant + 7 * 60 * MINUTE).toISOString().slice(0, 10);
const noon = (date: string): number => Date.parse(`${date}T12:00:00+07:00`);
const evening = (date: string): number => Date.parse(`${date}T17:00:00+07:00`);
const nextDate = (date: string): string => dateOf(noon(date) + DAY);

/** The same day so many months on, or the last of that month. */
function monthsOn(date: string, months: number): string {
  let [year = 0, month = 0] = date.split('-').map(Number);
  for (let n = 0; n < months; n += 1) [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  for (let day = Number(date.slice(8)); ; day -= 1) {
    const wanted = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    if (!Number.isNaN(Date.parse(`${wanted}T00:00:00Z`)) && dateOf(noon(wanted)) === wanted) return wanted;
  }
}

/** In one second the official flow decides the order. */
const ranks =
  'accepted processing_started handed_over paused supplement_requested payment_requested supplement_received resumed extended withdrawal_requested withdrawal_taken_back stopped refused finished returned';

/** Which steps the flow allows from where (statuses by number); an empty list ends it. */
const flow: Readonly<Record<number, readonly number[]>> = {
  1: [2, 3, 5, 7],
  2: [4, 5, 6, 7, 8, 9],
  3: [],
  4: [5, 6, 7, 8, 9],
  5: [4, 6, 7, 8],
  6: [7, 8],
  7: [8],
  8: [],
  9: [10],
  10: [],
};
const leadsTo: Readonly<Record<string, number>> = {
  accepted: 2,
  refused: 3,
  processing_started: 4,
  supplement_requested: 5,
  supplement_received: 4,
  payment_requested: 6,
  withdrawal_requested: 7,
  stopped: 8,
  finished: 9,
  returned: 10,
};
const ends = [3, 8, 9, 10];

/** Reads stories through, and reckons when each is due, with one calendar on the wall. */
export const onPaper = (days: readonly OfficialDay[]): ((story: Story) => OnPaper) => {
  const worked = new Map<number, boolean>();
  const isWorked = (minute: number): boolean => {
    const whole = Math.floor(minute / MINUTE) * MINUTE;
    const known = worked.get(whole) ?? naiveIsWorked(days, whole);
    worked.set(whole, known);
    return known;
  };
  return (story) => reckon(story, isWorked);
};

function reckon(story: Story, isWorked: (minute: number) => boolean): OnPaper {
  const { cutoff, onSupplement, onPayment, pauseBy, maxExtensions = 1 } = story.procedure ?? {};
  const isWorkingDate = (date: string): boolean => isWorked(Date.parse(`${date}T08:00:00+07:00`));

  /** The working moment that a moment counts as: 17:00:00 is still its day's. */
  const countsAs = (moment: number): number => {
    const second = Math.floor(moment / 1000) * 1000;
    if (isWorkingDate(dateOf(second)) && second === evening(dateOf(second))) return second;
    let minute = second;
    while (!isWorked(minute)) minute = Math.floor(minute / MINUTE) * MINUTE + MINUTE;
    return minute;
  };
  /** The same of the complete receipt: after the minute of the cutoff the first moment of the next working day. */
  const beginsAt = (moment: number): number => {
    const hour = new Date(moment + 7 * 60 * MINUTE).toISOString().slice(11, 16);
    if (cutoff === undefined || hour <= cutoff) return countsAs(moment);
    let minute = Date.parse(`${nextDate(dateOf(moment))}T00:00:00+07:00`);
    while (!isWorked(minute)) minute += MINUTE;
    return minute;
  };
  const dayMovedOn = (date: string): string => {
    let moved = date;
    while (!isWorkingDate(moved)) moved = nextDate(moved);
    return moved;
  };
  const workingDaysBehind = (date: string, count: number): string => {
    let behind = date;
    for (let left = count; left > 0; ) {
      behind = nextDate(behind);
      if (isWorkingDate(behind)) left -= 1;
    }
    return behind;
  };
  const daysBehind = (date: string, count: number): string => {
    let behind = date;
    for (let left = count; left > 0; left -= 1) behind = nextDate(behind);
    return behind;
  };

  // The story, step by step.
  const sorted = [...story.happenings]
    .filter(({ fee }) => fee === undefined)
    .map((one) => ({ ...one, at: Math.floor(one.at / 1000) * 1000 }))
    .sort(
      (a, b) =>
        a.at - b.at || ranks.split(' ').indexOf(a.type) - ranks.split(' ').indexOf(b.type) || (a.id < b.id ? -1 : 1),
    );
  let way: number[] = [1];
  const asked: Stretch[] = [];
  const told: Stretch[] = [];
  const counted: Happening[] = [];
  let restarted: number | undefined;
  let accepted: Happening | undefined;
  let answered: number | undefined;
  let handed: number | undefined;
  let ended: number | undefined;
  for (const one of sorted) {
    const status = way.at(-1)!;
    const before = way.at(-2);
    const isOver = ends.includes(status);
    if (one.type === 'handed_over') {
      if (!isOver && story.receivingAgencyCode && one.toAgencyCode === story.agencyCode) handed ??= one.at;
      continue;
    }
    if (one.type === 'paused') {
      if (!isOver) told.push({ from: one.at, to: one.until });
      continue;
    }
    if (one.type === 'resumed') {
      if (!isOver) for (const pause of told) if (pause.to === undefined || pause.to > one.at) pause.to = one.at;
      continue;
    }
    if (one.type === 'extended') {
      if (accepted && [2, 4, 5, 6].includes(status) && counted.length < maxExtensions) counted.push(one);
      continue;
    }
    let next: number[];
    if (one.type === 'withdrawal_taken_back') {
      if (status !== 7) continue;
      next = way.slice(0, -1);
    } else {
      let to = leadsTo[one.type]!;
      const isBeforeAcceptance = status === 5 && before === 1;
      if (isBeforeAcceptance && one.type === 'supplement_received') to = 1;
      else if (isBeforeAcceptance && to === 4) continue;
      if (to === status) next = way;
      else if (to === before) next = way.slice(0, -1);
      else if (!flow[status]!.includes(to)) continue;
      else next = to === 6 || to === 7 || (to === 5 && status === 1) ? [...way, to] : [to];
    }
    const standing = onPayment === 'run' ? [5, 7] : [5, 6, 7];
    const stands = way.some((each) => standing.includes(each));
    const willStand = next.some((each) => standing.includes(each));
    if (!stands && willStand) asked.push({ from: one.at, to: undefined });
    if (stands && !willStand) asked.at(-1)!.to = one.at;
    if (one.type === 'supplement_received' && !accepted) answered = one.at;
    if (one.type === 'supplement_received' && accepted && status === 5 && onSupplement === 'restart')
      restarted = one.at;
    if (one.type === 'accepted' && next.at(-1) === 2) accepted ??= one;
    if (ends.includes(next.at(-1)!)) ended ??= one.at;
    way = next;
  }

  // Earlier extensions lapse.
  const extensions = counted.filter(({ at }) => restarted === undefined || at >= restarted);

  // Fees that block.
  const fees = new Map<number, Stretch>();
  for (const one of story.happenings)
    if (one.fee !== undefined && one.type === 'fee_opened') fees.set(one.fee, { from: one.at, to: undefined });
  for (const one of story.happenings) {
    const fee = one.fee === undefined ? undefined : fees.get(one.fee);
    if (fee && one.type === 'fee_settled' && (fee.to === undefined || one.at < fee.to)) fee.to = one.at;
  }

  // What was open at the end never moves anything; what overlaps or touches is one.
  let pauses: Stretch[] = [...asked, ...told, ...(onPayment === 'run' ? [] : fees.values())]
    .filter(({ from, to }) => to === undefined || to > from)
    .filter(({ from }) => ended === undefined || from < ended)
    .map(({ from, to }) => ({ from, to: ended !== undefined && to !== undefined && to > ended ? undefined : to }));
  for (let again = true; again; ) {
    again = false;
    for (const a of pauses)
      for (const b of pauses) {
        if (a === b || again || !(a.from <= b.from && (a.to === undefined || b.from <= a.to))) continue;
        const to = a.to === undefined || b.to === undefined ? undefined : Math.max(a.to, b.to);
        pauses = [...pauses.filter((one) => one !== a && one !== b), { from: a.from, to }];
        again = true;
      }
  }
  pauses.sort((a, b) => a.from - b.from);

  // A pause whose end was told lies open until something is known that happened then or later.
  const known = Math.max(story.receivedAt ?? 0, ...story.happenings.map(({ at }) => at));
  pauses = pauses.map(({ from, to }) => ({ from, to: to !== undefined && to > known ? undefined : to }));

  const isPaused = pauses.some(({ to }) => to === undefined);
  const is = { isAccepted: accepted !== undefined, hasEnded: ended !== undefined, isPaused };
  if (!accepted) return { ...is, dueAt: undefined };

  // Start.
  const said = accepted.receivedAt ?? story.receivedAt ?? accepted.at;
  const complete = Math.max(said, answered ?? 0, handed ?? 0, restarted ?? 0);
  const r = beginsAt(complete);
  const firstDate = dateOf(r);

  const over = pauses
    .filter((pause): pause is { from: number; to: number } => pause.to !== undefined)
    .filter(({ from, to }) => !extensions.some(({ at }) => from <= at && to > at));
  const turns = [
    ...over.map((pause) => ({ at: pause.from, pause, extension: undefined })),
    ...extensions.map((extension) => ({ at: extension.at, pause: undefined, extension })),
  ].sort((a, b) => a.at - b.at || (a.pause ? -1 : 1));

  if (story.limit.unit === 'working_hours') {
    // The end of so many worked minutes from a moment; what is paused is not counted.
    const behind = (start: number, minutes: number, isOut: (minute: number) => boolean): number => {
      let left = minutes;
      for (let minute = start; ; minute += MINUTE) {
        if (isWorked(minute) && !isOut(minute)) left -= 1;
        if (left <= 0) return minute + MINUTE;
      }
    };
    const within = (some: readonly Stretch[]) => (minute: number) =>
      some.some(({ from, to }) => minute >= from && minute < to!);
    const [first] = extensions;
    const isEarlier = ({ from }: { from: number }) => !first || from <= first.at;
    let end = behind(r, story.limit.amount * 60, within(over.filter(isEarlier)));
    // What is paused after an extension was said, between the start and the end, comes on top.
    for (const { pause, extension } of turns) {
      if (extension) end = extension.newDueAt ?? behind(end, extension.addWorkingDays! * 480, () => false);
      if (!pause || isEarlier(pause)) continue;
      const { from, to } = pause;
      let lost = 0;
      for (let minute = from; minute < to; minute += MINUTE) if (isWorked(minute) && minute >= r) lost += 1;
      let worksLeft = false;
      for (let minute = from; minute < end; minute += MINUTE) if (isWorked(minute) && minute >= r) worksLeft = true;
      if (worksLeft && lost > 0) end = behind(end, lost, () => false);
    }
    return { ...is, dueAt: end };
  }

  // Day terms. Each paused date counts once.
  const { amount, unit } = story.limit;
  let from = firstDate;
  let count = amount;
  let byWorkingDays = unit === 'working_days';
  let paused = new Set<string>();
  let notBefore = firstDate;
  if (unit === 'months') {
    from = monthsOn(firstDate, amount);
    count = 0;
  }
  let isByMinutes = pauseBy === 'minutes' && unit === 'working_days';
  let lost = 0;
  /** The date on which so much working time behind an evening is over. */
  const dateBehind = (date: string, time: number): string => {
    let left = time;
    let minute = evening(date);
    for (; left > 0; minute += MINUTE) if (isWorked(minute)) left -= MINUTE;
    return time > 0 ? dateOf(minute - MINUTE) : date;
  };
  const end = (): string => {
    if (isByMinutes) {
      const date = dateBehind(workingDaysBehind(from, count), lost);
      return date < notBefore ? notBefore : date;
    }
    const k = [...paused].filter((date) => !byWorkingDays || isWorkingDate(date)).length;
    const date = byWorkingDays ? workingDaysBehind(from, count + k) : dayMovedOn(daysBehind(from, count + k));
    return date < notBefore ? notBefore : date;
  };
  const countedDates = new Set<string>();
  for (const { pause, extension } of turns) {
    if (extension) {
      const stood = end();
      paused = new Set();
      lost = 0;
      notBefore = '';
      count = 0;
      if (extension.newDueAt !== undefined) {
        from = dateOf(extension.newDueAt);
        byWorkingDays = true;
        isByMinutes = false;
      } else from = workingDaysBehind(stood, extension.addWorkingDays!);
      continue;
    }
    if (pause.from > evening(end())) continue;
    const over = dateOf(countsAs(pause.to));
    // Its working time, to the millisecond.
    for (let at = Math.max(pause.from, r); at < pause.to; ) {
      const next = Math.min(Math.floor(at / MINUTE) * MINUTE + MINUTE, pause.to);
      if (isWorked(at)) lost += next - at;
      at = next;
    }
    if (dateOf(pause.from) !== dateOf(pause.to))
      for (let date = nextDate(dateOf(pause.from)); date <= over; date = nextDate(date)) {
        if (date > firstDate && !countedDates.has(date)) paused.add(date);
        countedDates.add(date);
      }
    notBefore = over;
  }
  return { ...is, dueAt: evening(end()) };
}
