import { createHash } from 'node:crypto';
import type { Json } from '../../../shared/kernel/milestones.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import {
  type Intake,
  type KeptLine,
  nothingDone,
  type StatementKey,
  type StatementVersion,
  type StatementWork,
} from '../domain/statement.ts';
import type { StatementLine } from '../domain/statement-line.ts';
import type { Statements } from '../statement-ports.ts';

/** A day's lines lie in so many partitions, so that none takes all writes and each can be read whole. */
const SHARDS = 64;

const named = ({ provider, merchant, date }: StatementKey): string => `${provider}#${merchant}#${date}`;

const numbered = (kind: 'VERSION' | 'WORK', version: number): string => `${kind}#${String(version).padStart(4, '0')}`;

type OfTransaction = Pick<StatementLine, 'kind' | 'providerTransactionId'>;

const shardKey = (statement: StatementKey, shard: number): string => `STMLINE#${named(statement)}#${shard}`;

const lineKey = (statement: StatementKey, { kind, providerTransactionId }: OfTransaction) => ({
  pk: shardKey(statement, (createHash('sha256').update(providerTransactionId).digest()[0] ?? 0) % SHARDS),
  sk: `${kind}#${providerTransactionId}`,
});

const claimKey = (provider: string, merchant: string, kind: StatementLine['kind'], key: string): string =>
  `CLAIM#${provider}#${merchant}#${kind}#${key}`;

const keptLine = (item: Item): KeptLine => item.kept as unknown as KeptLine;

const asJson = (value: object): Json => JSON.parse(JSON.stringify(value));

/**
 * Statements in the payments' table: `STM#<provider>#<merchant>#<date>` / `VERSION#<n>`, `WORK#<n>` and
 * `INTAKE`, lines under `STMLINE#...#<shard>`, and
 * under `CLAIM#<provider>#<merchant>#<kind>` what of the ledger a line was found to be.
 */
export const statementItems = (table: Table, now: () => number): Statements => {
  const line = async (statement: StatementKey, of: OfTransaction): Promise<KeptLine | undefined> => {
    const { pk, sk } = lineKey(statement, of);
    const item = await table.get(pk, sk);
    return item && keptLine(item);
  };

  return {
    async versions(statement) {
      const items = await table.query(`STM#${named(statement)}`, 'VERSION#');
      return items.map((item) => item.told as unknown as StatementVersion);
    },

    async record(statement, version, by) {
      const told: StatementVersion = { ...version, recordedAt: now(), ...by };
      const item = { pk: `STM#${named(statement)}`, sk: numbered('VERSION', version.version), told: asJson(told) };
      return (await table.putIfAbsent(item)) === undefined;
    },

    async intake(statement) {
      const item = await table.get(`STM#${named(statement)}`, 'INTAKE');
      return item && (item.intake as unknown as Intake);
    },

    async keepIntake(statement, intake) {
      const number = intake.at * 2 + (intake.state === 'checking' ? 0 : 1);
      await table.putOver({ pk: `STM#${named(statement)}`, sk: 'INTAKE', number, intake: asJson(intake) });
    },

    async work(statement, version) {
      const item = await table.get(`STM#${named(statement)}`, numbered('WORK', version));
      return item ? (item.work as unknown as StatementWork) : nothingDone;
    },

    async keepWork(statement, version, work) {
      const key = { pk: `STM#${named(statement)}`, sk: numbered('WORK', version) };
      await table.putOver({ ...key, number: work.number, work: asJson(work) });
    },

    line,

    async keepLine(statement, kept) {
      const before = await line(statement, kept.said);
      if (before && before.version >= kept.version) return before.version === kept.version;
      const item = { ...lineKey(statement, kept.said), number: kept.version };
      return table.putOver({ ...item, kept: asJson({ ...kept, was: before?.said }) });
    },

    async isClaimed({ provider, merchant }, { line: kind, key }) {
      return (await table.get(claimKey(provider, merchant, kind, key), 'CLAIM')) !== undefined;
    },

    async claim({ statement, version, line: said }, key) {
      const { provider, merchant, date } = statement;
      const { kind, providerTransactionId: holder } = said;
      const place = { pk: claimKey(provider, merchant, kind, key), sk: 'CLAIM' };
      const existing = await table.putIfAbsent({ ...place, holder, date });
      if (!existing || existing.holder === holder) return true;
      if (existing.date !== date) return false;
      const other = await line(statement, { kind, providerTransactionId: String(existing.holder) });
      if (other && other.version >= version) return false;
      await table.put({ ...place, holder, date });
      return true;
    },

    async *allLines(statement) {
      for (let shard = 0; shard < SHARDS; shard += 1)
        yield (await table.query(shardKey(statement, shard))).map(keptLine);
    },
  };
};
