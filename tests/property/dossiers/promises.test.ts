import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { announcement } from '../../../functions/dossiers/domain/announced.ts';
import { type Dossier, foldDossier } from '../../../functions/dossiers/domain/dossier.ts';
import { type DossierFact, dossierFacts, type FactOf, keyOf } from '../../../functions/dossiers/domain/facts.ts';
import { milestonesOf } from '../../../functions/dossiers/domain/milestones.ts';
import type { PromisedDate } from '../../../functions/dossiers/domain/promises.ts';
import { reading } from '../../../functions/dossiers/domain/resolve-clock.ts';
import { viewOf } from '../../../functions/dossiers/domain/view.ts';
import { officialCalendar, type WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { daysWithOff, decided } from '../../support/calendars.ts';
import { cases } from '../../support/cases.ts';
import { CODE, sampleRegistration } from '../../support/dossier-house.ts';
import { onPaper } from '../../support/naive-clock.ts';
import { recordedFact } from '../../support/recorded-fact.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const received = inVietNam('2026-11-16 09:30');
const limit = { amount: 3, unit: 'working_days' } as const;
const registered = recordedFact(dossierFacts, {
  kind: 'registered',
  ...sampleRegistration({ submittedAt: received, receivedAt: received }),
  dossierCode: CODE,
});

/** The calendars that come into force one after another, and their days on paper. */
const editions = [
  { calendar: officialCalendar, off: [] },
  { calendar: decided('2026-11-17 08:00', '2026-11-18'), off: ['2026-11-18'] },
  { calendar: decided('2026-11-19 08:00', '2026-11-18', '2026-11-20'), off: ['2026-11-18', '2026-11-20'] },
].map(({ calendar, off }) => ({ calendar, reckon: onPaper(daysWithOff(off)) }));

const moment = fc.integer({ min: 0, max: 8 * 24 }).map((hours) => received + hours * 3_600_000);
const eventId = fc.integer({ min: 1, max: 8 }).map((n) => `e${n}`);
const types = ['accepted', 'supplement_requested', 'supplement_received', 'supplement_requested', 'finished'] as const;
const moved = fc
  .record({ type: fc.constantFrom(...types), eventId, occurredAt: moment })
  .map((given): FactOf<'moved'> => ({ kind: 'moved', by: 'B', ...given }));
const voided = fc
  .record({
    eventId: fc.integer({ min: 1, max: 3 }).map((n) => `v${n}`),
    voidsEventId: fc.oneof(eventId, fc.constant('a')),
    occurredAt: moment,
  })
  .map((given): FactOf<'voided'> => ({ kind: 'voided', by: 'B', ...given }));
const payment = fc
  .record({ n: fc.integer({ min: 1, max: 3 }), at: moment, settled: fc.boolean() })
  .map(({ n, at, settled }): FactOf<'heard'> => {
    const data = {
      dossierCode: CODE,
      agencyCode: 'H26.10',
      paymentId: `pay_${n}`,
      amountVnd: 1,
      blocksProcessing: true,
    } as const;
    const event = settled
      ? ({ id: `p${n}:settled`, type: 'payment.settled', at, data: { ...data, outcome: 'paid' } } as const)
      : ({ id: `p${n}:opened`, type: 'payment.opened', at, data: { ...data, expiresAt: at } } as const);
    return { kind: 'heard', withdrawn: false, number: 1, event };
  });
const acceptance: FactOf<'moved'> = { kind: 'moved', type: 'accepted', eventId: 'a', occurredAt: received, by: 'B' };

/** Facts in the order in which they arrive; after each the fold may be run or left out, and a later calendar may be in force. */
const history = fc
  .uniqueArray(fc.oneof({ weight: 4, arbitrary: moved }, voided, { weight: 2, arbitrary: payment }), {
    selector: keyOf,
    maxLength: 9,
  })
  .chain((some) =>
    fc.record({
      arrivals: fc.shuffledSubarray([acceptance, ...some], { minLength: some.length + 1 }),
      folds: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: some.length + 1, maxLength: some.length + 1 }),
      decisions: fc.array(fc.nat({ max: some.length }), { maxLength: 2 }),
    }),
  );

interface Turn {
  readonly edition: (typeof editions)[number];
  readonly facts: readonly DossierFact[];
  readonly dossier: Dossier;
}

/** What the folds make of a history: after each that is run, what was promised is kept as the ledger keeps it. */
function replay({ arrivals, folds, decisions }: typeof history extends fc.Arbitrary<infer H> ? H : never) {
  let facts: DossierFact[] = [registered];
  const turns: Turn[] = [];
  for (const [i, arrived] of arrivals.entries()) {
    facts = [...facts, arrived];
    const edition = editions[decisions.filter((at) => at <= i).length]!;
    for (let n = 0; n < Math.min(folds[i]!, 2); n += 1) {
      const dossier = foldDossier(edition.calendar, facts)!;
      turns.push({ edition, facts, dossier });
      if (dossier.promises.unrecorded) facts = [...facts, dossier.promises.unrecorded];
    }
  }
  return { facts, turns };
}

