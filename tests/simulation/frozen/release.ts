import { dossierBook } from '../../../functions/dossiers/adapters/dossier-book.ts';
import { messageBook } from '../../../functions/notifications/domain/book.ts';
import { paymentBook } from '../../../functions/payments/domain/book.ts';
import { resultBook } from '../../../functions/results/domain/book.ts';
import type { Book } from '../../../shared/kernel/book.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { Bus } from '../../../shared/platform/bus.ts';
import { keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import type { RefoldQueue } from '../../../shared/platform/refold-queue.ts';
import { consumeStream, type FoldParts, refoldAndAnnounce } from '../../../shared/platform/stream-handler.ts';
import type { Worker } from '../../support/chain/plumbing.ts';

/** What a room's functions work with. A later release may give more, never less. */
export interface Surroundings {
  readonly table: Table;
  readonly bus: Bus;
  readonly refoldQueue: RefoldQueue;
  readonly pepper: Pepper;
  readonly now: () => number;
  readonly onAnnounced?: FoldParts['onAnnounced'];
}

/** How the folds of a release work, by room. */
export interface Release {
  readonly dossiers: (surroundings: Surroundings) => Worker;
  readonly payments: (surroundings: Surroundings) => Worker;
  readonly notifications: (surroundings: Surroundings) => Worker;
  readonly results: (surroundings: Surroundings) => Worker;
}

/** The worker of a capability with one book. */
export const workerOf =
  <F extends { readonly kind: string }, S, Id extends string>(capability: string, book: Book<F, S, Id>) =>
  ({ table, bus, refoldQueue, pepper, now, onAnnounced }: Surroundings): Worker => {
    const ledger = ledgerOver(
      book,
      table,
      now,
      keyedWith(async () => pepper),
    );
    const parts = { capability, books: [ledger], bus, refoldQueue, ...(onAnnounced ? { onAnnounced } : {}) };
    return {
      consume: (records) => consumeStream(records, parts),
      refold: (aggregate) => refoldAndAnnounce(aggregate, parts),
    };
  };

/** The folds of this release. */
export const release: Release = {
  dossiers: workerOf(
    'dossiers',
    dossierBook(() => officialCalendar),
  ),
  payments: workerOf('payments', paymentBook),
  notifications: workerOf('notifications', messageBook),
  results: workerOf('results', resultBook),
};
