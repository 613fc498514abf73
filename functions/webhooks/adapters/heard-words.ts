import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { HeardWords } from '../ports.ts';

/** The latest words in the webhooks' table: `HEARD#<eventId>` / `HEARD`. */
export const heardWordsIn = (table: Pick<Table, 'putOver' | 'get'>): HeardWords => ({
  async note(eventId, number) {
    const key = { pk: `HEARD#${eventId}`, sk: 'HEARD' };
    if (await table.putOver({ ...key, number })) return true;
    return (await table.get(key.pk, key.sk))?.number === number;
  },
});
