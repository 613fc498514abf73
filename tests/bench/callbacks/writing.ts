import assert from 'node:assert/strict';
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { Context } from 'aws-lambda';
import { questionsIn, refundCallsIn } from '../../../functions/payments/adapters/fee-timers.ts';
import { ledgerPayments } from '../../../functions/payments/adapters/ledger-payments.ts';
import { merchantsIn } from '../../../functions/payments/adapters/merchants.ts';
import { webhookHandler } from '../../../functions/payments/handlers/webhook.ts';
import type { Item } from '../../../shared/platform/ledger/table.ts';
import { type Meter, metered, newMeter } from '../../support/chain/meter.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { MERCHANT, noticeFields, PUBLIC_ORIGIN, readyHouse, signedNotice } from '../../support/payments.ts';
import { gatewayEvent } from '../../support/payments-api.ts';
import { idempotencyClient } from './idempotency-client.ts';

/** What one callback asked of DynamoDB. */
export interface Asked {
  readonly calls: number;
  readonly writeUnits: number;
  readonly readUnits: number;
}

const sum = (lines: Meter['writes'], of: 'calls' | 'units'): number =>
  [...lines.values()].reduce((total, taken) => total + taken[of], 0);

/** What was asked while the work was done. A transaction is one call of as many lines as it has items. */
const counted = async (meter: Meter, work: () => Promise<unknown>): Promise<Asked> => {
  meter.writes.clear();
  meter.reads.clear();
  await work();
  const inTransactions = [...meter.writes].filter(([line]) => line.includes(' transact '));
  const items = inTransactions.reduce((total, [, { calls }]) => total + calls, 0);
  return {
    calls: sum(meter.reads, 'calls') + sum(meter.writes, 'calls') - Math.max(0, items - 1),
    writeUnits: sum(meter.writes, 'units'),
    readUnits: sum(meter.reads, 'units'),
  };
};

/** A design's answer to a first callback and to its repeat. */
interface Design {
  readonly fresh: Asked;
  readonly duplicate: Asked;
}

const twice = async (meter: Meter, hear: () => Promise<unknown>): Promise<Design> => ({
  fresh: await counted(meter, hear),
  duplicate: await counted(meter, hear),
});

/** The real handler, warm: a function that has seen the merchant before. */
const ours = async (): Promise<Design> => {
  const house = await readyHouse();
  const [warm, measured] = [await house.attempted('a', 'b'), await house.attempted('c', 'd')];
  const meter = newMeter();
  const table = metered('payments', house.table, meter);
  const now = () => house.clock.now;
  const { providers, secrets } = house;
  const merchants = merchantsIn(table, secrets.reader, providers, now);
  const handler = webhookHandler(
    {
      ...{ ledger: ledgerPayments(table, now), merchants, providers },
      ...{ questions: questionsIn(table), refundCalls: refundCallsIn(table) },
    },
    { now, publicOrigin: PUBLIC_ORIGIN },
  );
  const hear = async (attempt: { readonly reference: string; readonly amountVnd: number }) => {
    const { query } = signedNotice(noticeFields(attempt));
    const parameters = { provider: 'vnpay', merchant: MERCHANT };
    const event = gatewayEvent('GET', '/webhooks/payments/{provider}/{merchant}', parameters, { query: { ...query } });
    const { statusCode } = await handler(event, {} as Context);
    assert.equal(statusCode, 200);
  };
  await hear(warm.attempt);
  const design = await twice(meter, () => hear(measured.attempt));
  assert.equal((await house.known(measured.payment.paymentId)).state, 'paid');
  return design;
};

/** What a fold leaves of a fee that was paid, its fact and its head, as sizes for designs that write both at once. */
const writtenOfOne = async (): Promise<{ readonly fact: Item; readonly head: Item; readonly attempt: Item }> => {
  const house = await readyHouse();
  const { payment, attempt } = await house.attempted();
  await house.told(signedNotice(noticeFields(attempt)));
  await house.settle();
  const find = (prefix: string): Item => {
    const item = house.table.all().find(({ pk, sk }) => `${pk} ${sk}`.startsWith(prefix));
    assert(item, `nothing under ${prefix}`);
    return item;
  };
  const pk = `PAY#${payment.paymentId}`;
  return { fact: find(`${pk} CARD#in#`), head: find(`${pk} HEAD`), attempt: find('REF#') };
};