/** When it is due as one would find it on paper. */
function dueByHand({ reckon }: Turn['edition'], { walk, hearing }: Dossier): number | undefined {
  const steps = walk.steps.map(({ move: { id, type, at } }) => ({ id, type, at }));
  const fees = hearing.blocked.flatMap(({ from, to }, fee) => [
    { id: `opened${fee}`, type: 'fee_opened', at: from, fee },
    ...(to === undefined ? [] : [{ id: `settled${fee}`, type: 'fee_settled', at: to, fee }]),
  ]);
  const happenings = [...steps, ...fees];
  return reckon({ agencyCode: 'H26.10', limit, receivedAt: received, happenings }).dueAt;
}

const promisedIn = (facts: readonly DossierFact[]): PromisedDate[] =>
  facts.filter((fact): fact is PromisedDate => fact.kind === 'promised');

describe('promises', () => {
  test('what is promised is what one finds by hand, by the calendar of its day; what runs promises by today’s', () => {
    fc.assert(
      fc.property(history, (given) => {
        for (const { edition, dossier } of replay(given).turns) {
          const { unrecorded, standing } = dossier.promises;
          if (dossier.walk.acceptance === undefined) {
            expect(standing).toBeUndefined();
            continue;
          }
          const dueAt = dueByHand(edition, dossier);
          if (unrecorded) expect(unrecorded.promisedAt).toBe(dueAt);
          if (dossier.clock.phase === 'running') expect(standing?.promisedAt).toBe(dueAt);
          expect(standing?.acceptanceId).toBe(dossier.walk.acceptance.id);
        }
      }),
      cases(500),
    );
  });

  test('are never rewritten, come one after another, and each says something else than the one before', () => {
    fc.assert(
      fc.property(history, (given) => {
        const { facts, turns } = replay(given);
        const made = promisedIn(facts);
        expect(made.map(({ number }) => number)).toEqual(made.map((_, i) => i + 1));
        for (const [i, promise] of made.entries()) {
          const before = made[i - 1];
          if (promise.cause === 'accepted') expect(promise.acceptanceId).not.toBe(before?.acceptanceId);
          else expect(promise.promisedAt).not.toBe(before?.promisedAt);
          if (promise.cause === 'decision') expect(promise.calendarVersion).not.toBe(before?.calendarVersion);
          if (before) expect(promise.at).toBeGreaterThanOrEqual(before.at);
        }
        for (const { dossier } of turns) expect(made).toEqual(expect.arrayContaining([...dossier.promises.recorded]));
      }),
      cases(500),
    );
  });

  test('folded again with the same facts and calendar, nothing more is promised', () => {
    fc.assert(
      fc.property(history, fc.constantFrom(...editions), (given, { calendar }) => {
        const { facts } = replay(given);
        const { unrecorded } = foldDossier(calendar, facts)!.promises;
        const settled = unrecorded ? [...facts, unrecorded] : facts;
        expect(foldDossier(calendar, settled)!.promises.unrecorded).toBeUndefined();
      }),
      cases(500),
    );
  });

  test('do not depend on the order in which their facts are read, nor on repetition', () => {
    const shuffled = history.chain((given) => {
      const { facts } = replay(given);
      return fc.record({
        facts: fc.constant(facts),
        other: fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }),
      });
    });
    fc.assert(
      fc.property(shuffled, fc.constantFrom(...editions), moment, ({ facts, other }, { calendar }, now) => {
        const [one, two] = [foldDossier(calendar, facts)!, foldDossier(calendar, other)!];
        expect(two.promises).toEqual(one.promises);
        expect(milestonesOf(two)).toEqual(milestonesOf(one));
        expect(viewOf(calendar, two, now, 'url')).toEqual(viewOf(calendar, one, now, 'url'));
      }),
      cases(500),
    );
  });
});

function happenedAt(fact: DossierFact): number {
  if ('occurredAt' in fact) return fact.occurredAt;
  return fact.kind === 'heard' ? fact.event.at : fact.kind === 'promised' ? fact.at : received;
}

/** What a sweep would record of a dossier at a moment. */
function sweptAt(calendar: WorkingCalendar, dossier: Dossier, now: number): FactOf<'timer_fired'>[] {
  const { state, dueAt } = reading(calendar, dossier.clock, now);
  if ((state !== 'due_soon' && state !== 'overdue') || dueAt === undefined) return [];
  return [announcement(calendar, dossier.clocks[0]!, { announces: state, dueAt, firedAt: now })];
}

test('no calendar, earlier or later, takes back what was announced by that of its day', () => {
  const edition = fc.constantFrom(...editions);
  fc.assert(
    fc.property(history, edition, edition, moment, (given, its, other, now) => {
      const known = replay(given).facts;
      const facts = known.filter((fact) => fact === registered || happenedAt(fact) < now);
      const timers = sweptAt(its.calendar, foldDossier(its.calendar, facts)!, now);
      const isTold = ({ announced }: Dossier) => announced.length;
      const then = isTold(foldDossier(its.calendar, [...facts, ...timers])!);
      expect(isTold(foldDossier(other.calendar, [...facts, ...timers])!)).toBe(then);
    }),
    cases(1000),
  );
});
