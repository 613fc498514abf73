import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import { messageLedger } from '../../notifications/adapters/message-ledger.ts';
import { messageNames } from '../../notifications/adapters/pepper-derived.ts';
import { ledgerRegistry } from '../../results/adapters/ledger-registry.ts';
import { pepperValues } from '../../results/adapters/pepper-values.ts';
import { tableDownloadCodes } from '../../results/adapters/table-download-codes.ts';
import { tableDownloads } from '../../results/adapters/table-downloads.ts';
import type { ResultFiles } from '../../results/ports.ts';
import { citizenDocuments } from '../adapters/citizen-documents.ts';
import type { Documents } from '../ports.ts';

/** Documents from the results' table and files, their codes sent by way of the notifications' table. */
export const wireDocuments = (
  tables: Readonly<Record<'results' | 'notifications' | 'dossiers', Table>>,
  files: ResultFiles,
  pepper: () => Promise<Pepper>,
  now: () => number,
): Documents => {
  const results = {
    registry: ledgerRegistry(tables.results, now),
    files,
    codes: tableDownloadCodes(tables.results),
    downloads: tableDownloads(tables.results),
    derived: pepperValues(pepper),
  };
  const messages = async () => ({
    ledger: messageLedger(tables.notifications, now),
    cards: dossierCardsIn(tables.dossiers),
    names: messageNames(await pepper()),
    now,
  });
  return citizenDocuments(results, messages);
};
