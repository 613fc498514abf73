import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { contract } from '../../../shared/kernel/contract.ts';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { apiKeyItem, apiKeysIn, newApiKeySecret } from '../../../shared/platform/api-keys.ts';
import { answerWith } from '../../../shared/platform/http-answer.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, pathCode } from '../../../shared/platform/http-request.ts';
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

const keyId = `key_${'a'.repeat(26)}`;

const room = async (permission: 'back_office' | 'operator' = 'back_office') => {
  const clock = { now: 1_000_000 };
  const table = memoryTable();
  const { secret, secretHash } = newApiKeySecret();
  const row = { keyId, permission, agencyCodes: ['H26'], kind: 'test' as const, label: 'test', secretHash };
  await table.put(apiKeyItem(row));
  const handler = apiHandler(
    routes,
    {
      write: async (request) => {
        const code = pathCode(request, 'code', AgencyCode);
        if (!code.ok) return answerWith(request.requestId)(code);
        return answerWith(request.requestId)(
          jsonBody(request, z.strictObject({ name: z.string(), count: z.int() })),
          200,
          (body) => ({ ...body, by: request.caller.keyId }),
        );
      },
      read: async (request) => {
        if (request.pathParameters.code === 'bug') throw new Error('secret internals');
        return answerWith(request.requestId)(pathCode(request, 'code', AgencyCode));
      },
      create: async (request) => answerWith(request.requestId)(idempotencyKey(request), 201),
    },
    apiKeysIn(table, () => clock.now),
    () => clock.now,
  );
  const send = async (method: string, resource: string, more: Partial<APIGatewayProxyEvent> = {}) => {
    const event = {
      httpMethod: method,
      resource,
      path: resource,
      headers: {},
      body: null,
      isBase64Encoded: false,
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
    ['broken UTF-8', '{"name":"\ufffd","count":1}', 400, 'malformed_body'],
    ['too large', `{"name":"${'x'.repeat(256 * 1024)}"}`, 413, 'too_large'],
    ['wrong fields', '{"name":1,"more":2}', 422, 'invalid_input'],
  ])('a body that is %s: %s', async (_, body, status, kind) => {
    const { send, bearer } = await room();
    expect(await send('PUT', '/things/{code}', { headers: bearer, body: body as string })).toMatchObject({
      status,
      body: { kind },
    });
  });

  test('the wrong media type: 415; every wrong field is named', async () => {
    const { send, bearer } = await room();
    expect(
      (await send('PUT', '/things/{code}', { headers: { ...bearer, 'Content-Type': 'text/plain' }, body: '{}' }))
        .status,
    ).toBe(415);
    const { body } = await send('PUT', '/things/{code}', { headers: bearer, body: '{"name":1}' });
    expect(body.fields.map((field: { path: string }) => field.path).sort()).toEqual(['count', 'name']);
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

  test('a bug is answered 500 without internals; an unknown route 404', async () => {
    const { send } = await room();
    const bug = await send('GET', '/things/{code}', { pathParameters: { code: 'bug' } });
    expect(bug.status).toBe(500);
    expect(JSON.stringify(bug.body)).not.toContain('secret internals');
    expect((await send('GET', '/nowhere')).status).toBe(404);
  });
});
