import { expect, test } from 'vitest';
import { timestampAuthoritiesIn, trustAnchorsIn } from '../../../functions/installation/adapters/trust-stores.ts';
import { tableTimestampAuthorities } from '../../../functions/results/adapters/table-timestamp-authorities.ts';
import { tableTrustStore } from '../../../functions/results/adapters/table-trust-store.ts';
import { derOfPem } from '../../../functions/results/pades/x509/pem.ts';
import { callHttp } from '../../../shared/platform/outgoing-http.ts';
import { httpServer } from '../../support/http-server.ts';
import { logged } from '../../support/logged.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { ANCHOR_SET_UP } from '../../support/trust-set-up.ts';

const PREFIX = 'motcua/test/timestamp-authorities';

/** Authorities as operators set them up, and as they are asked; `secrets` are by their names. */
const room = (secrets: Readonly<Record<string, string>> = {}) => {
  const table = memoryTable();
  const clock = { now: 0 };
  const trust = tableTrustStore(table);
  const set = timestampAuthoritiesIn(table, PREFIX);
  const anchors = trustAnchorsIn(table);
  const parts = { secrets: { read: async (id: string) => secrets[id] }, call: callHttp, now: () => clock.now };
  const asked = tableTimestampAuthorities({ table, trust, ...parts });
  const names = async () => (await asked.inForce())?.authorities.map(({ name }) => name);
  return { table, clock, trust, set, anchors, asked, names };
};

test('they are asked by their order, then by name; a change holds within five seconds, and those that are ended are not asked', async () => {
  const { set, names, clock } = room();
  expect(await names()).toBeUndefined();
  await set.put({ name: 'c', url: 'http://c/', order: 1 });
  await set.put({ name: 'b', url: 'http://b/', order: 2 });
  await set.put({ name: 'a', url: 'http://a/', order: 2 });
  clock.now += 4999;
  expect(await names()).toBeUndefined();
  clock.now += 1;
  expect(await names()).toEqual(['c', 'a', 'b']);
  for (const name of ['a', 'b', 'c']) await set.put({ name, url: 'http://x/', order: 1, endedAt: 1 });
  clock.now += 5000;
  expect(await names()).toEqual([]);
});

test('their certificates lead to the anchors of the deploy and to those for time stamps in force, no others', async () => {
  const { set, anchors, asked, trust } = room();
  const { pem } = ANCHOR_SET_UP;
  await set.put({ name: 'a', url: 'http://a/', order: 1 });
  await trust.putAnchors({ rootsPem: pem });
  await anchors.put({ name: 'stamps', purpose: 'timestamps', pem });
  await anchors.put({ name: 'both', purpose: 'both', pem: pem.trimEnd() });
  await anchors.put({ name: 'signatures', purpose: 'signatures', pem });
  await anchors.put({ name: 'ended', purpose: 'both', pem, endedAt: 1 });
  expect((await asked.inForce())?.roots).toHaveLength(3);
  expect(derOfPem(await trust.rootsFor('signatures'))).toHaveLength(3);
  expect(derOfPem(await trust.rootsFor())).toHaveLength(4);
});

test('one is asked over HTTP as RFC 3161 says, with its password where it has one, at the address as it was written', async () => {
  const heard: unknown[] = [];
  const server = await httpServer((body, { method, url, headers }, response) => {
    const { authorization, accept } = headers;
    heard.push([method, url, headers['content-type'], accept, authorization, body]);
    response.end('reply');
  });
  const secrets = { [`${PREFIX}/b`]: JSON.stringify({ current: { password: 'mật khẩu' } }) };
  const { set, asked } = room(secrets);
  await set.put({ name: 'a', url: `${server.origin}/tsr?x=1`, order: 1 });
  await set.put({ name: 'b', url: `${server.origin}/b`, order: 2, username: 'mot-cua' });
  const { authorities = [] } = (await asked.inForce()) ?? {};
  const types = ['application/timestamp-query', 'application/timestamp-reply'];
  for (const { request } of authorities) expect(Buffer.from(await request(Buffer.from('q'))).toString()).toBe('reply');
  const basic = `Basic ${Buffer.from('mot-cua:mật khẩu').toString('base64')}`;
  expect(heard).toEqual([
    ['POST', '/tsr?x=1', ...types, undefined, 'q'],
    ['POST', '/b', ...types, basic, 'q'],
  ]);
  await server.stop();
});

test('a redirect, another status, too much and no server are no answer', async () => {
  const server = await httpServer((_, request, response) => {
    if (request.url === '/moved') response.writeHead(307, { location: '/there' }).end('moved');
    else if (request.url === '/much') response.end('x'.repeat(64_001));
    else response.writeHead(503).end('trouble');
  });
  const { set, asked } = room();
  const addresses = [`${server.origin}/moved`, `${server.origin}/much`, `${server.origin}/503`, 'http://127.0.0.1:9/'];
  for (const [order, url] of addresses.entries()) await set.put({ name: `n${order}`, url, order });
  for (const { request } of (await asked.inForce())?.authorities ?? [])
    expect((await request(Buffer.from('q'))).length).toBe(0);
  await server.stop();
});

test('one that did not answer rightly is named in the log, with why', async () => {
  const { set, asked } = room();
  await set.put({ name: 'a', url: 'http://a/', order: 1 });
  const inForce = await asked.inForce();
  expect(await logged(() => inForce?.failed('a', 'timestamp_rejected: status 2'))).toMatchObject([
    { message: 'timestamp_not_given', reference: 'a', errorMessage: 'timestamp_rejected: status 2' },
  ]);
});
