import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardOf, type DetailsCorrected, Registered } from '../../../shared/kernel/dossier-card.ts';
import { cases } from '../../support/cases.ts';
import { CODE, sampleRegistration } from '../../support/dossier-house.ts';

const registered = Registered().parse({
  kind: 'registered',
  ...sampleRegistration({ submittedAt: 1, receivedAt: 2 }),
  dossierCode: CODE,
});

const names = ['sms', 'email', 'zalo', 'language'] as const;
type Said = Readonly<Record<string, boolean | string>>;

const channel = fc.option(fc.boolean(), { nil: undefined });
const said = fc
  .record({ sms: channel, email: channel, zalo: channel, language: fc.constantFrom(undefined, 'vi', 'en') })
  .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Said);

/** Words about the wishes at moments that often coincide, each with a name of its own. */
const words = fc.uniqueArray(
  fc.record({
    eventId: fc.integer({ min: 1, max: 30 }).map((n) => `e${n}`),
    occurredAt: fc.integer({ min: 1, max: 6 }),
    chosenBy: fc.constantFrom(undefined, 'person', 'back_office'),
    notify: said,
  }),
  { selector: ({ eventId }) => eventId, maxLength: 10 },
);

const factOf = ({
  chosenBy,
  ...word
}: { chosenBy: string | undefined; notify: Said } & Pick<DetailsCorrected, 'eventId' | 'occurredAt'>) =>
  ({ kind: 'details_corrected', by: 'B', ...word, ...(chosenBy ? { chosenBy } : {}) }) as DetailsCorrected;

/** The rule in other words: of each wish the person's last word on it counts since somebody chose for the person, else the last word of all. */
const naively = (facts: readonly DetailsCorrected[], name: (typeof names)[number]): unknown => {
  const ordered = facts.toSorted((a, b) => a.occurredAt - b.occurredAt || (a.eventId < b.eventId ? -1 : 1));
  const forThePerson = ordered.findLastIndex(({ chosenBy }) => chosenBy === 'back_office');
  const own = ordered.findLast(
    ({ chosenBy, notify }, at) => at > forThePerson && chosenBy === 'person' && notify?.[name] !== undefined,
  );
  const others = ordered.filter(({ chosenBy }) => chosenBy !== 'person');
  const last = own ?? others.findLast(({ notify }) => notify?.[name] !== undefined);
  return last?.notify?.[name] ?? registered.notify[name];
};

test('any order of corrections and choices folds to the same wishes, those that a naive reading finds', () => {
  fc.assert(
    fc.property(
      words
        .map((given) => given.map(factOf))
        .chain((facts) =>
          fc.record({
            facts: fc.constant(facts),
            other: fc.shuffledSubarray(facts, { minLength: facts.length }),
          }),
        ),
      ({ facts, other }) => {
        const card = cardOf(registered, facts);
        expect(cardOf(registered, other)).toEqual(card);
        for (const name of names) {
          expect(card.notify[name]).toEqual(naively(facts, name));
          expect(card.changes[name] ?? registered.notify[name]).toEqual(card.notify[name]);
        }
      },
    ),
    cases(500),
  );
});

test('whatever is corrected after it, what the person chose last holds', () => {
  fc.assert(
    fc.property(words, said, words, (before, chosen, after) => {
      const corrections = after.map((word, n) => ({
        ...word,
        eventId: `later${n}`,
        occurredAt: 9,
        chosenBy: undefined,
      }));
      const choice = { eventId: 'choice', occurredAt: 8, chosenBy: 'person', notify: chosen };
      const card = cardOf(registered, [...before, choice, ...corrections].map(factOf));
      expect(card.notify).toMatchObject(chosen);
    }),
    cases(300),
  );
});
