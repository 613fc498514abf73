import type { APIGatewayProxyEvent, Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Failure } from '../../../shared/kernel/failures.ts';
import { failurePolicy } from '../../../shared/kernel/failures.ts';
import { fail } from '../../../shared/kernel/result.ts';
import { problem } from '../../../shared/platform/http-answer.ts';
import { plainHandler } from '../../../shared/platform/http-handler.ts';
import { queueHandler } from '../../../shared/platform/queue-handler.ts';
import { sweepHandler } from '../../../shared/platform/sweep-handler.ts';
import { alarmed, logged } from '../../support/logged.ts';

const kinds = Object.keys(failurePolicy) as Failure['kind'][];
const failureOf = (kind: Failure['kind']) =>
  ({ kind, detail: 'Nguyễn Thị Kín', key: '0912345678', fields: [] }) as Failure;

const called = (handle: () => Promise<never> | Promise<ReturnType<typeof problem>>) => {
  const handler = plainHandler(handle, { now: () => 0, publicOrigin: 'https://motcua.example.vn' });
  const event = {
    httpMethod: 'PUT',
    resource: '/v1/dossiers/{dossierCode}',
    pathParameters: { dossierCode: 'H26.10-261120-0007' },
    headers: {},
    body: null,
    requestContext: { requestId: 'r-1' },
  } as unknown as APIGatewayProxyEvent;
  return handler(event, {} as Context);
};

const queued = (handle: Parameters<typeof queueHandler>[0]) =>
  queueHandler(handle)(
    { Records: [{ messageId: 'm-1', body: '{}', eventSource: 'aws:sqs' } as SQSRecord] } as SQSEvent,
    { getRemainingTimeInMillis: () => 10_000 } as Context,
  );

describe('a failure', () => {
  const telling = kinds.filter((kind) => failurePolicy[kind].alarm);

  test('that a person is told of is one that somebody here can mend, and no stranger can bring about at will', () => {
    expect(telling).toEqual(['conflict', 'not_configured']);
  });

  test('of a message comes again where it may pass, is dropped where all is said, and else waits for a person', () => {
    const by = Object.groupBy(kinds, (kind) => failurePolicy[kind].queue);
    expect(Object.keys(by).sort()).toEqual(['drop', 'park', 'retry']);
    expect(by.retry).toEqual(['unknown_outcome', 'temporarily_unavailable']);
    expect(by.drop).toEqual([
      'personal_data_erased',
      'transition_not_allowed',
      'extension_limit',
      'no_such_moment',
      'refused_document',
    ]);
  });

  test.each(kinds)(
    '%s, answered to a caller, is told where its policy says so, without what the caller wrote',
    async (kind) => {
      const lines = await alarmed(() => called(async () => problem(failureOf(kind), 'r-1')));
      const line = {
        message: kind,
        requestId: 'r-1',
        route: '/v1/dossiers/{dossierCode}',
        dossierCode: 'H26.10-261120-0007',
      };
      expect(lines).toMatchObject(failurePolicy[kind].alarm ? [line] : []);
      expect(JSON.stringify(lines)).not.toMatch(/Kín|0912345678/);
    },
  );

  test.each(kinds)('%s of a queue’s message too', async (kind) => {
    const lines = await alarmed(() => queued(async () => fail(failureOf(kind))));
    expect(lines).toMatchObject(failurePolicy[kind].alarm ? [{ message: kind, eventId: 'm-1' }] : []);
    expect(JSON.stringify(lines)).not.toMatch(/Kín|0912345678/);
  });
});

test('an exception is told: of a request as a bug, of a message as one that threw', async () => {
  const throws = async (): Promise<never> => {
    throw new TypeError('a defect');
  };
  const bug = { message: 'bug', requestId: 'r-1', route: '/v1/dossiers/{dossierCode}', errorName: 'TypeError' };
  expect(await alarmed(() => called(throws))).toMatchObject([bug]);
  const threw = { message: 'message_threw', eventId: 'm-1', errorName: 'TypeError' };
  expect(await alarmed(() => queued(throws))).toMatchObject([threw]);
});

test.each(['dossier_not_swept', 'fee_not_swept'] as const)(
  '%s: what a sweep could not look at is told, one by one',
  async (event) => {
    const failed = ['a', 'b'].map((aggregate) => ({ aggregate, error: new Error('away') }));
    const sweep = sweepHandler(
      'test',
      () => 0,
      event,
      async () => ({ counts: { closed: 1 }, failed }),
    );
    const tick = { time: '2026-11-20T09:00:00+07:00' };
    const lines = await alarmed(async () =>
      expect(await sweep(tick, { awsRequestId: 'r-1' })).toEqual({ closed: 1, failed: 2 }),
    );
    const line = { message: event, requestId: 'r-1', errorMessage: 'away' };
    expect(lines).toMatchObject([
      { ...line, aggregate: 'a' },
      { ...line, aggregate: 'b' },
    ]);
  },
);

describe('an alarm', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  test('is counted under the name of its event for the whole stage; its line names the function', async () => {
    vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'motcua-test-dossiersApi');
    vi.stubEnv('ALARM_SERVICE_NAME', 'motcua-test');
    vi.resetModules();
    const { logAlarm: tell } = await import('../../../shared/platform/observability.ts');
    const lines = await logged(() => tell('conflict', { requestId: 'r-1' }));
    expect(lines).toMatchObject([
      { level: 'ERROR', message: 'conflict', service: 'motcua-test-dossiersApi', requestId: 'r-1' },
      {
        _aws: {
          CloudWatchMetrics: [
            { Namespace: 'motcua', Dimensions: [['service']], Metrics: [{ Name: 'conflict', Unit: 'Count' }] },
          ],
        },
        service: 'motcua-test',
        conflict: 1,
      },
    ]);
  });
});

test.each([
  ['not_found', 'Answered4xx'],
  ['temporarily_unavailable', 'Answered5xx'],
] as const)('%s is counted as %s', async (kind, metric) => {
  const lines = await logged(() => called(async () => problem(failureOf(kind), 'r-1')));
  expect(lines).toContainEqual(expect.objectContaining({ [metric]: 1, _aws: expect.anything() }));
});

test('a message that failed is counted with its invocation, whether it comes again or not', async () => {
  for (const kind of ['temporarily_unavailable', 'refused_document'] as const) {
    const lines = await logged(() => queued(async () => fail(failureOf(kind))));
    expect(lines).toContainEqual(expect.objectContaining({ MessageFailed: 1, _aws: expect.anything() }));
    const outcome = failurePolicy[kind].queue;
    expect(lines).toContainEqual(expect.objectContaining({ message: 'message_failed', failure: kind, outcome }));
  }
});
