import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dossierBook } from '../../../functions/dossiers/adapters/dossier-book.ts';
import { type Dossier, foldDossier } from '../../../functions/dossiers/domain/dossier.ts';
import { type DossierFact, dossierFacts, type FactOf } from '../../../functions/dossiers/domain/facts.ts';
import { milestonesOf } from '../../../functions/dossiers/domain/milestones.ts';
import { reading, stagesOf } from '../../../functions/dossiers/domain/resolve-clock.ts';
import { moveTypes, standingAfterStep, statusAfter, submitted } from '../../../functions/dossiers/domain/status.ts';
import { viewOf } from '../../../functions/dossiers/domain/view.ts';
import { officialCalendar as calendar } from '../../../shared/kernel/working-time/calendar.ts';
import { cases } from '../../support/cases.ts';
import { CODE, sampleRegistration } from '../../support/dossier-house.ts';
import { recordedFact } from '../../support/recorded-fact.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const received = inVietNam('2026-11-16 09:30');
const about = { dossierCode: CODE, agencyCode: 'H26.10' } as const;
const registered = recordedFact(dossierFacts, {
  kind: 'registered',
  ...sampleRegistration({ submittedAt: received, receivedAt: received }),
  dossierCode: CODE,
});

/** Moments of two weeks, coarse enough that many coincide. */
const moment = fc.integer({ min: 0, max: 14 * 24 }).map((hours) => received + hours * 3_600_000);
const eventId = fc.integer({ min: 1, max: 12 }).map((n) => `e${n}`);
const moved = fc
  .record({ type: fc.constantFrom(...moveTypes), eventId, occurredAt: moment })
  .map((given): FactOf<'moved'> => ({ kind: 'moved', by: 'B', ...given }));
const voided = fc
  .record({ eventId: fc.integer({ min: 1, max: 3 }).map((n) => `v${n}`), voidsEventId: eventId, occurredAt: moment })
  .map((given): FactOf<'voided'> => ({ kind: 'voided', by: 'B', ...given }));
const corrected = fc
  .record({
    eventId: fc.integer({ min: 1, max: 3 }).map((n) => `c${n}`),
    occurredAt: moment,
    receivedAt: fc.option(moment, { nil: undefined }),
    submittedAt: fc.option(moment, { nil: undefined }),
  })
  .map((given): FactOf<'details_corrected'> => ({ kind: 'details_corrected', by: 'B', ...given }));
const payment = fc
  .record({
    n: fc.integer({ min: 1, max: 3 }),
    at: moment,
    settled: fc.boolean(),
    blocks: fc.boolean(),
    withdrawn: fc.boolean(),
    number: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ n, at, settled, blocks, withdrawn, number }): FactOf<'heard'> => {
    const data = { ...about, paymentId: `pay_${n}` as const, amountVnd: 1000, blocksProcessing: blocks };
    const event = settled
      ? ({ id: `p${n}:settled`, type: 'payment.settled', at, data: { ...data, outcome: 'paid' } } as const)
      : ({ id: `p${n}:opened`, type: 'payment.opened', at, data: { ...data, expiresAt: at } } as const);
    return { kind: 'heard', withdrawn, number, event };
  });
const issued = fc.record({ at: moment, finishes: fc.boolean() }).map(({ at, finishes }): FactOf<'heard'> => {
  const event = { id: 'r:issued', type: 'result.issued', at, data: { ...about, resultId: 'res_1', finishes } } as const;
  return { kind: 'heard', withdrawn: false, number: 1, event };
});
const fired = fc
  .record({ announces: fc.constantFrom('due_soon', 'overdue'), firedAt: moment, days: fc.integer({ min: 0, max: 6 }) })
  .map(({ announces, firedAt, days }): FactOf<'timer_fired'> => {
    const dueAt = inVietNam('2026-11-19 17:00') + days * 86_400_000;
    return { kind: 'timer_fired', clock: 'resolve', announces, dueAt, firedAt };
  });

const rated = fc
  .record({ ratedAt: moment, stars: fc.integer({ min: 1, max: 5 }) })
  .map((given): FactOf<'rated'> => ({ kind: 'rated', ...given }));

/** One fact for each natural key, as the ledger keeps them; often with an acceptance, so that clocks run. */
const keyOf = (fact: DossierFact): string => {
  if (fact.kind === 'heard') return fact.event.id;
  return fact.kind === 'timer_fired' ? `${fact.announces}${fact.dueAt}` : 'eventId' in fact ? fact.eventId : fact.kind;
};
const acceptance: FactOf<'moved'> = { kind: 'moved', type: 'accepted', eventId: 'a', occurredAt: received, by: 'B' };
const facts = fc
  .tuple(
    fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: moved }, voided, corrected, payment, issued, fired, rated), {
      selector: keyOf,
      maxLength: 14,
    }),
    fc.boolean(),
  )
  .map(([some, accept]): DossierFact[] => (accept ? [registered, acceptance, ...some] : [registered, ...some]));
