import { createHash } from 'node:crypto';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { recordedBy } from '../../../shared/kernel/callers.ts';
import { contract } from '../../../shared/kernel/contract.ts';
import type { Failure } from '../../../shared/kernel/failures.ts';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { apiKeyItem, apiKeysIn, newApiKeySecret } from '../../../shared/platform/api-keys.ts';
import { answerWith, gatewayResult, problem } from '../../../shared/platform/http-answer.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, pathCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { handedOver } from '../../support/gateway-body.ts';
import { memoryTable } from '../../support/memory-table.ts';

const { routes } = contract({
  env: {},
  grants: {},
  routes: {
    write: { method: 'PUT', path: '/things/{code}', permission: ['back_office'] },
    read: { method: 'GET', path: '/things/{code}', permission: 'public' },
    create: { method: 'POST', path: '/things', permission: ['operator'] },
  },
});

/** One failure of each kind; a missing one does not compile. */
const failures: readonly Failure[] = Object.values({
  malformed_body: { kind: 'malformed_body', detail: 'x' },
  idempotency_key_required: { kind: 'idempotency_key_required' },
  unauthenticated: { kind: 'unauthenticated' },
  forbidden: { kind: 'forbidden', permission: 'operator' },
  not_found: { kind: 'not_found', what: 'dossier' },
  conflict: { kind: 'conflict', key: 'k' },
  transition_not_allowed: { kind: 'transition_not_allowed', from: 'submitted', event: 'returned' },
  not_allowed_now: { kind: 'not_allowed_now', detail: 'x' },
  too_large: { kind: 'too_large', limitBytes: 1 },
  personal_data_erased: { kind: 'personal_data_erased' },
  unsupported_media_type: { kind: 'unsupported_media_type', expected: 'x' },
  no_merchant: { kind: 'no_merchant', provider: 'x' },
  invalid_input: { kind: 'invalid_input', fields: [{ path: '', message: 'expected an object' }] },
  calendar_missing: { kind: 'calendar_missing', year: 2050 },
  too_many_tries: { kind: 'too_many_tries', retryAt: 1_000_000 },
  refused_document: { kind: 'refused_document', reason: 'x', detail: 'x' },
  signature_invalid: { kind: 'signature_invalid' },
  unknown_outcome: { kind: 'unknown_outcome', detail: 'x' },
  temporarily_unavailable: { kind: 'temporarily_unavailable', detail: 'x' },
  not_configured: { kind: 'not_configured', detail: 'x' },
} satisfies { readonly [K in Failure['kind']]: Extract<Failure, { kind: K }> });

const keyId = `key_${'a'.repeat(26)}` as const;

const room = async (permission: 'back_office' | 'operator' = 'back_office') => {
  const clock = { now: 1_000_000 };
  const table = memoryTable();
  const { secret, secretHash } = newApiKeySecret();
  const row = { keyId, permission, agencyCodes: ['H26' as const], kind: 'test' as const, label: 'test', secretHash };
  await table.put(apiKeyItem(row));
  const handler = apiHandler(
    routes,
    {
      write: taking(
        [pathCode('code', AgencyCode), jsonBody(z.strictObject({ name: z.string(), count: z.int() }))],
        ({ caller }, answer, _, body) => answer(ok({ ...body, by: recordedBy(caller, 'r').recordedBy })),
      ),
      read: async (request) => {
        if (request.pathParameters.code === 'bug') throw new Error('secret internals');
        return answerWith(request.requestId)(pathCode('code', AgencyCode)(request));
      },
      create: async (request) => answerWith(request.requestId)(idempotencyKey(request), 201),
    },
    {
      authoriser: apiKeysIn(table, 'test', () => clock.now),
      now: () => clock.now,
      publicOrigin: 'https://motcua.example.vn',
    },
  );
  const send = async (
    method: string,
    resource: string,
    {
      body = null,
      ...more
    }: Partial<Omit<APIGatewayProxyEvent, 'body'>> & { readonly body?: string | Uint8Array | null } = {},
  ) => {
    const event = {
      httpMethod: method,
      resource,
      path: resource,
      headers: {},
      ...handedOver(body),
      pathParameters: { code: 'H26.10' },
      multiValueQueryStringParameters: null,
      requestContext: { requestId: 'r-1' },
      ...more,
    } as unknown as APIGatewayProxyEvent;
    const result = await handler(event, {} as Context);
    return { status: result.statusCode, headers: result.headers ?? {}, body: JSON.parse(result.body || 'null') };
  };
  return {
    clock,
    table,
    row,
    send,
    bearer: { Authorization: `Bearer ${keyId}.${secret}`, 'Content-Type': 'application/json' },
  };
};

