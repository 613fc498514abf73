import * as z from 'zod';
import { events } from '../../../shared/kernel/events.ts';
import { type AgencyCode, agencyCovers, type DossierCode } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { storedAs } from '../../../shared/kernel/stored.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { canonical } from '../../../shared/platform/ledger/canonical.ts';
import { ParkedAggregate } from '../../../shared/platform/ledger/parked.ts';
import { type Item, LAST, type Table } from '../../../shared/platform/ledger/table.ts';
import { type AnyRow, type DossierRow, type FeeRow, lastMomentOf, type MessageRow, rootOf } from '../domain/rows.ts';
import type { RowReader, RowStore } from '../ports.ts';

/** Sorts after every moment: what is open counts in all periods from its receipt on. */
const OPEN = '9'.repeat(13);

/** So many rows are read at a time. */
const PAGE = 1000;

/** Lists the roots of which there are rows, so that a count of the whole installation knows where to look. */
const ROOTS = 'ROOTS';

/** The rows of an agency at the top and of its descendants lie in one list. */
const listOf = (kind: AnyRow['kind'], root: string): string => `${kind.toUpperCase()}S#${root}`;

const rowKey = (kind: AnyRow['kind'], id: string) => ({ pk: `${kind.toUpperCase()}#${id}`, sk: 'ROW' });

const idOf = ({ kind, row }: AnyRow): string => {
  if (kind === 'dossier') return row.dossierCode;
  return kind === 'fee' ? row.paymentId : row.messageId;
};

const lastOf = ({ kind, row }: AnyRow): number | undefined => {
  if (kind === 'dossier') return lastMomentOf.dossier(row);
  return kind === 'fee' ? lastMomentOf.fee(row) : lastMomentOf.message(row);
};

const placeOf = (any: AnyRow): Partial<Item> => {
  const last = lastOf(any);
  if (last === undefined) return {};
  const when = Number.isFinite(last) ? sortable(last) : OPEN;
  return { listPk: listOf(any.kind, rootOf(any.row.agencyCode)), listSk: `${when}#${idOf(any)}` };
};

/** Keeps rows in the figures' table: `DOSSIER#<code>`, `FEE#<paymentId>` and `MESSAGE#<messageId>`, each under `ROW`. */
export const rowStoreIn = (table: Pick<Table, 'get' | 'putOver' | 'putIfAbsent'>): RowStore => {
  const known = new Set<string>();
  const noteRoot = async (root: string): Promise<void> => {
    if (known.has(root)) return;
    await table.putIfAbsent({ pk: ROOTS, sk: root });
    known.add(root);
  };
  return {
    async keep(any, number) {
      await noteRoot(rootOf(any.row.agencyCode));
      await table.putOver({ ...rowKey(any.kind, idOf(any)), number, row: any.row as unknown as Json, ...placeOf(any) });
    },
    async takeBack(any, number) {
      await table.putOver({ ...rowKey(any.kind, idOf(any)), number });
    },
    async has(any, number, isTakenBack) {
      const { pk, sk } = rowKey(any.kind, idOf(any));
      const kept = await table.get(pk, sk);
      const keptNumber = Number(kept?.number ?? 0);
      if (keptNumber !== number) return keptNumber > number;
      return isTakenBack
        ? kept?.row === undefined
        : canonical(kept?.row ?? null) === canonical(any.row as unknown as Json);
    },
  };
};

const readers = {
  dossier: storedAs(z.object(events['dossier.counted'])),
  fee: storedAs(z.object(events['payment.counted'])),
  message: storedAs(z.object({ ...events['message.counted'], at: z.int() })),
};

/** Reads rows from the figures' table. Throws `ParkedAggregate` where one cannot be read: what is counted without it would be wrong. */
export const rowReaderIn = (table: Pick<Table, 'get' | 'query' | 'queryIndex'>): RowReader => {
  const listed = async <T extends { readonly agencyCode: AgencyCode }>(
    kind: AnyRow['kind'],
    read: (kept: unknown) => T | undefined,
    [root, from, to]: readonly [string, string, string],
  ): Promise<T[]> => {
    const rows: T[] = [];
    let cursor: string | undefined;
    do {
      const query = { index: 'list', pk: listOf(kind, root), from, to, limit: PAGE } as const;
      const page = await table.queryIndex(cursor === undefined ? query : { ...query, cursor });
      for (const { pk, row } of page.items) {
        const one = read(row);
        if (!one) throw new ParkedAggregate(pk, 'its row cannot be read');
        rows.push(one);
      }
      cursor = page.cursor;
    } while (cursor !== undefined);
    return rows;
  };
  return {
    async rows(agencyCode, from, to) {
      const roots = agencyCode === undefined ? (await table.query(ROOTS)).map(({ sk }) => sk) : [rootOf(agencyCode)];
      const isAsked = (row: { readonly agencyCode: AgencyCode }): boolean =>
        agencyCode === undefined || agencyCovers(agencyCode, row.agencyCode);
      const all = async <T extends { readonly agencyCode: AgencyCode }>(
        kind: AnyRow['kind'],
        read: (kept: unknown) => T | undefined,
        end: string,
      ): Promise<T[]> => {
        const lists = await Promise.all(roots.map((root) => listed(kind, read, [root, sortable(from), end])));
        return lists.flat().filter(isAsked);
      };
      const [dossiers, fees, messages] = await Promise.all([
        all<DossierRow>('dossier', readers.dossier, LAST),
        all<FeeRow>('fee', readers.fee, LAST),
        all<MessageRow>('message', readers.message, sortable(to)),
      ]);
      return { dossiers, fees, messages };
    },
    async procedureOf(dossierCode: DossierCode) {
      const { pk, sk } = rowKey('dossier', dossierCode);
      const item = await table.get(pk, sk);
      return item?.row === undefined ? undefined : readers.dossier(item.row)?.procedureCode;
    },
  };
};
