import type { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { calendarsIn } from '../../../functions/dossiers/adapters/calendar-log.ts';
import { earlierTimerIndex, timerIndex } from '../../../functions/dossiers/adapters/deadline-index.ts';
import { firstSteps, sqsRekeySteps, stepAsked } from '../../../functions/dossiers/adapters/sqs-rekey-steps.ts';
import { sweepDeadlines } from '../../../functions/dossiers/usecases/sweep-deadlines.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { officialVersion } from '../../../shared/kernel/working-time/official-days.ts';
import type { Item } from '../../../shared/platform/ledger/table.ts';
import { factsRecordedHandler } from '../../../shared/platform/stream-handler.ts';
import { calendarHouse } from '../../support/calendar-house.ts';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const context = { getRemainingTimeInMillis: () => 30_000 } as Context;
const nothing = {
  capability: 'dossiers',
  books: [],
  bus: { publish: async () => {} },
  refoldQueue: { send: async () => {} },
};

/** What the stream says of an item. */
const streamOf = (item: Item) =>
  ({ Records: [{ dynamodb: { NewImage: marshall(item) } }] }) as unknown as DynamoDBStreamEvent;
const queueOf = (body: unknown) =>
  ({ Records: [{ messageId: 'm', body: JSON.stringify(body) }] }) as unknown as SQSEvent;

/** The facts of a decision that came into force, was taken back, and of another that was dropped. */
const factsOfDecisions = async () => {
  const house = calendarHouse();
  await house.propose();
  await house.approve();
  await house.revoke();
  await house.propose({}, 'dropped');
  await house.revoke('dropped');
  return house.table.all().filter(({ pk, sk }) => pk.startsWith('CAL#') && sk.startsWith('FACT#'));
};

test('each edition begins its steps; what is proposed or dropped begins none', async () => {
  const facts = await factsOfDecisions();
  expect(facts).toHaveLength(5);
  expect(firstSteps(facts)).toEqual([
    { edition: 1, pass: 1 },
    { edition: 2, pass: 1 },
  ]);
  const ofAnother = { pk: `DOS#${CODE}`, sk: 'FACT#b#1', fact: { kind: 'revoked', by: 'B', edition: 1 } };
  expect(firstSteps([ofAnother])).toEqual([]);
});

test('a step is sent so that it is known again, and no other message is taken for one', async () => {
  const sent: SendMessageCommand['input'][] = [];
  const client = { send: async ({ input }: SendMessageCommand) => void sent.push(input) } as Pick<SQSClient, 'send'>;
  const step = { edition: 3, pass: 2, after: 'k' } as const;
  await sqsRekeySteps(client, 'queue').send(step, 300);
  expect(sent).toMatchObject([{ QueueUrl: 'queue', DelaySeconds: 300 }]);
  expect(stepAsked(JSON.parse(sent[0]?.MessageBody ?? ''))).toEqual(step);
  const others = [{ aggregate: 'DOS#1' }, { rekey: { edition: 0, pass: 1 } }, { rekey: { edition: 1, pass: 3 } }, 1];
  for (const other of others) expect(stepAsked(other)).toBeUndefined();
});

test('a batch of the stream comes again where what its facts begin cannot be begun', async () => {
  const [fact] = await factsOfDecisions();
  const told: number[] = [];
  const handler = factsRecordedHandler({
    ...nothing,
    onFacts: async (facts) => {
      told.push(facts.length);
      throw new Error('the queue is down');
    },
  });
  await expect(handler(streamOf(fact!), context)).rejects.toThrow('the queue is down');
  expect(told).toEqual([1]);
});

test('the refold queue brings steps besides what is to be folded, each with the time that it may take', async () => {
  const done: unknown[] = [];
  const handler = factsRecordedHandler({
    ...nothing,
    onMessage: async (message, availableMs) => {
      done.push([message, availableMs]);
      return stepAsked(message) !== undefined;
    },
  });
  const step = { rekey: { edition: 1, pass: 1 } };
  expect(await handler(queueOf(step), context)).toEqual({ batchItemFailures: [] });
  expect(done).toEqual([[step, 29_000]]);
  const unknown = { aggregate: 'NOBODY#1' };
  expect(await handler(queueOf(unknown), context)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm' }] });
});

test('who has read the editions sees the next one at the next call, and asks for no more than that one', async () => {
  const house = calendarHouse();
  const calls: string[] = [];
  const read = calendarsIn(house.table);
  expect((await read()).editions).toEqual([]);
  await house.propose();
  await house.approve();
  house.table.onCall = (name) => void calls.push(name);
  expect((await read()).of().version.id).toBe(`${officialVersion.id}.1`);
  expect(calls).toEqual(['get', 'query']);
  expect(await read()).toBe(await read());
  expect(calls.slice(2)).toEqual(['get', 'get']);
});

test('what an earlier release has wait by working time is announced in time, before any fold has placed it anew', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('accepted', '2026-11-16 09:35');
  const position = workedBy(officialCalendar, inVietNam('2026-11-18 17:00'));
  const { pk, sk } = timerKey('VN', String(position).padStart(12, '0'), CODE, 'resolve');
  const document = { dossierCode: CODE };
  await house.table.put({ pk: `DOS#${CODE}`, sk: 'ENTRY#resolve', document, timerPk: pk, timerSk: sk });
  const indexes = { timers: timerIndex(house.table), earlier: earlierTimerIndex(house.table) };
  const sweep = sweepDeadlines({ ledger: house.ledger, ...indexes, calendar: officialCalendar });
  expect(await sweep(inVietNam('2026-11-18 16:59'), 'r')).toEqual({ announced: 0, failed: [] });
  expect(await sweep(inVietNam('2026-11-18 17:00'), 'r')).toEqual({ announced: 1, failed: [] });
});
