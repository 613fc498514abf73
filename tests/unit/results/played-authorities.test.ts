import { expect, test } from 'vitest';
import { tablePlayedOutcomes } from '../../../functions/results/adapters/table-played-outcomes.ts';
import { PlayedOutcome } from '../../../functions/results/domain/played-outcome.ts';
import { tsaRoutes } from '../../../functions/results/handlers/tsa-routes.ts';
import { requestTimestamp } from '../../../functions/results/pades/tsp/timestamp-client.ts';
import { readTimestampToken } from '../../../functions/results/pades/tsp/timestamp-token.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { installedAuthority } from '../../support/installed-authority.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { NOON } from '../../support/results-house.ts';

const { services, roots } = await installedAuthority(NOON);

const room = () => {
  const paused: number[] = [];
  const routes = tsaRoutes({
    open: async () => ok(services),
    outcomes: tablePlayedOutcomes(memoryTable(), 'TSA', PlayedOutcome, 'up'),
    pause: async (ms) => paused.push(ms),
  });
  const post = (proxy: string, type: string, body: Uint8Array, method = 'POST') =>
    routes({
      method,
      path: `/sandbox/tsa/${proxy}`,
      headers: { 'content-type': type },
      pathParameters: { proxy },
      query: {},
      body: Buffer.from(body),
      sourceIp: '192.0.2.1',
      requestId: 'r1',
      now: NOON,
    });
  const choose = (name: string, outcome: string) =>
    post(`${name}/outcome`, 'application/json', Buffer.from(JSON.stringify({ outcome })));
  /** The stamp that our own client takes of an authority: the name in its certificate, or why it does not take it. */
  const stamp = async (name: string): Promise<string | undefined> => {
    const stamped = await requestTimestamp(
      {
        roots,
        now: () => new Date(NOON),
        request: async (der) => (await post(name, 'application/timestamp-query', der)).bytes ?? new Uint8Array(),
      },
      Buffer.from('kết quả'),
    );
    return stamped.ok
      ? readTimestampToken(stamped.value.token, () => Buffer.alloc(0)).signed.signerCertificate?.subjectText
      : `${stamped.refusal.reason}: ${stamped.refusal.detail}`;
  };
  return { post, choose, stamp, paused };
};

test('two authorities stamp by their own certificates, under one root', async () => {
  const { stamp } = room();
  expect(await stamp('tsa-1')).toContain('CN=Dấu thời gian phát triển motcua,');
  expect(await stamp('tsa-2')).toContain('CN=Dấu thời gian phát triển motcua 2,');
});

test('each does what was chosen for it until the next is chosen', async () => {
  const { choose, stamp, post, paused } = room();
  expect(await choose('tsa-1', 'down')).toMatchObject({ status: 200, json: { outcome: 'down' } });
  expect(await post('tsa-1', 'application/timestamp-query', Buffer.from(''))).toMatchObject({
    problem: { kind: 'temporarily_unavailable' },
  });
  expect(await stamp('tsa-2')).toContain('motcua 2');
  await choose('tsa-1', 'replay');
  expect(await stamp('tsa-1')).toBe('timestamp_invalid: timestamp_imprint_mismatch');
  await choose('tsa-1', 'late');
  expect(await stamp('tsa-1')).toContain('motcua');
  expect(paused).toEqual([10_000]);
  await choose('tsa-1', 'up');
  expect(await stamp('tsa-1')).toContain('motcua');
  expect(paused).toHaveLength(1);
});

test('others are not there, another outcome and another media type are told', async () => {
  const { choose, post } = room();
  for (const path of ['tsa-3', 'tsa-3/outcome', 'tsa-1/outcome/x', ''])
    expect(await post(path, 'application/timestamp-query', Buffer.from('x'))).toMatchObject({ status: 404 });
  expect(await post('tsa-1', 'application/timestamp-query', Buffer.from('x'), 'GET')).toMatchObject({ status: 404 });
  expect(await post('tsa-1', 'text/plain', Buffer.from('x'))).toMatchObject({ status: 415 });
  expect(await choose('tsa-1', 'sleepy')).toMatchObject({ status: 422 });
});
