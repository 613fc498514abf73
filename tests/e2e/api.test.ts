import { describe, expect, test } from 'vitest';
import {
  call,
  dossierOf,
  keys,
  newDossierCode,
  registered,
  registration,
  sendEvent,
  stack,
} from '../support/deployed.ts';
import { faultsBySchema } from '../support/openapi.ts';

describe('the API on the deployed stack', () => {
  test('a dossier is registered once: a repeat is 200, another body 409', async () => {
    const code = newDossierCode();
    const put = (body: unknown) => call('PUT', `/v1/dossiers/${code}`, { key: keys.backOffice, body });
    expect((await put(registration())).status).toBe(201);
    expect((await put(registration())).status).toBe(200);
    const other = await put(registration({ procedureName: 'Khác' }));
    expect([other.status, other.body.kind]).toEqual([409, 'conflict']);
  });

  test('equal registrations at the same moment get the same dossier', async () => {
    const code = newDossierCode();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        call('PUT', `/v1/dossiers/${code}`, { key: keys.backOffice, body: registration() }),
      ),
    );
    for (const answer of answers) expect([200, 201]).toContain(answer.status);
    expect(new Set(answers.map((answer) => answer.body.citizenUrl)).size).toBe(1);
  });

  test('keys: missing 401, unknown 401, without the permission 403, of another agency 404', async () => {
    const { dossierCode } = await registered();
    expect((await call('GET', `/v1/dossiers/${dossierCode}`)).status).toBe(401);
    expect((await call('GET', `/v1/dossiers/${dossierCode}`, { key: `${keys.backOffice}x` })).status).toBe(401);
    expect(
      (await call('PUT', `/v1/dossiers/${newDossierCode()}`, { key: keys.portal, body: registration() })).status,
    ).toBe(403);
    const foreign = await call('GET', `/v1/dossiers/${dossierCode}`, { key: keys.otherBackOffice });
    const absent = await call('GET', `/v1/dossiers/${newDossierCode()}`, { key: keys.otherBackOffice });
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
  });

  test('wrong bodies: 400, 413, 415, 422 with every field named', async () => {
    const path = `/v1/dossiers/${newDossierCode()}`;
    const put = (raw: string | Uint8Array, type = 'application/json') =>
      call('PUT', path, { key: keys.backOffice, raw, headers: { 'content-type': type } });
    expect((await put('{')).status).toBe(400);
    expect((await put(Buffer.from('{"procedureName":"\xff"}', 'latin1'))).status).toBe(400);
    expect((await put(JSON.stringify({ pad: 'x'.repeat(257 * 1024) }))).status).toBe(413);
    expect((await put('a=1', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await put('{"procedureName":"\\ud800"}')).status).toBe(422);
    const wrong = await put(
      JSON.stringify(
        registration({ timeLimit: { amount: 3, unit: 'weeks' }, submittedAt: '2026-11-16T09:12:00', colour: 'red' }),
      ),
    );
    expect(wrong.status).toBe(422);
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
    expect(wrong.body.fields.map((field: { path: string }) => field.path).sort()).toEqual([
      'colour',
      'submittedAt',
      'timeLimit.unit',
    ]);
    expect((await call('PUT', '/v1/dossiers/nonsense', { key: keys.backOffice, body: registration() })).status).toBe(
      422,
    );
    expect((await call('GET', '/v1/dossiers/nonsense', { key: keys.backOffice })).status).toBe(404);
    expect((await call('GET', '/v1/nowhere', { key: keys.backOffice })).status).toBe(404);
  });

  test.each([
    ['found', 'GET', '/v1/calendars/2026'],
    ['absent', 'GET', `/v1/dossiers/${newDossierCode()}`],
    ['no route', 'GET', '/v1/nowhere'],
    ['no such method', 'DELETE', `/v1/dossiers/${newDossierCode()}`],
    ['too large for the gateway', 'PUT', `/v1/dossiers/${newDossierCode()}`, 'x'.repeat(11 * 1024 * 1024)],
  ])('every answer carries the security headers, and every problem all it has: %s', async (_, method, path, raw?) => {
    const answer = await call(method, path, { key: keys.backOffice, ...(raw ? { raw } : {}) });
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('strict-transport-security')).toBeTruthy();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    if (answer.status === 200) return;
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(faultsBySchema('/components/schemas/Problem', answer.body)).toEqual([]);
    expect(answer.body.status).toBe(answer.status);
    expect(answer.body.type).toBe(`${stack.frontDoor}/problems/${answer.body.kind}`);
    const page = await fetch(answer.body.type);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  test('an event that the flow does not allow is kept, flagged and answered 409; its repeat answers the view', async () => {
    const { dossierCode } = await registered();
    const body = { eventId: 'e-1', type: 'returned', occurredAt: '2026-11-16T10:00:00+07:00', by: 'Bình' };
    const send = () => call('POST', `/v1/dossiers/${dossierCode}/events`, { key: keys.backOffice, body });
    const first = await send();
    expect([first.status, first.body.kind]).toEqual([409, 'transition_not_allowed']);
    expect((await send()).status).toBe(200);
    expect((await dossierOf(dossierCode)).status.number).toBe(1);
  });

  test('events late and out of order: the state is that of the set', async () => {
    const { dossierCode } = await registered();
    await sendEvent(dossierCode, 'processing_started', '2026-11-17T08:00:00+07:00');
    await sendEvent(dossierCode, 'accepted', '2026-11-16T10:00:00+07:00');
    expect((await dossierOf(dossierCode)).status.number).toBe(4);
  });

  test('a key is revoked within seconds', async () => {
    const made = await call('POST', '/v1/api-keys', {
      key: keys.operator,
      headers: { 'idempotency-key': `k-${Math.random()}` },
      body: { permission: 'back_office', agencyCodes: [stack.agencies.main], kind: 'test', label: 'e2e' },
    });
    expect(made.status, made.text).toBe(201);
    const { dossierCode } = await registered();
    const read = async () => (await call('GET', `/v1/dossiers/${dossierCode}`, { key: made.body.apiKey })).status;
    expect(await read()).toBe(200);
    expect([200, 204]).toContain(
      (await call('DELETE', `/v1/api-keys/${made.body.apiKeyId}`, { key: keys.operator })).status,
    );
    await new Promise((resolve) => setTimeout(resolve, 5000));
    expect(await read()).toBe(401);
  });

  test('the calendar and the calculator are public', async () => {
    const year = await call('GET', '/v1/calendars/2026');
    expect(year.body.days).toHaveLength(365);
    expect(year.body.days.find((day: { date: string }) => day.date === '2026-11-24').working).toBe(false);
    const due = await call('POST', '/v1/deadlines/calculate', {
      body: { start: '2026-11-23T09:00:00+07:00', timeLimit: { amount: 1, unit: 'working_days' } },
    });
    expect(due.body).toMatchObject({ dueAt: '2026-11-25T17:00:00+07:00', provisional: false });
    const far = await call('POST', '/v1/deadlines/calculate', {
      body: { start: '2035-01-01T09:00:00+07:00', timeLimit: { amount: 1, unit: 'days' } },
    });
    expect([far.status, far.body.kind]).toEqual([422, 'calendar_missing']);
  });

  test('guessing tokens and verification codes tells nothing', async () => {
    const pages = await Promise.all(
      ['/t/0123456789abcdefghjkmnpqrs', '/t/x', '/t/zzzzzzzzzzzzzzzzzzzzzzzzzz'].map((path) => call('GET', path)),
    );
    expect(new Set(pages.map((page) => page.status))).toEqual(new Set([404]));
    expect(new Set(pages.map((page) => page.text)).size).toBe(1);
    expect((await call('GET', '/v1/verifications/nonsense')).status).toBe(404);
  });
});
