import { describe, expect, test } from 'vitest';
import { callHttp, jsonOf } from '../../../shared/platform/outgoing-http.ts';
import { badServer, type Fault, faults } from '../../support/bad-server.ts';
import { httpServer } from '../../support/http-server.ts';

const ended = (Object.keys(faults) as Fault[]).filter((fault) => fault !== 'answers 503');

describe('a call over HTTP', () => {
  test.concurrent.each(ended)('ends without an answer, once, at a server that %s', async (fault) => {
    const server = await badServer(fault);
    const began = performance.now();
    expect(await callHttp(server.origin, { method: 'POST', body: 'x' }, { timeoutMs: 400 })).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(server.requests()).toBeLessThanOrEqual(1);
    await server.stop();
  });

  test('ends at an answer without end, however fast it comes', async () => {
    const server = await httpServer((_, __, response) => {
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
      };
      response.on('drain', pour);
      pour();
    });
    expect(await callHttp(server.origin, {}, { timeoutMs: 30_000, maxBytes: 1000 })).toBeUndefined();
    await server.stop();
  });

  test('ends where nobody listens', async () => {
    const server = await badServer('is silent');
    await server.stop();
    expect(await callHttp(server.origin, {}, { timeoutMs: 1000 })).toBeUndefined();
  });

  test('answers whatever status came whole, follows no redirect, and holds bytes up to its limit', async () => {
    const paths: string[] = [];
    const server = await httpServer((body, request, response) => {
      paths.push(request.url ?? '');
      if (request.url === '/moved') response.writeHead(307, { location: '/there' }).end();
      else response.writeHead(503).end(body);
    });
    expect((await callHttp(`${server.origin}/moved`, {}, { timeoutMs: 30_000 }))?.status).toBe(307);
    const reply = await callHttp(
      server.origin,
      { method: 'POST', body: '{"a":1}' },
      { timeoutMs: 30_000, maxBytes: 7 },
    );
    expect(reply?.status).toBe(503);
    expect(jsonOf(reply)).toEqual({ a: 1 });
    expect(
      await callHttp(server.origin, { method: 'POST', body: '12345678' }, { timeoutMs: 30_000, maxBytes: 7 }),
    ).toBe(undefined);
    expect(paths).toEqual(['/moved', '/', '/']);
    await server.stop();
  });
});

test('an answer holds at most 64 KiB unless its caller says more, and nothing where it has no body', async () => {
  const server = await httpServer((_, request, response) => {
    const bytes = Number(request.url?.slice(1));
    response.writeHead(bytes === 0 ? 204 : 200).end('x'.repeat(bytes));
  });
  const answered = (bytes: number) => callHttp(`${server.origin}/${bytes}`, {}, { timeoutMs: 30_000 });
  expect(await answered(0)).toEqual({ status: 204, bytes: Buffer.alloc(0) });
  expect((await answered(65_536))?.bytes).toHaveLength(65_536);
  expect(await answered(65_537)).toBeUndefined();
  await server.stop();
});

test('a number that a double would round keeps its digits', () => {
  expect(jsonOf({ status: 200, bytes: Buffer.from('{"id":9007199254740993}') })).toEqual({ id: '9007199254740993' });
});

test('what is no JSON is none', () => {
  expect(jsonOf(undefined)).toBeUndefined();
  expect(jsonOf({ status: 200, bytes: Buffer.from('<html>') })).toBeUndefined();
});
