import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpWebhookCaller } from '../../../functions/sandbox/adapters/webhook-caller.ts';

let server: Server;
let origin = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    if (request.url === '/post')
      request.on('end', () => response.end(`${request.method} ${request.headers['x-signature']} ${body}`));
    else if (request.url?.startsWith('/words')) response.writeHead(502).end('<html>Bad gateway</html>');
    else if (request.url?.startsWith('/moved')) response.writeHead(302, { location: `${origin}/json` }).end();
    else response.writeHead(200).end(JSON.stringify({ RspCode: '00', heard: request.url }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('a notice goes out as it was signed, and the answer comes back', async () => {
  const query = 'vnp_OrderInfo=Nop+le+phi%21&vnp_SecureHash=ab';
  const answer = await httpWebhookCaller().notify(`${origin}/json`, { query });
  expect(answer?.status).toBe(200);
  expect(JSON.parse(answer?.text ?? '')).toEqual({ RspCode: '00', heard: `/json?${query}` });
});

test('words and a redirect are answers like any other, and go nowhere; nobody at all is none', async () => {
  const caller = httpWebhookCaller();
  const query = 'a=1';
  expect(await caller.notify(`${origin}/words`, { query })).toEqual({ status: 502, text: '<html>Bad gateway</html>' });
  expect(await caller.notify(`${origin}/moved`, { query })).toEqual({ status: 302, text: '' });
  expect(await caller.notify('http://127.0.0.1:9', { query })).toBeUndefined();
});

test('a notice with a body is posted with its headers', async () => {
  const notice = { headers: { 'X-Signature': 'ab' }, body: '{"a":"ộ"}' };
  const answer = await httpWebhookCaller().notify(`${origin}/post`, notice);
  expect(answer).toEqual({ status: 200, text: 'POST ab {"a":"ộ"}' });
});
