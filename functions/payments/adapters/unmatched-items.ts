import * as z from 'zod';
import { type AgencyCode, named } from '../../../shared/kernel/ids.ts';
import { storedAs } from '../../../shared/kernel/stored.ts';
import type { FoldedBook } from '../../../shared/platform/ledger/aggregate.ts';
import { ParkedAggregate } from '../../../shared/platform/ledger/parked.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { told } from '../domain/facts.ts';
import { keepTold, transferFacts } from './transfer-facts.ts';

const PREFIX = 'UNM';

/** What release 0.1.0 kept of money without an order: `UNM#...` / `UNM`. */
const readKept = storedAs(
  z.object({
    fact: z.object({ ...told(), reference: z.string().optional(), outcome: z.string() }),
    recordedAt: z.int(),
    recordedBy: z.string(),
    requestId: z.string(),
  }),
);

const readRow = storedAs(z.object({ agencyCode: named<AgencyCode>(z.string()) }));

/**
 * The items in which release 0.1.0 kept money without an order, as a book that has no heads: to fold one is to tell its transfer what it
 * says, once. The stream and `rebuild` so lead over what that release wrote, before the deploy or during it.
 */
export const unmatchedItems = (table: Table, now: () => number): FoldedBook => {
  const transfers = transferFacts(table, now);
  return {
    prefix: PREFIX,
    foldVersion: 1,
    isSilent: () => false,
    async refold(id) {
      const pk = `${PREFIX}#${id}`;
      const kept = readKept(await table.get(pk, PREFIX));
      if (!kept) throw new ParkedAggregate(pk, 'it is not what release 0.1.0 kept');
      const { fact, recordedAt: knownAt, recordedBy, requestId } = kept;
      const row = readRow(await table.get(`MER#${fact.provider}#${fact.merchant}`, 'MER'));
      if (!row) throw new ParkedAggregate(pk, 'its merchant has no row');
      const outcome = fact.outcome === 'paid' ? 'paid' : 'suspected';
      await keepTold(
        transfers,
        { ...fact, reference: fact.reference, outcome, agencyCode: row.agencyCode, knownAt },
        { recordedBy, requestId },
      );
      return undefined;
    },
    async place() {},
  };
};
