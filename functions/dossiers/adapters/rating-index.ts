import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { justAfter, LAST, type Table } from '../../../shared/platform/ledger/table.ts';
import type { RatingIndex } from '../ports.ts';
import { ratingPartition, sortableMoment } from './dossier-book.ts';

/** Which dossiers were rated, in the table's `list` index. */
export const ratingIndex = (table: Pick<Table, 'queryIndex'>): RatingIndex => ({
  async rated({ agencyCode, from: earliest, to: latest, after, limit }) {
    const first = sortableMoment(earliest);
    const from = after !== undefined && after > first ? justAfter(after) : first;
    const to = `${sortableMoment(latest)}${LAST}`;
    if (from > to) return [];
    const { items } = await table.queryIndex({ index: 'list', pk: ratingPartition(agencyCode), from, to, limit });
    return items.map(({ document, listSk }) => ({
      key: listSk ?? '',
      dossierCode: (document as { readonly dossierCode: DossierCode }).dossierCode,
    }));
  },
});
