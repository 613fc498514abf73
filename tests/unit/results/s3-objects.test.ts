import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, test } from 'vitest';
import { s3ResultFiles } from '../../../functions/results/adapters/s3-result-files.ts';
import { s3Uploads } from '../../../functions/results/adapters/s3-uploads.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { badServer } from '../../support/bad-server.ts';
import { httpServer } from '../../support/http-server.ts';

const clientOf = (endpoint: string, answerMs = 30_000): S3Client =>
  awsClient(S3Client, {
    answerMs,
    settings: { endpoint, region: 'x', credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, forcePathStyle: true },
  });
const file = { pdf: Buffer.from('%PDF-'), uploadVersionId: 'v' };

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** S3 that answers puts with these statuses, one after the other, the last one for ever. */
const answering = async (...statuses: number[]) => {
  const conditions: unknown[] = [];
  const server = await httpServer((_, { headers }, response) => {
    conditions.push(headers['if-none-match']);
    const status = statuses[Math.min(conditions.length, statuses.length) - 1] ?? 500;
    const error = status === 409 ? 'ConditionalRequestConflict' : 'PreconditionFailed';
    if (status === 200) response.writeHead(200, { 'x-amz-version-id': 'v1' }).end();
    else response.writeHead(status).end(`<Error><Code>${error}</Code></Error>`);
  });
  stops.push(server.stop);
  return { files: s3ResultFiles(clientOf(server.origin), 'b'), conditions };
};

describe('a result is stored once', () => {
  test('a conflict with another put is tried again at once, under the same condition', async () => {
    const { files, conditions } = await answering(409, 409, 200);
    expect(await files.store('res_1', 1, file)).toEqual({ objectVersionId: 'v1' });
    expect(conditions).toEqual(['*', '*', '*']);
  });

  test('who comes second after a conflict is told so', async () => {
    const { files, conditions } = await answering(409, 412);
    expect(await files.store('res_1', 1, file)).toBe('taken');
    expect(conditions).toHaveLength(2);
  });

  test('conflicts without end are lost infrastructure', async () => {
    const { files, conditions } = await answering(409);
    await expect(files.store('res_1', 1, file)).rejects.toMatchObject({ name: 'ConditionalRequestConflict' });
    expect(conditions).toHaveLength(3);
  });
});

describe('a file is read whole or not at all', () => {
  test.each([
    'stops in the middle of the body',
    'hangs up in the middle of the body',
    'sends a byte now and then',
  ] as const)('from a server that %s it is asked for three times', async (fault) => {
    const server = await badServer(fault);
    stops.push(server.stop);
    const client = clientOf(server.origin, 1000);
    await expect(s3Uploads(client, 'b').read('res_1', 'v')).rejects.toThrow();
    expect(server.requests()).toBe(3);
    await expect(s3ResultFiles(client, 'b').stored('res_1', 1)).rejects.toThrow();
    expect(server.requests()).toBe(6);
  });

  test('a body that breaks off once is whole at the second time', async () => {
    let asked = 0;
    const server = await httpServer((_, __, response) => {
      asked += 1;
      response.writeHead(200, { 'content-length': '10', 'x-amz-version-id': 'v1' });
      if (asked === 1) response.write('half', () => response.destroy());
      else response.end('0123456789');
    });
    stops.push(server.stop);
    const stored = await s3ResultFiles(clientOf(server.origin), 'b').stored('res_1', 1);
    expect(Buffer.from(stored?.pdf ?? []).toString()).toBe('0123456789');
    expect(stored?.objectVersionId).toBe('v1');
  });
});
