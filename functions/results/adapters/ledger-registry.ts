import { madeId, type ResultId } from '../../../shared/kernel/ids.ts';
import { storedAs } from '../../../shared/kernel/stored.ts';
import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import type { Keyed } from '../../../shared/platform/ledger/erasure.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { listOfDossier, resultBook } from '../domain/book.ts';
import type { RegistryEntry } from '../domain/registry-entry.ts';
import type { ResultRegistry } from '../ports.ts';

const PAGE = 200;

const storedId = storedAs(madeId('res'));

const codeItem = (verificationCode: string, resultId: ResultId): Item => ({
  pk: `VER#${verificationCode}`,
  sk: 'VER',
  resultId,
});

const fileItem = (sha256: string, resultId: ResultId): Item => ({ pk: `SHA#${sha256}`, sk: resultId });

/**
 * The registry of results on the ledger of their table; `VER#<code>` finds a result by its verification code, `SHA#<sha256>` by
 * each of its files. `keyed` is needed where deliveries are recorded or erased.
 */
export const ledgerRegistry = (table: Table, now: () => number, keyed?: Keyed): ResultRegistry => {
  const ledger = ledgerOver(resultBook, table, now, keyed);
  return {
    read: (resultId) => ledger.state(resultId),
    async intend(resultId, intended, by) {
      // First the way to it: a code that leads to no result finds nothing.
      const taken = await table.putIfAbsent(codeItem(intended.verificationCode, resultId));
      return taken && taken.resultId !== resultId ? 'conflict' : ledger.record(resultId, intended, by);
    },
    record: (resultId, fact, by) => ledger.record(resultId, fact, by),
    async register(resultId, revision, by) {
      // First the way to it: a hash that leads to a result without such a file finds nothing, a file without its hash would stay unfound.
      await table.putIfAbsent(fileItem(revision.sha256, resultId));
      return ledger.record(resultId, revision, by);
    },
    async ofDossier(dossierCode) {
      const { items } = await table.queryIndex({ index: 'list', pk: listOfDossier(dossierCode), limit: PAGE });
      const entries = await Promise.all(items.map(({ pk }) => ledger.state(idIn(resultBook, pk))));
      return entries.filter((entry): entry is RegistryEntry => entry !== undefined);
    },
    async resultOfCode(verificationCode) {
      const item = await table.get(`VER#${verificationCode}`, 'VER');
      return storedId(item?.resultId);
    },
    resultsOfFile: async (sha256) =>
      (await table.query(`SHA#${sha256}`)).map(({ sk }) => storedId(sk)).filter((id) => id !== undefined),
  };
};
