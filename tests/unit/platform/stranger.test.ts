import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { postToStranger, type Way } from '../../../shared/platform/outgoing-http.ts';
import { testWith } from '../../support/programs.ts';

const HOST = 'receiver.example.vn';
const test = testWith('openssl');
const folder = mkdtempSync(join(tmpdir(), 'stranger-'));
const heard: { readonly path: string; readonly host: string | undefined; readonly body: string }[] = [];
let server: Server;
let authorities = '';

beforeAll(async () => {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  });
  authorities = readFileSync(certificate, 'utf8');
  server = createServer({ key: readFileSync(key), cert: authorities }, (request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString('utf8');
    });
    request.on('end', () => {
      heard.push({ path: request.url ?? '', host: request.headers.host, body });
      if (request.url === '/silent') return;
      if (request.url === '/moved') return response.writeHead(307, { location: '/there' }).end();
      if (request.url === '/endless') {
        response.writeHead(200);
        const pour = () => {
          while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
        };
        response.on('drain', pour);
        return pour();
      }
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

const urlOf = (path: string, host = HOST) => `https://${host}:${(server.address() as AddressInfo).port}${path}`;
const request = { headers: { 'content-type': 'application/json' }, body: '{"lời":"ạ"}' };

/** A way on which this machine counts as public: the server of the test can be nowhere else. */
const way = (...addresses: readonly string[]): Way => ({
  authorities,
  resolve: async () => addresses,
  isReachable: (address) => address === '127.0.0.1',
});

describe('a post to an address that somebody else named', () => {
  test('goes to the address that was looked at, under the name of the host', async () => {
    expect(await postToStranger(urlOf('/hooks?a=1'), request, 5000, way('127.0.0.1'))).toEqual({ status: 204 });
    expect(heard.at(-1)).toEqual({ path: '/hooks?a=1', host: new URL(urlOf('/')).host, body: request.body });
  });

  test('follows no redirect, and reads no answer without end', async () => {
    const before = heard.length;
    expect(await postToStranger(urlOf('/moved'), request, 5000, way('127.0.0.1'))).toEqual({ status: 307 });
    expect(await postToStranger(urlOf('/endless'), request, 5000, way('127.0.0.1'))).toEqual({ status: 200 });
    expect(heard).toHaveLength(before + 2);
  });

  test('looks the host up at each try, and connects to none of its addresses once one is not public', async () => {
    const before = heard.length;
    const answers = [['127.0.0.1'], ['127.0.0.1', '10.0.0.1'], ['10.0.0.1'], ['127.0.0.1']];
    const turning: Way = { ...way(), resolve: async () => answers.shift() ?? [] };
    const came = [];
    for (let n = 0; n < 4; n += 1) came.push(await postToStranger(urlOf('/'), request, 5000, turning));
    expect(came).toEqual([{ status: 204 }, 'not_public', 'not_public', { status: 204 }]);
    expect(heard).toHaveLength(before + 2);
  });

  test('to this machine, by name or number, never leaves without being told that it may', async () => {
    const before = heard.length;
    const strict: Way = { authorities, resolve: async () => ['127.0.0.1'] };
    for (const host of [HOST, '127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]'])
      expect(await postToStranger(urlOf('/', host), request, 2000, strict), host).toBe('not_public');
    expect(await postToStranger('http://example.vn/', request, 2000, strict)).toBe('not_public');
    expect(heard).toHaveLength(before);
  });

  test('is not answered by another host, by silence, or where the name is unknown', async () => {
    const before = heard.length;
    const asOther = await postToStranger(urlOf('/', 'other.example.vn'), request, 5000, way('127.0.0.1'));
    expect(asOther).toBe('no_answer');
    expect(await postToStranger(urlOf('/silent'), request, 300, way('127.0.0.1'))).toBe('no_answer');
    const unknown: Way = { ...way(), resolve: () => Promise.reject(new Error('ENOTFOUND')) };
    expect(await postToStranger(urlOf('/'), request, 5000, unknown)).toBe('no_answer');
    const slow: Way = { ...way(), resolve: () => new Promise(() => undefined) };
    expect(await postToStranger(urlOf('/'), request, 300, slow)).toBe('no_answer');
    expect(heard).toHaveLength(before + 1);
  });
});
