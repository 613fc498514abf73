import { expect, test } from 'vitest';
import { dossierBook } from '../../../functions/dossiers/adapters/dossier-book.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { isFact } from '../../../shared/platform/ledger/aggregate.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';

test('a fold parses each fact once, also of a dossier whose personal data were erased', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('accepted', '2026-11-16 09:35', { note: 'đã gọi' });
  await house.erase();
  const book = dossierBook(() => officialCalendar);
  const parsed: unknown[] = [];
  const counting = {
    ...book,
    facts: {
      ...book.facts,
      stored(kept: unknown) {
        parsed.push(kept);
        return book.facts.stored(kept);
      },
    },
  };
  const ledger = ledgerOver(counting, house.table, () => house.clock.now);
  expect(await ledger.refold(CODE)).toMatchObject({ id: CODE });
  expect(parsed).toHaveLength(house.table.all().filter((item) => item.pk === `DOS#${CODE}` && isFact(item)).length);
});
