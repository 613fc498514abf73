import { cardErasures } from '../../functions/payments/adapters/card-erasures.ts';
import { formatItems } from '../../functions/payments/adapters/format-items.ts';
import { ledgerBreaks } from '../../functions/payments/adapters/ledger-breaks.ts';
import { ledgerTransfers } from '../../functions/payments/adapters/ledger-transfers.ts';
import { moneyByDay } from '../../functions/payments/adapters/money-by-day.ts';
import { statementItems } from '../../functions/payments/adapters/statement-items.ts';
import type { StatementKey } from '../../functions/payments/domain/statement.ts';
import { statementColumns } from '../../functions/payments/domain/statement-line.ts';
import type {
  AskedUpload,
  StatementFiles,
  StatementQueue,
  StatementUploads,
  UploadedFile,
  UploadQueue,
} from '../../functions/payments/statement-ports.ts';
import { takeUpload } from '../../functions/payments/usecases/take-upload.ts';
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

/** Uploads in memory, put by `upload`; what is kept goes to `kept` under its hash. */
const memoryUploads = (kept: Map<string, Uint8Array>, now: () => number, pieceBytes = 1000) => {
  const versions = new Map<string, { readonly file: UploadedFile; readonly bytes: Uint8Array }[]>();
  let addresses = 0;
  const bytesOf = ({ objectKey, versionId }: UploadedFile): Uint8Array => {
    const found = versions.get(objectKey)?.find(({ file }) => file.versionId === versionId);
    if (!found) throw new Error('no such upload');
    return found.bytes;
  };
  const uploads: StatementUploads = {
    async address(_statement, at) {
      addresses += 1;
      const objectKey = `upload-${addresses}`;
      const url = `https://uploads.example/${objectKey}`;
      return { objectKey, upload: { method: 'PUT', url, headers: {}, expiresAt: at + 900_000 } };
    },
    newest: async (objectKey) => versions.get(objectKey)?.at(-1)?.file,
    async *read(file) {
      const bytes = bytesOf(file);
      for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes);
    },
    async keep(file, _statement, sha256) {
      kept.set(sha256, bytesOf(file));
    },
  };
  return {
    uploads,
    /** A file is put to an address; `claimed` is a size that it is said to have. */
    upload(url: string, text: string, claimed?: number) {
      const objectKey = url.split('/').at(-1) ?? '';
      const there = versions.get(objectKey) ?? [];
      const bytes = new TextEncoder().encode(text);
      const versionId = `v${there.length + 1}`;
      const file = { objectKey, versionId, bytes: claimed ?? bytes.length, uploadedAt: now() };
      versions.set(objectKey, [...there, { file, bytes }]);
    },
  };
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
  const { uploads, upload } = memoryUploads(kept, now);
  const looks: AskedUpload[] = [];
  const uploadQueue: UploadQueue = {
    async look(asked) {
      looks.push(asked);
    },
  };
  /** Above which sum two persons are needed. */
  const limit: { vnd: number | undefined } = { vnd: undefined };
  const ports = {
    ledger: house.ledger,
    merchants: house.merchants,
    transferLedger: ledgerTransfers(house.table, now),
    erasures: cardErasures(house.dossierTable),
    statements: statementItems(house.table, now),
    breaks: ledgerBreaks(house.table, now),
    formats: formatItems(house.table, now),
    moneyByDay: moneyByDay(house.table),
    now,
    providers: house.providers,
    refundQueue: house.refundQueue,
    refundLimit: async () => limit.vnd,
    files,
    uploads,
    queue,
    uploadQueue,
  };
  const take = takeUpload(ports);
  const work = workStatement(ports);
  return {
    ports,
    told,
    limit,
    kept,
    work,
    upload,
    looks,
    /** Looks once for each upload that is to be looked for; what came of each. */
    async lookAll() {
      const outcomes = [];
      for (const asked of looks.splice(0)) outcomes.push(await take(asked, now()));
      return outcomes;
    },
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
