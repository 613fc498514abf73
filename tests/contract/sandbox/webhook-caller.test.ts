import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpWebhookCaller } from '../../../functions/sandbox/adapters/webhook-caller.ts';

let server: Server;
let origin = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url?.startsWith('/words')) response.writeHead(502).end('<html>Bad gateway</html>');
    else if (request.url?.startsWith('/moved')) response.writeHead(302, { location: `${origin}/json` }).end();
    else response.writeHead(200).end(JSON.stringify({ RspCode: '00', heard: request.url }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('a notice goes out as it was signed, and the answer comes back', async () => {
  const query = 'vnp_OrderInfo=Nop+le+phi%21&vnp_SecureHash=ab';
  expect(await httpWebhookCaller().notify(`${origin}/json`, query)).toEqual({ RspCode: '00', heard: `/json?${query}` });
});

test('words, a redirect, or nobody at all are no answer', async () => {
  const caller = httpWebhookCaller();
  expect(await caller.notify(`${origin}/words`, 'a=1')).toBeUndefined();
  expect(await caller.notify(`${origin}/moved`, 'a=1')).toBeUndefined();
  expect(await caller.notify('http://127.0.0.1:9', 'a=1')).toBeUndefined();
});
