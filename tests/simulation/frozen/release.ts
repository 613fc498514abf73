import type { DynamoDBRecord } from 'aws-lambda';
import { dossierBook } from '../../../functions/dossiers/adapters/dossier-book.ts';
import { messageBook } from '../../../functions/notifications/domain/book.ts';
import { paymentBook } from '../../../functions/payments/domain/book.ts';
import { resultBook } from '../../../functions/results/domain/book.ts';
import type { Book } from '../../../shared/kernel/book.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { Bus } from '../../../shared/platform/bus.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { RefoldQueue } from '../../../shared/platform/refold-queue.ts';
import { consumeStream, refoldAndAnnounce } from '../../../shared/platform/stream-handler.ts';

/** What a room's functions work with. A later release may find more in it, never less. */
export interface Surroundings {
  readonly table: Table;
  readonly bus: Bus;
  readonly refoldQueue: RefoldQueue;
  readonly now: () => number;
}

/** One function behind a room's stream and refold queue. */
export interface Worker {
  consume(records: readonly DynamoDBRecord[]): Promise<void>;
  refold(id: string): Promise<void>;
}

/** How the folds of a release work, by room. */
export interface Release {
  readonly dossiers: (surroundings: Surroundings) => Worker;
  readonly payments: (surroundings: Surroundings) => Worker;
  readonly notifications: (surroundings: Surroundings) => Worker;
  readonly results: (surroundings: Surroundings) => Worker;
}

/** A book's worker. */
export const workerOf =
  <F extends { readonly kind: string }, S>(book: Book<F, S>) =>
  ({ table, bus, refoldQueue, now }: Surroundings): Worker => {
    const parts = { book, ledger: ledgerOver(book, table, now), bus, refoldQueue };
    return {
      consume: (records) => consumeStream(records, parts),
      refold: (id) => refoldAndAnnounce(id, parts),
    };
  };

/** The folds of this release. */
export const release: Release = {
  dossiers: workerOf(dossierBook(officialCalendar)),
  payments: workerOf(paymentBook),
  notifications: workerOf(messageBook),
  results: workerOf(resultBook),
};
