import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldDossier } from '../../../functions/dossiers/domain/dossier.ts';
import { type DossierFact, dossierFacts } from '../../../functions/dossiers/domain/facts.ts';
import { officialCalendar as calendar } from '../../../shared/kernel/working-time/calendar.ts';
import { officialDays } from '../../../shared/kernel/working-time/official-days.ts';
import { cases } from '../../support/cases.ts';
import { CODE, sampleRegistration } from '../../support/dossier-house.ts';
import { type Happening, onPaper, type Story } from '../../support/naive-clock.ts';
import { recordedFact } from '../../support/recorded-fact.ts';
import { inVietNam, wallTime } from '../../support/viet-nam-time.ts';

const MINUTE = 60_000;
const AGENCY = 'H26.10';
const COUNTER = 'H26.20';
const reckon = onPaper(officialDays);

/** Days with Tết, worked Saturdays, the end of a short month and Culture Day near them. */
const beginnings = ['2026-01-05', '2026-01-30', '2026-02-09', '2026-04-24', '2026-08-17', '2026-11-12'].map((date) =>
  inVietNam(`${date} 00:00`),
);

/** Hours at which something changes, and a second before and after; hour terms are reckoned in whole minutes. */
const hourOf = (isInSeconds: boolean) =>
  fc
    .tuple(fc.oneof(fc.constantFrom(480, 720, 780, 959, 1020, 1021), fc.nat(1439)), fc.constantFrom(-1, 0, 0, 1))
    .map(([minute, second]) => minute * MINUTE + (isInSeconds ? second * 1000 : 0));
const gaps = fc.oneof(fc.constant(0), fc.nat(2), fc.nat(9));

const types = [
  'accepted',
  'accepted',
  'processing_started',
  'handed_over',
  'paused',
  'resumed',
  'supplement_requested',
  'supplement_requested',
  'supplement_received',
  'supplement_received',
  'payment_requested',
  'extended',
  'extended',
  'withdrawal_requested',
  'withdrawal_taken_back',
  'fee_opened',
  'fee_settled',
  'finished',
] as const;

const units = ['working_hours', 'working_days', 'days', 'months'] as const;

const happening = (isInSeconds: boolean) =>
  fc.record({
    type: fc.constantFrom(...types),
    gap: gaps,
    hour: hourOf(isInSeconds),
    back: fc.nat(4),
    until: fc.option(fc.tuple(fc.nat(4), hourOf(isInSeconds)), { nil: undefined }),
    add: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    fee: fc.nat(1),
    away: fc.integer({ min: 0, max: 9 }),
  });

/** Dates at 17:00, or a worked moment, that an extension may name. */
const laterEnd = (at: number, away: number): number => {
  const day = inVietNam(`${wallTime(at)!.slice(0, 10)} 17:00`);
  for (let n = away; ; n += 1) {
    const end = day + n * 1440 * MINUTE;
    const isWorked = reckon({
      agencyCode: AGENCY,
      limit: { amount: 1, unit: 'days' },
      happenings: [{ id: 'a', type: 'accepted', at: end - 1440 * MINUTE }],
    }).dueAt;
    if (end > at && isWorked === end) return end;
  }
};

const said = <const T extends string>(...values: readonly T[]) => fc.constantFrom(...values);
const procedure = fc.record(
  {
    cutoff: said('09:00', '12:30', '15:00', '17:00'),
    onSupplement: said('pause', 'restart', 'restart'),
    onPayment: said('pause', 'run'),
    pauseBy: said('date', 'minutes', 'minutes'),
    maxExtensions: fc.nat(2),
  },
  { requiredKeys: [] },
);

