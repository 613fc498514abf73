import { afterAll, beforeAll, expect, test } from 'vitest';
import { callProviderWithin, jsonOfSuccess, jsonPost } from '../../../functions/payments/adapters/provider-call.ts';
import { httpServer } from '../../support/http-server.ts';

let server: Awaited<ReturnType<typeof httpServer>>;
beforeAll(async () => {
  server = await httpServer((body, { url, headers, method }, response) => {
    const said = JSON.stringify({ method, type: headers['content-type'], body: JSON.parse(body) });
    if (url === '/slow') return;
    if (url === '/moved') response.writeHead(302, { location: `${server.origin}/good` }).end(said);
    else if (url === '/large') response.end(JSON.stringify('x'.repeat(70_000)));
    else if (url === '/words') response.end('<html>');
    else if (url === '/broken')
      response.writeHead(200, { 'content-length': '100' }).end('{}', () => response.destroy());
    else response.writeHead(url === '/good' ? 200 : 500).end(said);
  });
});
afterAll(() => server.stop());

const call = callProviderWithin(500);
const post = async (url: string, body: unknown) => jsonOfSuccess(await call(url, jsonPost(body)));

test('posts JSON and answers the JSON of a 2xx', async () => {
  expect(await post(`${server.origin}/good`, { a: 'ộ' })).toEqual({
    method: 'POST',
    type: 'application/json',
    body: { a: 'ộ' },
  });
});

test.each(['/slow', '/moved', '/large', '/words', '/broken', '/fault'])('has no answer from %s', async (path) => {
  expect(await post(`${server.origin}${path}`, {})).toBeUndefined();
});

test('has no answer where nobody listens', async () => {
  expect(await post('http://127.0.0.1:1/', {})).toBeUndefined();
});

test.each([
  ['/fault', 500],
  ['/moved', 302],
])('hears what %s says, and goes nowhere else', async (path, status) => {
  const reply = await call(`${server.origin}${path}`, jsonPost({ a: 1 }));
  expect(reply?.status).toBe(status);
  expect(JSON.parse(reply?.bytes.toString() ?? '')).toMatchObject({ method: 'POST', body: { a: 1 } });
});
