import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BackOfficeEvent, factOf } from '../../../functions/dossiers/domain/back-office-event.ts';
import { DossierFact } from '../../../functions/dossiers/domain/facts.ts';
import { Registration } from '../../../functions/dossiers/domain/registration.ts';
import { moveTypes } from '../../../functions/dossiers/domain/status.ts';
import { cardOf, type DetailsCorrected } from '../../../shared/kernel/dossier-card.ts';
import { CODE, sampleRegistration } from '../../support/dossier-house.ts';

/** Moments as callers may write them, far beyond those that make sense. */
const written = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const wishes = fc.record({ sms: maybe(fc.boolean()), email: maybe(fc.boolean()) });
const told = { eventId: fc.string({ maxLength: 12 }), occurredAt: written, by: text, note: maybe(text) };
const event = fc.oneof(
  fc.record({ type: fc.constantFrom(...moveTypes), ...told }),
  fc.record({ type: fc.constant('voided'), voidsEventId: fc.string({ maxLength: 12 }), ...told }),
  fc.record({
    type: fc.constant('details_corrected'),
    applicant: maybe(fc.record({ fullName: maybe(text), identityNumber: maybe(fc.constant('001190000001')) })),
    notify: maybe(wishes),
    ...told,
  }),
);
const asStored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('whatever event the API accepts is read back from the table as it was kept', () => {
  fc.assert(
    fc.property(event, (given) => {
      const accepted = BackOfficeEvent.safeParse(asStored(given));
      fc.pre(accepted.success);
      const fact = asStored(factOf(accepted.data!));
      expect(DossierFact.parse(fact)).toEqual(fact);
    }),
    { numRuns: 1000 },
  );
});

test('whatever registration the API accepts is read back from the table as it was kept', () => {
  const limit = fc.record({
    amount: fc.integer({ min: 1, max: 10_000 }),
    unit: fc.constantFrom('working_hours', 'working_days', 'days', 'months'),
  });
  fc.assert(
    fc.property(written, written, limit, wishes, text, (submittedAt, receivedAt, timeLimit, notify, procedureName) => {
      const body = sampleRegistration({ submittedAt, receivedAt, timeLimit, notify, procedureName });
      const accepted = Registration.safeParse(asStored(body));
      fc.pre(accepted.success);
      const fact = asStored({ kind: 'registered', dossierCode: CODE, ...accepted.data! });
      expect(DossierFact.parse(fact)).toEqual(fact);
    }),
    { numRuns: 300 },
  );
});

test('a correction changes what it names and leaves every other wish as it was', () => {
  fc.assert(
    fc.property(fc.record({ sms: fc.boolean(), email: fc.boolean() }), wishes, (before, change) => {
      const registration = Registration.parse(sampleRegistration({ notify: before }));
      const registered = DossierFact.parse({ kind: 'registered', dossierCode: CODE, ...registration });
      const correction = DossierFact.parse(
        asStored({ kind: 'details_corrected', eventId: 'e', occurredAt: 1, by: 'B', notify: change }),
      );
      const card = cardOf(registered as Parameters<typeof cardOf>[0], [correction as DetailsCorrected]);
      expect(card.notify).toEqual({ sms: change.sms ?? before.sms, email: change.email ?? before.email });
    }),
  );
});
