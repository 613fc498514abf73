import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../../infra/local/front-door.ts';
import { freeBasePort } from '../../../infra/local/ports.ts';

interface Heard {
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

describe('the front door', () => {
  let emulator: Server;
  let door: FrontDoor;
  let heard: Heard[];
  let inside: number;
  let most: number;
  let pauseMs = 0;

  beforeEach(async () => {
    heard = [];
    inside = 0;
    most = 0;
    pauseMs = 0;
    emulator = createServer((request, response) => {
      inside += 1;
      most = Math.max(most, inside);
      void bodyOf(request).then((body) => {
        heard.push({ url: request.url ?? '', rawHeaders: request.rawHeaders, body });
        setTimeout(() => {
          inside -= 1;
          response.writeHead(201, { 'X-Kept': 'yes', 'Set-Cookie': ['a=1', 'b=2'] });
          response.end(body);
        }, pauseMs);
      });
    });
    await new Promise<void>((resolve) => emulator.listen(0, '127.0.0.1', resolve));
    const { port } = emulator.address() as AddressInfo;
    door = await openFrontDoor({
      port: await freeBasePort(23_000),
      target: () => `http://127.0.0.1:${port}/restapis/abc/local/_user_request_`,
      atOnce: 3,
    });
  });

  afterEach(async () => {
    await door.stop();
    emulator.closeAllConnections();
    await new Promise((resolve) => emulator.close(resolve));
  });

  test('a port that is taken at either address of localhost is refused, since a browser may ask at that one', async () => {
    const addresses = Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map(({ address }) => address));
    for (const host of ['127.0.0.1', '::1'].filter((address) => addresses.includes(address))) {
      const port = await freeBasePort(23_500);
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(port, host, resolve));
      const opening = openFrontDoor({ port, target: () => 'http://127.0.0.1:1', atOnce: 1 });
      await expect(opening, host).rejects.toThrow(`Port ${port} is taken`);
      await new Promise((resolve) => other.close(resolve));
    }
  });

  test('the raw query, the Host and the bytes of a body go on as they came', async () => {
    const body = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]);
    const response = await fetch(`${door.origin}/a/b%2Fc?x=1&x=2&empty=&plus=a+b%2B`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-kept')).toBe('yes');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(body);
    expect(heard[0]?.url).toBe('/restapis/abc/local/_user_request_/a/b%2Fc?x=1&x=2&empty=&plus=a+b%2B');
    expect(heard[0]?.body).toEqual(body);
    const host = heard[0]?.rawHeaders.findIndex((text) => text.toLowerCase() === 'host') ?? -1;
    expect(heard[0]?.rawHeaders[host + 1]).toBe(door.origin.slice('http://'.length));
  });

  test.each([
    ['a browser', { accept: 'text/html,*/*;q=0.8' }],
    ['a client that accepts anything', {}],
  ])('the emulator is asked for bytes by their name, whatever %s accepts', async (_, headers) => {
    await fetch(`${door.origin}/x`, { headers });
    const sent = heard[0]?.rawHeaders ?? [];
    const accepted = sent.filter((_, at) => at % 2 === 1 && sent[at - 1]?.toLowerCase() === 'accept');
    expect(accepted).toEqual(['application/octet-stream']);
  });

  test('no more calls are in flight than allowed; the others wait and are all answered', async () => {
    pauseMs = 30;
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => fetch(`${door.origin}/${at}`)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect(most).toBe(3);
  });

  test('a body above 10 MB is 413 and goes nowhere', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    const response = await fetch(`${door.origin}/big`, { method: 'POST', body });
    expect(response.status).toBe(413);
    expect(heard).toHaveLength(0);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const problem = (await response.json()) as object;
    expect(problem).toMatchObject({ status: 413, kind: 'too_large', title: expect.any(String) });
    expect(problem).toMatchObject({ type: `${door.origin}/problems/too_large` });
    expect(problem).toMatchObject({ detail: expect.any(String), requestId: expect.any(String) });
  });

  test('without an emulator behind it: 503 and a sentence', async () => {
    emulator.closeAllConnections();
    await new Promise((resolve) => emulator.close(resolve));
    const response = await fetch(`${door.origin}/`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm start');
  });

  test('a taken port is told in one sentence', async () => {
    const port = Number(new URL(door.origin).port);
    await expect(openFrontDoor({ port, target: () => 'http://127.0.0.1:1', atOnce: 1 })).rejects.toThrow(
      `Port ${port} is taken`,
    );
  });

  test('whoever leaves before the answer takes nobody’s turn: as many as there are turns leave, and the next one is answered', async () => {
    pauseMs = 200;
    const leaving = Array.from({ length: 9 }, () => fetch(door.origin, { signal: AbortSignal.timeout(50) }));
    const left = await Promise.allSettled(leaving);
    expect(left.every(({ status }) => status === 'rejected')).toBe(true);
    const next = await fetch(door.origin, { method: 'POST', body: 'x', signal: AbortSignal.timeout(60_000) });
    expect([next.status, await next.text()]).toEqual([201, 'x']);
    expect(most).toBe(3);
  });
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
