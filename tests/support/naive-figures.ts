/**
 * Figures as a clerk would count them from the words of the API's description, with a list of dossiers and a pencil: by dates written out,
 * one dossier after another. Shares no code with the product.
 */

/** A dossier as the clerk has it on the list; moments in epoch milliseconds. */
export interface Listed {
  readonly channel: string;
  readonly unit: string;
  readonly receivedAt: number | null;
  readonly dueAt: number | null;
  readonly pauses: readonly { readonly from: number; readonly to: number | null }[];
  readonly endedAt: number | null;
  readonly endedAs: number | null;
  readonly workedMs: number | null;
  readonly acknowledgement: { readonly at: number; readonly isOnTime: boolean } | null;
  readonly fee: string;
  readonly isDigitised: boolean;
  readonly rating?: { readonly at: number; readonly stars: number } | undefined;
}

const dateOf = (moment: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' }).format(moment);

const decimals = (value: number, places: number): number => Number((value + Number.EPSILON).toFixed(places));

const share = (part: number, whole: number): number | null => (whole === 0 ? null : decimals(part / whole, 4));

/** The figures of a list from one date to another, both included, judged at a moment. */
export function naiveFigures(list: readonly Listed[], from: string, to: string, now: number) {
  const within = (moment: number | null) => moment !== null && dateOf(moment) >= from && dateOf(moment) <= to;
  const endOfPeriod = Date.parse(`${to}T23:59:59.999+07:00`);
  const judged = Math.min(now, endOfPeriod);
  const sums = {
    ...{ received: 0, receivedOnline: 0, carriedOver: 0, finishedEarly: 0, finishedOnTime: 0, finishedLate: 0 },
    ...{ withdrawn: 0, openInTime: 0, openOverdue: 0, paused: 0, refused: 0 },
    ...{ acknowledgedOnTime: 0, acknowledgedLate: 0, paidOnline: 0, satisfied: 0, rated: 0 },
  };
  const hours: number[] = [];
  let withFee = 0;
  let digitised = 0;
  for (const one of list) {
    if (within(one.acknowledgement?.at ?? null))
      one.acknowledgement?.isOnTime ? sums.acknowledgedOnTime++ : sums.acknowledgedLate++;
    if (one.rating && within(one.rating.at)) {
      sums.rated++;
      if (one.rating.stars === 4 || one.rating.stars === 5) sums.satisfied++;
    }
    if (one.endedAs === 3 && within(one.endedAt)) sums.refused++;
    if (one.receivedAt === null) continue;
    if (within(one.receivedAt)) {
      sums.received++;
      if (one.channel === 'online') sums.receivedOnline++;
    } else if (dateOf(one.receivedAt) < from && (one.endedAt === null || dateOf(one.endedAt) >= from))
      sums.carriedOver++;
    else continue;
    if (within(one.endedAt)) {
      const ended = one.endedAt as number;
      if (one.endedAs === 8) {
        sums.withdrawn++;
        continue;
      }
      hours.push((one.workedMs as number) / 3_600_000);
      if (one.fee !== 'none') withFee++;
      if (one.fee === 'paid') sums.paidOnline++;
      if (one.isDigitised) digitised++;
      if (one.dueAt === null || dateOf(ended) < dateOf(one.dueAt)) sums.finishedEarly++;
      else if (dateOf(ended) > dateOf(one.dueAt)) sums.finishedLate++;
      else if (one.unit === 'working_hours' && ended > one.dueAt) sums.finishedLate++;
      else sums.finishedOnTime++;
      continue;
    }
    if (one.pauses.some((pause) => judged >= pause.from && !(pause.to !== null && judged >= pause.to))) sums.paused++;
    else if (one.dueAt === null) sums.openInTime++;
    else if (one.unit === 'working_hours' ? judged > one.dueAt : dateOf(judged) > dateOf(one.dueAt)) sums.openOverdue++;
    else sums.openInTime++;
  }
  const finished = sums.finishedEarly + sums.finishedOnTime + sums.finishedLate;
  const good = sums.finishedEarly + sums.finishedOnTime;
  const open = sums.openInTime + sums.openOverdue + sums.paused;
  hours.sort((a, b) => a - b);
  let nearest = 0;
  while (nearest * 10 < hours.length * 9) nearest++;
  return {
    ...sums,
    onTimeRate: share(good, finished),
    onTimeRateWithOpen: share(good + sums.openInTime + sums.paused, finished + open),
    p90WorkingHours: hours.length === 0 ? null : decimals(hours[nearest - 1] as number, 2),
    meanWorkingHours: hours.length === 0 ? null : hours.reduce((a, b) => a + b, 0) / hours.length,
    paidOnlineShare: share(sums.paidOnline, withFee),
    onlineShare: share(sums.receivedOnline, sums.received),
    digitisedShare: share(digitised, finished),
    satisfactionRate: share(sums.satisfied, sums.rated),
  };
}
