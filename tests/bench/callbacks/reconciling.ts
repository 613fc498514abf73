import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Payment } from '../../../functions/payments/domain/payment.ts';
import {
  nothingDone,
  type StatementVersion,
  type StatementWork,
} from '../../../functions/payments/domain/statement.ts';
import type { StoredAttempt } from '../../../functions/payments/ports.ts';
import type { PlacedMoney } from '../../../functions/payments/statement-ports.ts';
import type { WorkStatementPorts } from '../../../functions/payments/usecases/work-statement.ts';
import { workStatement } from '../../../functions/payments/usecases/work-statement.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import { csvOf } from '../../support/statements.ts';

const statement = { provider: 'vnpay', merchant: 'M', date: '2026-11-20' };
const agencyCode = 'H26' as const;
const LINES_AT_ONCE = 1000;

/** Lets go of what nobody holds, so that what is measured is what is held. */
export const collect = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

/** A statement of so many lines, made as it is read. */
export async function* fileOf(lines: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < lines; from += LINES_AT_ONCE) {
    const some = Array.from({ length: Math.min(LINES_AT_ONCE, lines - from) }, (_, n) => ({
      reference: `REF${from + n}`,
      transaction: `T${from + n}`,
    }));
    const text = csvOf(some);
    yield Buffer.from(from === 0 ? text : text.slice(text.indexOf('\n') + 1));
  }
}

/** The day's money by its places, of which every line was found to be one. */
async function* placesOf(lines: number): AsyncGenerator<readonly PlacedMoney[]> {
  const about = { paymentId: 'pay_1' as PaymentId };
  for (let from = 0; from < lines; from += LINES_AT_ONCE)
    yield Array.from({ length: Math.min(LINES_AT_ONCE, lines - from) }, (_, n) => ({
      ...{ line: 'payment' as const, key: `T${from + n}`, about },
    }));
}

/** A ledger in which the provider told every line, and which keeps nothing: what is measured is the worker's own. */
const ports = (lines: number): WorkStatementPorts => {
  let work: StatementWork = nothingDone;
  const told: StatementVersion = { version: 1, sha256: '', recordedAt: 0, recordedBy: 'bench', requestId: 'r' };
  const attempt = (reference: string) =>
    ({ reference, paymentId: `pay_${reference}`, provider: 'vnpay', merchant: 'M' }) as unknown as StoredAttempt;
  const payment = (paymentId: string) => {
    const reference = paymentId.slice('pay_'.length);
    const providerTransactionId = `T${reference.slice('REF'.length)}`;
    const transaction = { key: paymentId, provider: 'vnpay', merchant: 'M', reference, providerTransactionId };
    return { transactions: [{ ...transaction, amountVnd: 150_000 }], refunds: [] } as unknown as Payment;
  };
  const ledger = {
    findAttempt: async (_provider: string, _merchant: string, reference: string) => attempt(reference),
    payment: async (paymentId: string) => payment(paymentId),
  };
  return {
    merchants: { find: async () => ({ ...statement, agencyCode, secretId: '', credentialsUpdatedAt: 0 }) },
    transferLedger: { transfer: async () => undefined },
    ledger: ledger as unknown as WorkStatementPorts['ledger'],
    breaks: { find: async () => undefined, record: async () => 'recorded', page: async () => [] },
    formats: { find: async () => undefined },
    files: { read: () => fileOf(lines) },
    moneyByDay: { ofDay: () => placesOf(lines), called: async () => [] },
    now: () => Date.parse('2026-11-21T00:00:00+07:00'),
    statements: {
      versions: async () => [told],
      record: async () => true,
      intake: async () => undefined,
      keepIntake: async () => {},
      work: async () => work,
      async keepWork(_statement, _version, next) {
        work = next;
      },
      line: async () => undefined,
      keepLine: async () => true,
      claim: async () => true,
      isClaimed: async () => true,
      async *allLines() {},
    },
  };
};

/** Works a statement of so many lines through; the time and the most memory that it took, measured while it works. */
export async function reconciling(lines: number): Promise<{ linesPerSecond: number; peakMegabytes: number }> {
  collect();
  const before = process.memoryUsage().heapUsed;
  let peak = before;
  let visits = 0;
  const begun = performance.now();
  const worked = await workStatement(ports(lines))(
    { ...statement, version: 1 },
    () => {
      visits += 1;
      if (visits % 200 === 0) {
        collect();
        peak = Math.max(peak, process.memoryUsage().heapUsed);
      }
      return false;
    },
    'bench',
  );
  if (worked.outcome !== 'done' || worked.lines !== lines || worked.opened !== 0)
    throw new Error(`the statement ended ${JSON.stringify(worked)}`);
  const seconds = (performance.now() - begun) / 1000;
  return { linesPerSecond: Math.round(lines / seconds), peakMegabytes: Math.round((peak - before) / 1e5) / 10 };
}
