import { randomUUID } from 'node:crypto';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { MonthState, Publication } from '../domain/publication.ts';
import type { Publications } from '../ports.ts';

/** So many lie in one item, whose size is limited. */
const PIECE = 200;

const MONTHS = 'MONTHS';

const headKey = (publicationId: string) => ({ pk: `PUB#${publicationId}`, sk: 'PUBLICATION' });

const monthKey = (period: string) => ({ pk: `MONTH#${period}`, sk: 'MONTH' });

const piecesOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / PIECE) }, (_, n) => all.slice(n * PIECE, (n + 1) * PIECE));

const stateOf = ({ period, version, proposed, published }: Item): MonthState =>
  ({ period, version, proposed, published }) as unknown as MonthState;

/** Publications in the figures' table: `PUB#<publicationId>` with its rows in pieces, whose writing its head names; and `MONTH#<period>`. */
export const publicationsIn = (table: Table): Publications => {
  const find = async (publicationId: string): Promise<Publication | undefined> => {
    const { pk, sk } = headKey(publicationId);
    const head = await table.get(pk, sk);
    if (!head) return undefined;
    const { pk: _, sk: __, writing, ...said } = head;
    const pieces = async (kind: string) =>
      (await table.query(pk, `${kind}#${writing}#`)).flatMap(({ items }) => items as readonly Json[]);
    const [rows, changes] = await Promise.all([pieces('ROWS'), pieces('CHANGES')]);
    return { ...said, rows, changes } as unknown as Publication;
  };
  return {
    find,
    async keep(publication) {
      const { rows, changes, ...said } = publication;
      const { pk, sk } = headKey(publication.publicationId);
      // Who writes at the same time writes beside, and one head names which of them counts.
      const writing = randomUUID();
      for (const [kind, all] of Object.entries({ ROWS: rows, CHANGES: changes }))
        for (const [n, items] of piecesOf<unknown>(all).entries())
          await table.put({ pk, sk: `${kind}#${writing}#${sortable(n, 6)}`, items: items as Json });
      await table.putIfAbsent({ pk, sk, writing, ...(said as unknown as { [key: string]: Json }) });
      return (await find(publication.publicationId)) ?? publication;
    },
    async month(period) {
      const { pk, sk } = monthKey(period);
      const item = await table.get(pk, sk);
      return item ? stateOf(item) : { period, version: 0, published: [] };
    },
    putMonth: (state) =>
      table.putIfVersion(
        {
          ...(state as unknown as { [key: string]: Json }),
          ...monthKey(state.period),
          listPk: MONTHS,
          listSk: state.period,
        },
        state.version === 1 ? undefined : state.version - 1,
      ),
    async months() {
      const states: MonthState[] = [];
      let cursor: string | undefined;
      do {
        const page = await table.queryIndex({ index: 'list', pk: MONTHS, limit: 200, ...(cursor ? { cursor } : {}) });
        states.push(...page.items.map(stateOf));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return states.reverse();
    },
  };
};
