import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Projection } from '../../../shared/kernel/book.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { announcements, type Head, nextHead } from '../../../shared/platform/ledger/head.ts';

type Fields = { readonly [key: string]: Json };

const fields = (...names: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...names), fc.integer({ min: 0, max: 3 }), { maxKeys: names.length });

/** What a fold shows of facts: what every release knows of each moment and place, and what a later release says besides. */
const state = fc.dictionary(
  fc.constantFrom('m1', 'm2', 'm3'),
  fc.record({ known: fields('a', 'b'), added: fields('x', 'y') }),
  { maxKeys: 3 },
);
type State = Record<string, { readonly known: Fields; readonly added: Fields }>;

const showing =
  (says: (of: State[string]) => Fields) =>
  (of: State): Projection => ({
    document: {},
    milestones: Object.entries(of).map(([id, each]) => ({ id, type: 'tally.told', at: 1, data: says(each) })),
    entries: Object.fromEntries(
      Object.entries(of).map(([id, each]) => [id, { document: says(each), list: { pk: 'L', sk: id } }]),
    ),
  });

const shownByOlder = showing(({ known }) => known);
const shownByNewer = showing(({ known, added }) => ({ ...known, ...added }));
const older = (head: Head | undefined, of: State) =>
  nextHead(head, shownByOlder(of), { id: 'a', foldVersion: 1, epoch: 0 });
const newer = (head: Head | undefined, of: State) =>
  nextHead(head, shownByNewer(of), { id: 'a', foldVersion: 2, epoch: 0 });

describe('two releases over one head', () => {
  test('do not take turns: what the newer one said of the same facts, the older one leaves as it is', () => {
    fc.assert(
      fc.property(state, (of) => {
        const head = newer(undefined, of);
        expect(older(head, of)).toBe(head);
        expect(newer(older(head, of), of)).toBe(head);
      }),
    );
  });

  test('after whatever each of them folded, the newer one says what it would have said alone', () => {
    const turns = fc.array(fc.record({ of: state, isOlder: fc.boolean() }), { maxLength: 8 });
    fc.assert(
      fc.property(turns, state, (before, last) => {
        let head: Head | undefined;
        for (const { of, isOlder } of before) head = isOlder ? older(head, of) : newer(head, of);
        const { milestones } = newer(head, last);
        const alone = newer(undefined, last).milestones;
        for (const [id, { data }] of Object.entries(alone)) expect(milestones[id]).toMatchObject({ data });
        for (const [id, { data, withdrawn }] of Object.entries(milestones))
          expect(withdrawn ? undefined : data).toEqual(alone[id]?.data);
      }),
    );
  });

  test('a field that the older one knows is changed by it, and told with those that it does not know', () => {
    const head = newer(undefined, { m1: { known: { a: 1 }, added: { x: 1 } } });
    const changed = older(head, { m1: { known: { a: 2 }, added: {} } });
    expect(announcements(changed)).toMatchObject([{ id: 'm1', number: 2, data: { a: 2, x: 1 } }]);
    expect(changed.entries.m1).toMatchObject({ number: 2, document: { a: 2, x: 1 } });
  });

  test('a moment that was taken back is told again by the older one', () => {
    const told = newer(undefined, { m1: { known: { a: 1 }, added: {} } });
    const again = older(newer(told, {}), { m1: { known: { a: 1 }, added: {} } });
    expect(again.milestones.m1).not.toHaveProperty('withdrawn');
  });
});
