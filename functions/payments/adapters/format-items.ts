import type { Json } from '../../../shared/kernel/milestones.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { listPagesIn } from '../../../shared/platform/list-pages.ts';
import type { FormatVersion, KeptFormat } from '../domain/statement-format.ts';
import type { StatementFormats } from '../statement-ports.ts';

/** The list of all formats, each by its name. */
const FORMATS = 'FORMATS';

const keyOf = ({ name, version }: FormatVersion) => ({
  pk: `FMT#${name}`,
  sk: `VERSION#${String(version).padStart(4, '0')}`,
});

const keptIn = (item: Item): KeptFormat => item.told as unknown as KeptFormat;

const asJson = (value: object): Json => JSON.parse(JSON.stringify(value));

/** Formats of statements in the payments' table: `FMT#<name>` / `VERSION#<n>`, and `LISTED`, which is in the list of all. */
export const formatItems = (table: Table, now: () => number): StatementFormats => ({
  async newest(name) {
    const item = (await table.query(`FMT#${name}`, 'VERSION#')).at(-1);
    return item && keptIn(item);
  },

  async find(version) {
    const { pk, sk } = keyOf(version);
    const item = await table.get(pk, sk);
    return item && keptIn(item).format;
  },

  async record(kept, by) {
    const told = asJson({ ...kept, ...by, recordedAt: now() });
    return (await table.putIfAbsent({ ...keyOf(kept), told })) === undefined;
  },

  async show(kept) {
    const listed = { listPk: FORMATS, listSk: kept.name, number: kept.version, told: asJson(kept) };
    await table.putOver({ pk: `FMT#${kept.name}`, sk: 'LISTED', ...listed });
  },

  list: (after, limit) => listPagesIn(table, FORMATS, keptIn)({ after, limit }),
});