const story: fc.Arbitrary<Story> = fc.constantFrom(...units).chain((unit) => {
  const isInSeconds = unit !== 'working_hours';
  return fc
    .record({
      beginning: fc.constantFrom(...beginnings),
      amount: fc.integer({
        min: unit === 'working_days' ? 0 : 1,
        max: unit === 'months' ? 2 : unit === 'days' ? 35 : 12,
      }),
      registered: fc.option(fc.tuple(gaps, hourOf(isInSeconds)), { nil: undefined }),
      byCounter: fc.boolean(),
      told: fc.array(happening(isInSeconds), { minLength: 1, maxLength: 11 }),
      isFirstAccepted: fc.boolean(),
      procedure: fc.option(procedure, { nil: undefined }),
    })
    .map(({ beginning, amount, procedure, registered, byCounter, told, isFirstAccepted }): Story => {
      let day = beginning;
      const receivedAt = registered && beginning + registered[0] * 1440 * MINUTE + registered[1];
      const happenings = told.map(({ type: any, gap, hour, back, until, add, fee, away }, n): Happening => {
        const type = n === 0 && isFirstAccepted ? 'accepted' : any;
        day += Math.min(gap, 4) * 1440 * MINUTE;
        const at = day + hour;
        const one = { id: `e${n}`, type, at };
        switch (type) {
          case 'accepted':
            return back === 0 ? one : { ...one, receivedAt: at - back * 600 * MINUTE };
          case 'handed_over':
            return { ...one, toAgencyCode: back === 0 ? 'H26.30' : AGENCY };
          case 'paused':
            return until ? { ...one, until: Math.max(at + MINUTE, day + until[0] * 1440 * MINUTE + until[1]) } : one;
          case 'extended':
            return add === undefined ? { ...one, newDueAt: laterEnd(at, away) } : { ...one, addWorkingDays: add };
          case 'fee_opened':
          case 'fee_settled':
            return { ...one, fee };
          default:
            return one;
        }
      });
      return {
        agencyCode: AGENCY,
        limit: { amount, unit },
        happenings,
        ...(procedure ? { procedure } : {}),
        ...(receivedAt === undefined ? {} : { receivedAt }),
        ...(byCounter ? { receivingAgencyCode: COUNTER } : {}),
      };
    });
});

const heard = ({ id, type, at, fee }: Happening): DossierFact => {
  const of = { dossierCode: CODE, agencyCode: AGENCY, paymentId: `pay_${fee}` } as const;
  const about = { ...of, amountVnd: 1, blocksProcessing: true };
  const event =
    type === 'fee_opened'
      ? ({ id: `fee:${fee}:opened`, type: 'payment.opened', at, data: { ...about, expiresAt: at } } as const)
      : ({ id: `fee:${id}:settled`, type: 'payment.settled', at, data: { ...about, outcome: 'paid' } } as const);
  return { kind: 'heard', withdrawn: false, number: 1, event };
};

/** A story as the facts that are kept of it. */
const factsOf = ({ limit, receivedAt, receivingAgencyCode, happenings, procedure: rules }: Story): DossierFact[] => {
  const submittedAt = Math.min(receivedAt ?? Number.POSITIVE_INFINITY, ...happenings.map(({ at }) => at));
  const registered = recordedFact(dossierFacts, {
    kind: 'registered',
    ...sampleRegistration({ submittedAt, receivedAt, timeLimit: limit, receivingAgencyCode }),
    dossierCode: CODE,
    ...(rules ? { procedure: { version: 1, ...rules } } : {}),
  });
  return [
    registered,
    ...happenings.map((one): DossierFact => {
      if (one.fee !== undefined) return heard(one);
      const { id: eventId, at: occurredAt, ...told } = one;
      return recordedFact(dossierFacts, { kind: 'moved', eventId, occurredAt, by: 'B', ...told });
    }),
  ];
};

/** A fee is opened once. */
const withEachFeeOnce = (one: Story): Story => ({
  ...one,
  happenings: one.happenings.filter(
    ({ type, fee }, i) =>
      type !== 'fee_opened' || one.happenings.findIndex((other) => other.type === type && other.fee === fee) === i,
  ),
});

test('the resolve clock is due when one finds it to be on paper, day by day, from the words of the law', () => {
  let due = 0;
  const runs = process.env.NIGHTLY ? 100_000 : 10_000;
  fc.assert(
    fc.property(story.map(withEachFeeOnce), (told) => {
      const { clock, walk } = foldDossier(calendar, factsOf(told))!;
      const paper = reckon(told);
      expect(walk.acceptance !== undefined).toBe(paper.isAccepted);
      expect(walk.endedAt !== undefined).toBe(paper.hasEnded);
      expect(wallTime(clock.due?.at)).toBe(wallTime(paper.dueAt));
      expect(clock.due?.at).toBe(paper.dueAt);
      if (paper.isAccepted && !paper.hasEnded) expect(clock.phase === 'paused').toBe(paper.isPaused);
      if (paper.dueAt !== undefined) due += 1;
    }),
    cases(runs),
  );
  expect(due).toBeGreaterThan(0);
}, 120_000);
