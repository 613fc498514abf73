import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { dossierBook } from '../../../functions/dossiers/adapters/dossier-book.ts';
import { viewOf as dossierView } from '../../../functions/dossiers/domain/view.ts';
import { messageBook } from '../../../functions/notifications/domain/book.ts';
import { isSayable } from '../../../functions/notifications/domain/message.ts';
import { paymentBook } from '../../../functions/payments/domain/book.ts';
import { breakBook } from '../../../functions/payments/domain/break-book.ts';
import { transferBook } from '../../../functions/payments/domain/transfer-book.ts';
import { paymentView } from '../../../functions/payments/usecases/payment-view.ts';
import { breakView } from '../../../functions/payments/usecases/reconciliation-view.ts';
import { transferView } from '../../../functions/payments/usecases/transfer-view.ts';
import { resultBook } from '../../../functions/results/domain/book.ts';
import { viewOf as resultView } from '../../../functions/results/domain/view.ts';
import { deliveryBook } from '../../../functions/webhooks/domain/book.ts';
import { deliveryView } from '../../../functions/webhooks/usecases/webhook-view.ts';
import type { Book } from '../../../shared/kernel/book.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { ParkedAggregate } from '../../../shared/platform/ledger/parked.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { samplesOf, type Variant, variantsOf } from '../../support/stored-samples.ts';

const NOW = Date.parse('2026-11-20T10:00:00+07:00');

interface Kind {
  readonly kind: string;
}

interface Case<F extends Kind, S> {
  readonly book: Book<F, S>;
  /** Shows a state as its callers see it. */
  readonly show: (state: S) => unknown;
}

const booked = <F extends Kind, S>(book: Book<F, S>, show: (state: S) => unknown): Case<Kind, unknown> =>
  ({ book, show }) as unknown as Case<Kind, unknown>;

const books = [
  booked(
    dossierBook(() => officialCalendar),
    (dossier) => dossierView(officialCalendar, dossier, NOW, 'https://x.vn'),
  ),
  booked(paymentBook, (payment) => paymentView(payment, 'https://x.vn', NOW)),
  booked(transferBook, transferView),
  booked(breakBook, breakView),
  booked(messageBook, isSayable),
  booked(resultBook, (entry) => resultView(entry, 'https://x.vn')),
  booked(deliveryBook, deliveryView),
];

/** An aggregate of these facts, whoever kept them: nothing was asked whether it may be recorded. */
const aggregateOf = async ({ book }: Case<Kind, unknown>, facts: readonly unknown[]) => {
  const table = memoryTable();
  for (const [n, fact] of facts.entries())
    await table.putIfAbsent({
      pk: `${book.prefix}#a`,
      sk: `FACT#${n}`,
      fact: fact as Json,
      recordedAt: NOW + n,
      recordedBy: 'key_1',
      requestId: 'r',
    });
  return ledgerOver(book, table, () => NOW);
};

describe.each(books.map((one) => [one.book.prefix, one] as const))('what another release kept of %s', (_, one) => {
  const { book, show } = one;
  const { kinds } = book.facts;
  const rulesOf = (kind: string) => book.facts.recorded(kind) as z.ZodType;
  const samples = kinds.flatMap((kind) => samplesOf(rulesOf(kind))) as readonly Kind[];
  const firsts = kinds.map((kind) => samples.find((sample) => sample.kind === kind));
  /** Each fact as its variants say, beside one fact of every other kind. */
  const variants = samples.flatMap((sample) =>
    variantsOf(rulesOf(sample.kind), sample).map((variant): Variant & { readonly facts: readonly unknown[] } => ({
      ...variant,
      name: `${sample.kind}.${variant.name}`,
      facts: [...firsts.filter((first) => first?.kind !== sample.kind), variant.fact],
    })),
  );
  const named = (ending: string): readonly Variant[] => variants.filter(({ name }) => name.endsWith(ending));

  test('is of every kind, and has texts, words, numbers and fields that this release does not know', () => {
    expect(kinds.length).toBeGreaterThan(2);
    for (const kind of kinds) expect(named(': field').map(({ name }) => name)).toContain(`${kind}.more: field`);
  });

  test('is read, folded, shown and folded again', async () => {
    for (const { name, facts } of variants) {
      const ledger = await aggregateOf(one, facts);
      const state = await ledger.state('a');
      expect(state, name).toBeDefined();
      expect(() => show(state), name).not.toThrow();
      const head = await ledger.refold('a');
      expect(head, name).toBeDefined();
      expect(await ledger.refold('a'), name).toEqual(head);
    }
  });

  test('is not recorded by this release: a word or a shape that it does not know is refused', async () => {
    const ledger = ledgerOver(book, memoryTable(), () => NOW);
    for (const { name, fact } of [...named(': word'), ...named(': shape')])
      await expect(ledger.record('a', fact as Kind, { recordedBy: 'k', requestId: 'r' }), name).rejects.toThrow(
        'is not of the book',
      );
  });

  test('parks where its kind is not known', async () => {
    const ledger = await aggregateOf(one, [...firsts, { kind: 'of_a_later_release' }]);
    await expect(ledger.state('a')).rejects.toThrow(ParkedAggregate);
  });
});
