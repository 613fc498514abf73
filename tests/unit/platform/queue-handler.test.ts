import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { eventQueueHandler, queueHandler } from '../../../shared/platform/queue-handler.ts';

const batch = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, index) => ({ messageId: `m-${index}`, body, eventSource: 'aws:sqs' }) as SQSRecord),
});
const failed = async (handler: ReturnType<typeof queueHandler>, event: SQSEvent) =>
  (await handler(event, {} as Context)).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

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
