import { parseBusEvent } from '../../../shared/kernel/events.ts';
import { announcements, readHead } from '../../../shared/platform/ledger/head.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { type RecountStep, SEGMENTS } from '../domain/recount.ts';
import type { Ledgers } from '../ports.ts';

/** The prefix of the aggregates whose heads tell of rows. */
const prefixes = { dossiers: 'DOS', payments: 'PAY', notifications: 'MSG' } as const;

/** What the heads of other capabilities tell, read from their tables; of all else that lies there nothing is looked at. */
export const ledgersIn = (tables: Readonly<Record<RecountStep['ledger'], Pick<Table, 'scan'>>>): Ledgers => ({
  async page({ ledger, segment, cursor }) {
    const page = await tables[ledger].scan(segment, SEGMENTS, cursor, 'eventual');
    const told = page.items.flatMap((item) => {
      const head = readHead({ prefix: prefixes[ledger] }, item);
      return (head ? announcements(head, 0) : []).flatMap((one) => parseBusEvent(one) ?? []);
    });
    return { told, cursor: page.cursor };
  },
});
