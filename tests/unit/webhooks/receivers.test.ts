import { describe, expect, test } from 'vitest';
import { receiversAt } from '../../../functions/webhooks/adapters/receivers.ts';
import { httpServer } from '../../support/http-server.ts';

const ORIGIN = 'http://localhost:8080';

describe('an address of a webhook', () => {
  test.each([
    'https://mot-cua.example.vn/hooks',
    'https://mot-cua.example.vn:8443/hooks?a=1',
    'https://8.8.8.8/',
    `${ORIGIN}/sandbox/webhooks/mot-cua`,
  ])('may be %s', (url) => expect(receiversAt(ORIGIN).refusalOf(url)).toBeUndefined());

  test.each([
    'http://mot-cua.example.vn/hooks',
    'https://localhost/',
    'https://a.localhost/',
    'https://printer.local/',
    'https://intranet/',
    'https://db.internal/',
    'https://db.internal./',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://169.254.169.254/latest',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    `${ORIGIN}/sandbox/webhooks/a/outcome`,
    `${ORIGIN}/sandbox/webhooks/`,
    `${ORIGIN}/v1/agencies`,
    `${ORIGIN}@evil.example.vn/sandbox/webhooks/a`,
  ])('may not be %s', (url) => expect(receiversAt(ORIGIN).refusalOf(url)).toEqual(expect.any(String)));

  test('may be the sandbox’s only where there is one', () => {
    expect(receiversAt(undefined).refusalOf(`${ORIGIN}/sandbox/webhooks/mot-cua`)).toEqual(expect.any(String));
  });
});

test('the sandbox’s own receiver is posted to as it is; all others are looked at', async () => {
  const heard: string[] = [];
  const server = await httpServer((body, request, response) => {
    heard.push(`${request.url} ${body}`);
    response.writeHead(request.url?.endsWith('moved') ? 302 : 204, { location: '/elsewhere' }).end();
  });
  const receivers = receiversAt(server.origin, { resolve: async () => ['127.0.0.1'] });
  expect(await receivers.post(`${server.origin}/sandbox/webhooks/a`, {}, 'x')).toEqual({ status: 204 });
  expect(await receivers.post(`${server.origin}/sandbox/webhooks/moved`, {}, 'x')).toEqual({ status: 302 });
  expect(await receivers.post(`${server.origin}/v1/agencies`, {}, 'x')).toBe('not_public');
  expect(await receivers.post('https://mot-cua.example.vn/', {}, 'x')).toBe('not_public');
  await server.stop();
  expect(await receivers.post(`${server.origin}/sandbox/webhooks/a`, {}, 'x')).toBe('no_answer');
  expect(heard).toEqual(['/sandbox/webhooks/a x', '/sandbox/webhooks/moved x']);
});
