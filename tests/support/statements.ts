import { ledgerBreaks } from '../../functions/payments/adapters/ledger-breaks.ts';
import { ledgerTransfers } from '../../functions/payments/adapters/ledger-transfers.ts';
import { moneyByDay } from '../../functions/payments/adapters/money-by-day.ts';
import { statementItems } from '../../functions/payments/adapters/statement-items.ts';
import type { StatementKey } from '../../functions/payments/domain/statement.ts';
import { statementColumns } from '../../functions/payments/domain/statement-line.ts';
import type { StatementFiles, StatementQueue } from '../../functions/payments/statement-ports.ts';
import { workStatement } from '../../functions/payments/usecases/work-statement.ts';
import type { MemoryTable } from './memory-table.ts';
import type { paymentHouse } from './payments.ts';

/** A line of a statement, as a test writes it. */
export interface Written {
  readonly reference?: string;
  readonly transaction: string;
  readonly kind?: 'payment' | 'refund';
  readonly amountVnd?: number;
  readonly feeVnd?: number;
  readonly at?: string;
}

/** A statement in the normal format. */
export const csvOf = (lines: readonly Written[]): string =>
  [
    statementColumns.join(','),
    ...lines.map((line) =>
      [
        line.reference ?? '',
        line.transaction,
        line.kind ?? 'payment',
        line.amountVnd ?? 150_000,
        line.feeVnd ?? '',
        line.at ?? '2026-11-20T10:10:10+07:00',
      ].join(','),
    ),
    '',
  ].join('\n');

/** Statements' files in memory, read in pieces of so many bytes. */
export const memoryStatementFiles = (pieceBytes = 1000) => {
  const kept = new Map<string, Uint8Array>();
  const files: StatementFiles = {
    async keep(_statement, sha256, bytes) {
      kept.set(sha256, bytes);
    },
    async *read(_statement, sha256) {
      const bytes = kept.get(sha256);
      if (!bytes) throw new Error('no such file');
      for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes);
    },
  };
  return { files, kept };
};

/** What reconciliation needs over a payments' house, with a queue that is worked off when it is asked to be. */
export const reconciliationOf = (house: ReturnType<typeof paymentHouse> & { readonly table: MemoryTable }) => {
  const now = () => house.clock.now;
  const told: (StatementKey & { readonly version: number })[] = [];
  const queue: StatementQueue = {
    async tell(statement) {
      told.push(statement);
    },
  };
  const { files, kept } = memoryStatementFiles();
  /** Above which sum two persons are needed. */
  const limit: { vnd: number | undefined } = { vnd: undefined };
  const ports = {
    ledger: house.ledger,
    merchants: house.merchants,
    transferLedger: ledgerTransfers(house.table, now),
    statements: statementItems(house.table, now),
    breaks: ledgerBreaks(house.table, now),
    moneyByDay: moneyByDay(house.table),
    now,
    providers: house.providers,
    refundQueue: house.refundQueue,
    refundLimit: async () => limit.vnd,
    files,
    queue,
  };
  const work = workStatement(ports);
  return {
    ports,
    told,
    limit,
    kept,
    work,
    /** Works off what the queue was told, each visit over as `isOver` says. */
    async workAll(isOver: () => boolean = () => false) {
      const outcomes = [];
      for (let next = told.shift(); next; next = told.shift()) {
        const worked = await work(next, isOver, 'm-1');
        if (worked.outcome === 'unfinished') told.push(next);
        outcomes.push(worked);
      }
      await house.settle();
      return outcomes;
    },
  };
};
