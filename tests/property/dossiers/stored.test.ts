import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BackOfficeEvent, factOf } from '../../../functions/dossiers/domain/back-office-event.ts';
import { dossierFacts } from '../../../functions/dossiers/domain/facts.ts';
import { Registration } from '../../../functions/dossiers/domain/registration.ts';
import { moveTypes } from '../../../functions/dossiers/domain/status.ts';
import { cardOf, type DetailsCorrected } from '../../../shared/kernel/dossier-card.ts';
import { cases } from '../../support/cases.ts';
import { CODE, sampleRegistration } from '../../support/dossier-house.ts';
import { recordedFact } from '../../support/recorded-fact.ts';

/** Moments as callers may write them, far beyond those that make sense. */
const written = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const wishes = fc.record({
  sms: maybe(fc.boolean()),
  email: maybe(fc.boolean()),
  zalo: maybe(fc.boolean()),
  language: maybe(fc.constantFrom('vi', 'en')),
});
const identity = fc.oneof(
  fc.constant({ kind: 'citizen_id', number: '001190000001', verifiedBy: 'vneid' }),
  fc.constant({ kind: 'passport', number: 'C01234567' }),
  fc.constant({ kind: 'tax_code', number: '0101234567-001' }),
);
const change = fc.record({
  kind: maybe(fc.constantFrom('citizen', 'business', 'foreigner')),
  fullName: maybe(text),
  phone: maybe(fc.constantFrom('0912345678', '02438522222')),
  address: maybe(text),
  identityNumber: maybe(fc.constant('001190000001')),
  identity: maybe(identity),
});
const person = fc.tuple(change, text).map(([some, fullName]) => ({ ...some, fullName }));
const component = fc.record({
  code: text,
  name: text,
  originals: fc.nat({ max: 9 }),
  copies: fc.nat({ max: 9 }),
  digitised: fc.boolean(),
  fileSha256: maybe(fc.constant('a'.repeat(64))),
});
const told = { eventId: fc.string({ maxLength: 12 }), occurredAt: written, by: text, note: maybe(text) };
const event = fc.oneof(
  fc.record({ type: fc.constantFrom(...moveTypes), ...told }),
  fc.record({ type: fc.constant('accepted'), receivedAt: maybe(written), recipient: maybe(text), ...told }),
  fc.record({ type: fc.constant('handed_over'), toAgencyCode: fc.constant('H26.10'), ...told }),
  fc.record({ type: fc.constant('paused'), reason: fc.constant('law'), until: maybe(written), ...told }),
  fc.record({
    type: fc.constant('extended'),
    addWorkingDays: maybe(fc.integer({ min: 1, max: 60 })),
    newDueAt: maybe(written),
    reason: text,
    ...told,
  }),
  fc.record({ type: fc.constant('voided'), voidsEventId: fc.string({ maxLength: 12 }), ...told }),
  fc.record({
    type: fc.constant('details_corrected'),
    applicant: maybe(change),
    authorisedPerson: fc.oneof(change, fc.constant(null), fc.constant(undefined)),
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
      const fact = asStored(factOf(accepted.data!, false));
      expect(recordedFact(dossierFacts, fact)).toEqual(fact);
      expect(dossierFacts.stored(fact)).toEqual(fact);
    }),
    cases(1000),
  );
});

test('whatever registration the API accepts is read back from the table as it was kept', () => {
  const limit = fc.record({
    amount: fc.integer({ min: 1, max: 10_000 }),
    unit: fc.constantFrom('working_hours', 'working_days', 'days', 'months'),
  });
  const given = fc.record({
    submittedAt: written,
    receivedAt: maybe(written),
    timeLimit: limit,
    notify: wishes,
    procedureName: text,
    applicant: person,
    authorisedPerson: maybe(person),
    components: maybe(fc.array(component, { maxLength: 3 })),
    resultBy: maybe(fc.constantFrom('portal', 'counter', 'post')),
    caseCode: maybe(text),
    partOf: maybe(fc.constant({ dossierCode: CODE })),
  });
  fc.assert(
    fc.property(given, (registration) => {
      const body = sampleRegistration(registration);
      const accepted = Registration.safeParse(asStored(body));
      fc.pre(accepted.success);
      const fact = asStored({ kind: 'registered', dossierCode: CODE, ...accepted.data! });
      expect(recordedFact(dossierFacts, fact)).toEqual(fact);
      expect(dossierFacts.stored(fact)).toEqual(fact);
    }),
    cases(300),
  );
});

test('a correction changes what it names and leaves every other wish as it was', () => {
  const all = fc.record({
    sms: fc.boolean(),
    email: fc.boolean(),
    zalo: fc.boolean(),
    language: fc.constantFrom('vi', 'en'),
  });
  fc.assert(
    fc.property(all, wishes, (before, given) => {
      const change = asStored(given) as Partial<typeof before>;
      const registration = Registration.parse(sampleRegistration({ notify: before }));
      const registered = recordedFact(dossierFacts, { kind: 'registered', dossierCode: CODE, ...registration });
      const correction = recordedFact(dossierFacts, {
        kind: 'details_corrected',
        eventId: 'e',
        occurredAt: 1,
        by: 'B',
        notify: change,
      });
      const card = cardOf(registered as Parameters<typeof cardOf>[0], [correction as DetailsCorrected]);
      expect(card.notify).toEqual({ ...before, ...change });
    }),
  );
});