const holding = async (...items: readonly Item[]): Promise<MemoryTable> => {
  const table = memoryTable();
  for (const item of items) await table.put(item);
  return table;
};

/** The handler's work under Powertools' idempotency: a record that is begun, the same read and put, the record completed. */
const underIdempotency = async (): Promise<Design> => {
  const { fact, attempt } = await writtenOfOne();
  const meter = newMeter();
  const table = metered('payments', await holding(attempt), meter);
  const persistenceStore = new DynamoDBPersistenceLayer({
    tableName: 'idempotency',
    keyAttr: 'pk',
    awsSdkV3Client: idempotencyClient(metered('idempotency', memoryTable(), meter)),
  });
  const config = new IdempotencyConfig({ eventKeyJmesPath: 'key' });
  config.registerLambdaContext({ getRemainingTimeInMillis: () => 10_000 } as Context);
  const settle = makeIdempotent(
    async (_: { readonly key: string }) => {
      await table.get(attempt.pk, attempt.sk);
      await table.put(fact);
      return { statusCode: 200, body: '{"RspCode":"00","Message":"Confirm Success"}' };
    },
    { persistenceStore, config },
  );
  return twice(meter, () => settle({ key: fact.sk }));
};

/** Inbox, head and outbox in one transaction of three items, as a synchronous design has it; a repeat reads and is refused. */
const inTransaction = async (): Promise<Design> => {
  const { fact, head, attempt } = await writtenOfOne();
  const meter = newMeter();
  const before = { ...head, version: 1 };
  const table = metered('payments', await holding(attempt, before), meter);
  return twice(meter, async () => {
    await table.get(attempt.pk, attempt.sk);
    await table.get(before.pk, before.sk);
    await table.transact([
      { put_absent: fact },
      { put_version: { ...head, version: 2 }, expected: 1 },
      { put_absent: { pk: 'OUTBOX#paid', sk: 'OUT', milestones: head.milestones ?? {} } },
    ]);
  });
};

/** A callback by our design and by two usual ones, over the same counting tables. */
export const designs = async () => ({
  callback: await ours(),
  powertoolsIdempotency: await underIdempotency(),
  transaction: await inTransaction(),
});

const show = (name: string, { fresh, duplicate }: Design): void => {
  const text = ({ calls, writeUnits, readUnits }: Asked) =>
    `${calls} calls, ${writeUnits} write and ${readUnits} read units`.padEnd(42);
  console.log(`  ${text(fresh)}${text(duplicate)}${name}`);
};

/** What a fresh and a repeated callback ask of DynamoDB, beside the two usual designs. */
export const writing = async (): Promise<Record<string, number>> => {
  const { callback, powertoolsIdempotency, transaction } = await designs();
  console.log('What a callback asks of DynamoDB: a fresh one, and its repeat');
  show('ours: one read, one conditional put', callback);
  show('the same under Powertools idempotency', powertoolsIdempotency);
  show('a transaction of inbox, head and outbox', transaction);
  return {
    'callback.fresh.calls': callback.fresh.calls,
    'callback.fresh.writeUnits': callback.fresh.writeUnits,
    'callback.duplicate.calls': callback.duplicate.calls,
    'callback.duplicate.writeUnits': callback.duplicate.writeUnits,
    'powertoolsIdempotency.calls': powertoolsIdempotency.fresh.calls,
    'powertoolsIdempotency.writeUnits': powertoolsIdempotency.fresh.writeUnits,
    'powertoolsIdempotency.duplicate.writeUnits': powertoolsIdempotency.duplicate.writeUnits,
    'transaction.calls': transaction.fresh.calls,
    'transaction.writeUnits': transaction.fresh.writeUnits,
    'transaction.duplicate.writeUnits': transaction.duplicate.writeUnits,
  };
};
