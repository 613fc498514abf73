import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { callHttp } from '../../../shared/platform/outgoing-http.ts';
import { eventQueueHandler, queueHandler } from '../../../shared/platform/queue-handler.ts';
import { badServer } from '../../support/bad-server.ts';
import { logged } from '../../support/logged.ts';

const batch = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, index) => ({ messageId: `m-${index}`, body, eventSource: 'aws:sqs' }) as SQSRecord),
});
const failed = async (handler: ReturnType<typeof queueHandler>, event: SQSEvent, timeoutMs = 10_000) =>
  (await handler(event, { getRemainingTimeInMillis: () => timeoutMs } as Context)).batchItemFailures.map(
    ({ itemIdentifier }) => itemIdentifier,
  );

test('one message that fails comes again; the rest of the batch is done', async () => {
  const done: string[] = [];
  const handler = queueHandler(async ({ body }) => {
    if (body === 'throws') throw new Error('a bug');
    if (body === 'fails') return fail({ kind: 'temporarily_unavailable', detail: 'x' });
    if (body === 'drops') return fail({ kind: 'refused_document', reason: 'x', detail: 'y' });
    done.push(body);
    return ok(undefined);
  });
  expect(await failed(handler, batch('a', 'throws', 'b', 'fails', 'drops', 'c'))).toEqual(['m-1', 'm-3']);
  expect(done).toEqual(['a', 'b', 'c']);
});

test('each message that is done has its line, and one that is no event says so', async () => {
  const handler = eventQueueHandler(async () => ok(undefined));
  const accepted = {
    ...{ id: 'e', type: 'dossier.accepted', at: 1 },
    data: { dossierCode: 'H26.10-261120-0007', agencyCode: 'H26.10', promisedAt: null },
  };
  const lines = await logged(async () => {
    expect(await failed(handler, batch(JSON.stringify({ detail: accepted }), '{"detail":{}}'))).toEqual(['m-1']);
  });
  expect(lines.find(({ eventId }) => eventId === 'm-0')).toMatchObject({ message: 'message_done' });
  expect(lines.find(({ eventId }) => eventId === 'm-1')).toMatchObject({
    message: 'message_threw',
    errorMessage: 'not an event of the catalogue',
  });
});

test('failures are counted when the batch was handled, not at some later one', async () => {
  const written: string[] = [];
  const told = vi.spyOn(console, 'log').mockImplementation((line: string) => void written.push(line));
  await failed(
    queueHandler(async () => fail({ kind: 'temporarily_unavailable', detail: 'x' })),
    batch('a', 'b'),
  );
  told.mockRestore();
  expect(written.map((line) => JSON.parse(line)).filter(({ _aws }) => _aws)).toMatchObject([{ MessageFailed: [1, 1] }]);
});

test('a message may take as long as its function has left, less the second for the answer; a quarter of an hour where nobody says', async () => {
  const told: number[] = [];
  const handler = queueHandler(async (_, availableMs) => ok(told.push(availableMs)));
  await failed(handler, batch('a'), 10_000);
  await handler(batch('a'), {} as Context);
  expect(told).toEqual([9000, 899_000]);
});

const ten = Array.from({ length: 10 }, (_, n) => String(n));
const silentCall = (origin: string, answerMs: number) =>
  awsClient(DynamoDBClient, {
    answerMs,
    settings: { endpoint: origin, region: 'x', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } },
  }).send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'x' } } }));

test('of ten messages whose calls are silent for one, that one comes again and nine are done', async () => {
  const server = await badServer('is silent');
  const done: string[] = [];
  const handler = queueHandler(async ({ body }) => {
    if (body === '4') await silentCall(server.origin, 200);
    done.push(body);
    return ok(undefined);
  });
  expect(await failed(handler, batch(...ten))).toEqual(['m-4']);
  expect(done).toHaveLength(9);
  expect(server.requests()).toBeLessThanOrEqual(3);
  await server.stop();
});

test('a message still at work when the time is nearly over comes again by itself, and calls nothing any more', async () => {
  const server = await badServer('is silent');
  const after: unknown[] = [];
  const tried = Promise.withResolvers<void>();
  const handler = queueHandler(async ({ body }) => {
    if (body !== '4') return ok(undefined);
    await new Promise((resolve) => setTimeout(resolve, 400));
    after.push(await silentCall(server.origin, 200).catch((error: Error) => error.name));
    after.push(await callHttp(server.origin, {}, { timeoutMs: 200 }));
    tried.resolve();
    return ok(undefined);
  });
  expect(await failed(handler, batch(...ten), 1200)).toEqual(['m-4']);
  await tried.promise;
  expect(after).toEqual(['OutOfTime', undefined]);
  expect(server.requests()).toBe(0);
  await server.stop();
});

test('when all fail, each of them comes again', async () => {
  const handler = queueHandler(async () => fail({ kind: 'not_configured', detail: 'x' }));
  expect(await failed(handler, batch('a', 'b'))).toEqual(['m-0', 'm-1']);
});

test('a message that is no event of the catalogue is parked, not skipped', async () => {
  const heard: string[] = [];
  const handler = eventQueueHandler(async ({ event, withdrawn }) => {
    heard.push(`${event.type}${withdrawn ? ' withdrawn' : ''}`);
    return ok(undefined);
  });
  const detail = {
    id: 'm',
    type: 'dossier.registered',
    at: 1,
    data: { dossierCode: 'H26.10-261120-0007', agencyCode: 'H26.10' },
  };
  const bodies = [
    { detail },
    { detail: { ...detail, type: 'dossier.registered_withdrawn' } },
    { detail: { type: 'x' } },
    {},
  ];
  expect(await failed(handler, batch(...bodies.map((body) => JSON.stringify(body)), 'not json'))).toEqual([
    'm-2',
    'm-3',
    'm-4',
  ]);
  expect(heard).toEqual(['dossier.registered', 'dossier.registered withdrawn']);
});

test('the ticks of a schedule are acted on as of their time, where one leads to the queue; else they are parked', async () => {
  const ticks: unknown[] = [];
  const tick = JSON.stringify({ 'detail-type': 'Scheduled Event', time: '2026-11-20T00:30:00Z', detail: {} });
  const ticking = eventQueueHandler(async () => ok(undefined), {
    async tick(at, requestId) {
      ticks.push([at, requestId]);
      return ok(undefined);
    },
  });
  expect(await failed(ticking, batch(tick))).toEqual([]);
  expect(ticks).toEqual([[Date.parse('2026-11-20T07:30:00+07:00'), 'm-0']]);
  await logged(async () => {
    expect(
      await failed(
        eventQueueHandler(async () => ok(undefined)),
        batch(tick),
      ),
    ).toEqual(['m-0']);
    expect(await failed(ticking, batch('{"detail-type":"Scheduled Event","time":"soon"}'))).toEqual(['m-0']);
  });
});