const shuffledWithRepeats = facts.chain((given) =>
  fc.record({
    given: fc.constant(given),
    other: fc.shuffledSubarray([...given, ...given], { minLength: given.length * 2 }),
    now: moment,
  }),
);

/** Whether a step leads to another status, or back to one. */
const isOfStatus = (type: string): boolean => type === 'withdrawal_taken_back' || statusAfter(type) !== undefined;

const fold = (given: readonly DossierFact[]) => foldDossier(calendar, given)!;

describe('the dossier’s fold', () => {
  test('is blind to order and repetition: status, clock, milestones and what is shown', () => {
    fc.assert(
      fc.property(shuffledWithRepeats, ({ given, other, now }) => {
        const [one, two] = [fold(given), fold(other)];
        expect(milestonesOf(two)).toEqual(milestonesOf(one));
        expect(two.clock).toEqual(one.clock);
        expect(viewOf(calendar, two, now, 'url')).toEqual(viewOf(calendar, one, now, 'url'));
      }),
      cases(500),
    );
  });

  test('shows what the back office told of one moment in the order of its names, however it was read', () => {
    const names = ['v1', 'v2', 'v3', 'v4'];
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), moment, (order, occurredAt) => {
        const voids = order.map(
          (name): FactOf<'voided'> => ({ kind: 'voided', eventId: name, voidsEventId: 'x', occurredAt, by: 'B' }),
        );
        const { timeline } = viewOf(calendar, fold([...voids, registered]), occurredAt, 'url');
        expect(timeline.flatMap(({ eventId: shown }) => shown ?? [])).toEqual(names);
      }),
    );
  });

  test('gives every milestone one permanent id', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const ids = milestonesOf(fold(given)).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  test('a later fact that neither voids nor corrects never takes back what had been told before it happened', () => {
    const mending: readonly DossierFact['kind'][] = ['timer_fired', 'voided', 'details_corrected'];
    fc.assert(
      fc.property(facts, moment, (given, cut) => {
        const momentOf = (fact: DossierFact) => {
          if (fact.kind === 'rated') return fact.ratedAt;
          return 'occurredAt' in fact ? fact.occurredAt : fact.kind === 'heard' ? fact.event.at : received;
        };
        const events = given.filter(({ kind }) => !mending.includes(kind));
        const early = events.filter((fact) => fact === registered || momentOf(fact) < cut);
        const told = fold(early);
        const { state, dueAt } = reading(calendar, told.clock, cut - 1);
        const timer: DossierFact[] =
          (state === 'due_soon' || state === 'overdue') && dueAt !== undefined
            ? [{ kind: 'timer_fired', clock: 'resolve', announces: state, dueAt, firedAt: cut - 1 }]
            : [];
        const before = milestonesOf(fold([...early, ...timer])).map(({ id }) => id);
        const after = milestonesOf(fold([...events, ...timer])).map(({ id }) => id);
        expect(after).toEqual(expect.arrayContaining(before));
        expect(before.filter((id) => /due_soon|overdue/.test(id))).toHaveLength(timer.length);
      }),
      cases(500),
    );
  });

  test('shows only steps that the official flow allows one after another', () => {
    fc.assert(
      fc.property(facts, (given) => {
        let standing = submitted;
        for (const { move, allowed, from } of fold(given).walk.steps) {
          expect(from).toBe(standing.status);
          if (!isOfStatus(move.type)) continue;
          const next = standingAfterStep(standing, move.type);
          expect(allowed).toBe(next !== undefined);
          standing = next ?? standing;
        }
        expect(fold(given).walk.status).toBe(standing.status);
      }),
    );
  });

  test('counts in whole seconds: within one the official flow decides, whatever the milliseconds and whoever came first', () => {
    // Written down from the description of events in the API for itself.
    const flow =
      'accepted processing_started supplement_requested payment_requested supplement_received withdrawal_requested';
    const officialRank = [...flow.split(' '), 'withdrawal_taken_back', 'stopped', 'refused', 'finished', 'returned'];
    const second = fc.integer({ min: 0, max: 2 });
    const types = moveTypes.filter(isOfStatus);
    const move = fc.record({ type: fc.constantFrom(...types), second, ms: fc.integer({ min: 0, max: 999 }) });
    const moves = fc.array(move, { maxLength: 8 }).chain((some) =>
      fc.record({
        moves: fc.constant(some),
        arrival: fc.shuffledSubarray([...some.keys()], { minLength: some.length }),
      }),
    );
    fc.assert(
      fc.property(moves, ({ moves, arrival }) => {
        const told = moves.map(
          ({ type, second: s, ms }, i): FactOf<'moved'> => ({
            kind: 'moved',
            by: 'B',
            eventId: `e${i}`,
            type,
            occurredAt: received + s * 1000 + ms,
          }),
        );
        let standing = submitted;
        const expected = moves
          .map(({ type, second: s }, i) => ({ type, place: [s, officialRank.indexOf(type), i] as const }))
          .sort(({ place: a }, { place: b }) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
          .map(({ type }) => {
            const next = standingAfterStep(standing, type);
            standing = next ?? standing;
            return [type, next !== undefined];
          });
        const arrived = arrival.map((i) => told[i]!);
        const { walk } = fold([registered, ...arrived]);
        expect(walk.steps.map(({ move: { type }, allowed }) => [type, allowed])).toEqual(expected);
        expect(walk.status).toBe(standing.status);
      }),
      cases(500),
    );
  });

  test('a result issued and its return in one second: finished, then returned, in whatever order they were told', () => {
    const ms = fc.integer({ min: 0, max: 999 });
    fc.assert(
      fc.property(ms, ms, fc.boolean(), (issuedMs, returnedMs, returnedFirst) => {
        const at = received + 60_000;
        const data = { ...about, resultId: 'res_1', finishes: true } as const;
        const event = { id: 'r:issued', type: 'result.issued', at: at + issuedMs, data } as const;
        const result: FactOf<'heard'> = { kind: 'heard', withdrawn: false, number: 1, event };
        const returned: FactOf<'moved'> = {
          ...acceptance,
          type: 'returned',
          eventId: 'r',
          occurredAt: at + returnedMs,
        };
        const facts = returnedFirst ? [returned, result] : [result, returned];
        const dossier = fold([registered, acceptance, ...facts]);
        expect(dossier.status).toBe(10);
        expect(viewOf(calendar, dossier, at, 'url').timeline.filter(({ flag }) => flag)).toEqual([]);
      }),
    );
  });

  test('never says overdue at or before the due moment, nor while nothing runs', () => {
    fc.assert(
      fc.property(facts, moment, (given, now) => {
        const { clock } = fold(given);
        const { state, dueAt } = reading(calendar, clock, now);
        if (state === 'overdue') expect(now).toBeGreaterThan(dueAt!);
        if (clock.phase !== 'running') expect(state).toBe(clock.phase);
      }),
    );
  });

  test('pauses move the due moment only later, and with nothing recorded the promise is where the clock is due', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { clock, clockInput, promises } = fold(given);
        const stages = stagesOf(calendar, clockInput);
        if (!clockInput.acceptance) expect(stages).toEqual([]);
        for (const [i, { from, due }] of stages.entries()) {
          if (i === 0) continue;
          expect(due!.at).toBeGreaterThanOrEqual(stages[i - 1]!.due!.at);
          expect(from).toBeGreaterThan(stages[i - 1]!.from);
        }
        expect(stages.at(-1)?.due).toEqual(clock.due);
        expect(stages.at(-1)?.basis).toBe(clock.basis);
        expect(promises.standing).toEqual(promises.unrecorded);
        expect(promises.standing?.promisedAt).toBe(clock.due?.at);
      }),
    );
  });
});

test('that a message was taken shows in the timeline and changes nothing of the head; nor does the name of an event on the card', () => {
  const { isSilent, project } = dossierBook(() => calendar);
  fc.assert(
    fc.property(facts, moment, fc.boolean(), (given, at, withdrawn) => {
      const data = { ...about, messageId: 'msg_1', channel: 'sms', template: 'paid' } as const;
      const event = { id: 'message:msg_1:delivered', type: 'message.delivered', at, data } as const;
      const heard: DossierFact = { kind: 'heard', withdrawn, number: 0, event };
      const named: DossierFact = { kind: 'named', eventId: 'e1', event: 'moved' };
      expect(given.filter((fact) => isSilent?.(fact))).toEqual([]);
      expect([heard, named].map((fact) => isSilent?.(fact))).toEqual([true, true]);
      const others = given.filter((fact) => !('eventId' in fact && fact.eventId === 'e1'));
      const [without, withBoth] = [fold(others), fold([...others, heard, named])];
      expect(project(withBoth)).toEqual(project(without));
      const lines = (dossier: Dossier) => viewOf(calendar, dossier, at, 'url').timeline.length;
      expect(lines(withBoth)).toBe(lines(without) + (withdrawn ? 0 : 1));
    }),
  );
});