describe('the http handler', () => {
  test('answers a permitted caller and carries the headers that every answer has', async () => {
    const { send, bearer } = await room();
    const answer = await send('PUT', '/things/{code}', { headers: bearer, body: '{"name":"Ánh","count":1}' });
    expect(answer).toMatchObject({ status: 200, body: { name: 'Ánh', count: 1, by: keyId } });
    expect(answer.headers).toMatchObject({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
  });

  test.each([
    ['no key', {}],
    ['a malformed one', { Authorization: 'Bearer x' }],
    ['a wrong secret', { Authorization: `Bearer ${keyId}.${'0'.repeat(51)}` }],
    ['an unknown key', { Authorization: `Bearer key_${'b'.repeat(26)}.${'0'.repeat(51)}` }],
  ])('%s: 401', async (_, headers) => {
    const { send } = await room();
    expect(await send('PUT', '/things/{code}', { headers })).toMatchObject({
      status: 401,
      body: { kind: 'unauthenticated', requestId: 'r-1' },
    });
  });

  test('a key without the permission: 403; a revoked one: 401 within five seconds', async () => {
    const { send, bearer, table, row, clock } = await room('operator');
    expect((await send('PUT', '/things/{code}', { headers: bearer })).status).toBe(403);
    await table.put(apiKeyItem({ ...row, revokedAt: clock.now }));
    clock.now += 5000;
    expect((await send('PUT', '/things/{code}', { headers: bearer })).status).toBe(401);
  });

  test.each([
    ['not JSON', '{', 400, 'malformed_body'],
    ['broken UTF-8', Buffer.from('{"name":"\xc3(","count":1}', 'latin1'), 400, 'malformed_body'],
    ['in UTF-16', Buffer.from('{"name":"x","count":1}', 'utf16le'), 400, 'malformed_body'],
    ['in Latin 1', Buffer.from('{"name":"\xc1nh","count":1}', 'latin1'), 400, 'malformed_body'],
    ['broken before it was sent', '{"name":"\ufffd","count":1}', 422, 'invalid_input'],
    ['too large', `{"name":"${'x'.repeat(256 * 1024)}"}`, 413, 'too_large'],
    ['wrong fields', '{"name":1,"more":2}', 422, 'invalid_input'],
    ['half a character', '{"name":"\\ud800","count":1}', 422, 'invalid_input'],
    ['a control character', '{"name":"\\u0000","count":1}', 422, 'invalid_input'],
    ['very deep', `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)},"count":1}`, 422, 'invalid_input'],
  ])('a body that is %s', async (_, body, status, kind) => {
    const { send, bearer } = await room();
    expect(await send('PUT', '/things/{code}', { headers: bearer, body })).toMatchObject({
      status,
      body: { kind },
    });
  });

  test('a body is taken up to 256 KB, in bytes and not in characters', async () => {
    const { send, bearer } = await room();
    const put = (name: string) =>
      send('PUT', '/things/{code}', { headers: bearer, body: JSON.stringify({ name, count: 1 }) });
    const left = 256 * 1024 - JSON.stringify({ name: '', count: 1 }).length;
    expect((await put('x'.repeat(left))).status).toBe(200);
    expect((await put('x'.repeat(left + 1))).status).toBe(413);
    expect((await put(`ẫ${'x'.repeat(left - 2)}`)).status).toBe(413);
  });

  test('what divides lines and words is no control character', async () => {
    const { send, bearer } = await room();
    const body = JSON.stringify({ name: 'a\n\tb', count: 1 });
    expect((await send('PUT', '/things/{code}', { headers: bearer, body })).status).toBe(200);
  });

  test('one byte order mark before the body is let pass, what shows nothing in it is taken out', async () => {
    const { send, bearer } = await room();
    const put = (body: string) => send('PUT', '/things/{code}', { headers: bearer, body });
    expect(await put('\ufeff{"name":"\u200bÁnh","count":1}')).toMatchObject({ status: 200, body: { name: 'Ánh' } });
    expect((await put('\ufeff\ufeff{"name":"Ánh","count":1}')).status).toBe(400);
    expect((await put('\ufeff')).status).toBe(400);
  });

  test('the wrong media type: 415; every wrong field is named', async () => {
    const { send, bearer } = await room();
    expect(
      (await send('PUT', '/things/{code}', { headers: { ...bearer, 'Content-Type': 'text/plain' }, body: '{}' }))
        .status,
    ).toBe(415);
    const latin = { ...bearer, 'Content-Type': 'application/json; charset=iso-8859-1' };
    expect((await send('PUT', '/things/{code}', { headers: latin, body: '{}' })).status).toBe(415);
    const sent = '{"name":1,"colour":"red","size":2}';
    const { body } = await send('PUT', '/things/{code}', { headers: bearer, body: sent });
    expect(body.fields.map((field: { path: string }) => field.path).sort()).toEqual([
      'colour',
      'count',
      'name',
      'size',
    ]);
    expect(body.detail).toContain('colour');
  });

  test('a field that is wrong in two ways is named once', async () => {
    const { send, bearer } = await room();
    const { body } = await send('PUT', '/things/{code}', {
      headers: bearer,
      body: '{"name":"\\ud800","count":"\\u0000"}',
    });
    expect(body.fields.map((field: { path: string }) => field.path)).toEqual(['count', 'name']);
  });

  test.each([
    ['every one a wrong text', { x: Array.from({ length: 25_000 }, () => '\u202e') }],
    ['every one under a long name', { ['x'.repeat(100_000)]: Array.from({ length: 25_000 }, () => '\u202e') }],
    ['every one unknown', Object.fromEntries(Array.from({ length: 25_000 }, (_, i) => [i, 1]))],
  ])('an answer stays small whatever was sent: %s', async (_, sent) => {
    const { send, bearer } = await room();
    const { status, body } = await send('PUT', '/things/{code}', { headers: bearer, body: JSON.stringify(sent) });
    expect(status).toBe(422);
    expect(body.fields.length).toBeGreaterThan(300);
    expect(JSON.stringify(body).length).toBeLessThan(500_000);
  });

  test('the scheme of a key may be written in any case', async () => {
    const { send, bearer } = await room();
    const headers = { ...bearer, Authorization: bearer.Authorization.replace('Bearer', 'bearer') };
    expect((await send('PUT', '/things/{code}', { headers, body: '{"name":"Ánh","count":1}' })).status).toBe(200);
  });

  test.each(failures)('$kind is answered with all that a problem has', (failure) => {
    const { statusCode, body, headers } = gatewayResult(problem(failure, 'r-1'), 'https://motcua.example.vn');
    expect(headers?.['Content-Type']).toMatch(/^application\/problem\+json/);
    expect(JSON.parse(body)).toMatchObject({
      type: `https://motcua.example.vn/problems/${failure.kind}`,
      title: expect.stringMatching(/\S/),
      status: statusCode,
      kind: failure.kind,
      detail: expect.stringMatching(/\S/),
      requestId: 'r-1',
    });
  });

  test('text is kept in NFC', async () => {
    const { send, bearer } = await room();
    const decomposed = 'Nguyễn'.normalize('NFD');
    const { body } = await send('PUT', '/things/{code}', {
      headers: bearer,
      body: JSON.stringify({ name: decomposed, count: 1 }),
    });
    expect(body.name).toBe('Nguyễn'.normalize('NFC'));
  });

  test('a malformed code: 404 when reading, 422 when writing', async () => {
    const { send, bearer } = await room();
    expect((await send('GET', '/things/{code}', { pathParameters: { code: 'x' } })).status).toBe(404);
    expect((await send('PUT', '/things/{code}', { headers: bearer, pathParameters: { code: 'x' } })).status).toBe(422);
  });

  test('a creating POST needs its Idempotency-Key', async () => {
    const { send, bearer } = await room('operator');
    expect((await send('POST', '/things', { headers: bearer })).body.kind).toBe('idempotency_key_required');
    expect((await send('POST', '/things', { headers: { ...bearer, 'Idempotency-Key': 'k' } })).status).toBe(201);
    expect((await send('POST', '/things', { headers: { ...bearer, 'Idempotency-Key': 'ă' } })).status).toBe(400);
  });

  test('its line says who called, by key, address and user agent, and no path', async () => {
    const { send, bearer } = await room();
    const lines: string[] = [];
    const told = vi.spyOn(console, 'info').mockImplementation((line: string) => void lines.push(line));
    const requestContext = { requestId: 'r-1', identity: { sourceIp: '203.0.113.9' } } as never;
    const headers = { ...bearer, 'User-Agent': `agent "of" ${'x'.repeat(300)}` };
    await send('PUT', '/things/{code}', { headers, body: '{"name":"Ánh","count":1}', requestContext });
    await send('GET', '/things/{code}', { headers, path: '/t/a-token-of-a-citizen/pay', requestContext });
    told.mockRestore();
    const [withKey, page] = lines.map((line) => JSON.parse(line)).filter(({ message }) => message === 'answered');
    expect(withKey).toMatchObject({
      requestId: 'r-1',
      route: 'PUT /things/{code}',
      status: 200,
      keyId,
      source: '203.0.113.9',
    });
    expect(withKey.userAgent).toMatch(/^agent "of" x{189}$/);
    expect(page.link).toBe(createHash('sha256').update('a-token-of-a-citizen').digest('hex'));
    expect(page.keyId).toBeUndefined();
    expect(lines.join()).not.toMatch(/a-token|Ánh|Bearer/);
  });

  test('a bug is answered 500 without internals; an unknown route 404', async () => {
    const { send } = await room();
    const bug = await send('GET', '/things/{code}', { pathParameters: { code: 'bug' } });
    expect(bug).toMatchObject({ status: 500, body: { type: 'https://motcua.example.vn/problems/internal' } });
    expect(JSON.stringify(bug.body)).not.toContain('secret internals');
    expect((await send('GET', '/nowhere')).status).toBe(404);
  });
});
