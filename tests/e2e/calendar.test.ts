import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  call,
  dossierOf,
  eventually,
  keys,
  messagesSaying,
  newDossierCode,
  newPhone,
  registration,
  sendEvent,
  stack,
} from '../support/deployed.ts';
import { faultsOf } from '../support/openapi.ts';

/** A call whose answer is as the description says. */
const ask = async (method: string, path: string, body?: unknown, key = keys.operator) => {
  const headers = { 'idempotency-key': `e2e-${randomInt(1e12)}` };
  const answer = await call(method, path, { key, headers, ...(body === undefined ? {} : { body }) });
  const contentType = answer.headers.get('content-type') ?? '';
  expect(faultsOf(method, path, { status: answer.status, contentType, body: answer.body })).toEqual([]);
  return answer;
};

test('a decision of two persons moves the open dossiers of its agency at once, and each person is told once', async () => {
  const agencyCode = `${stack.agencies.main}.${randomInt(1e9)}`;
  const officeHours = [
    ['07:30', '11:30'],
    ['13:30', '17:00'],
  ];
  await ask('PUT', `/v1/agencies/${agencyCode}`, { name: 'UBND xã Thử Lịch', officeHours });
  const received = '2026-11-16T09:30:00+07:00';
  const dossierCode = newDossierCode(agencyCode);
  const phone = newPhone();
  const email = `lich.${phone}@example.vn`;
  const registering = registration({
    ...{ agencyCode, submittedAt: received, receivedAt: received, timeLimit: { amount: 3, unit: 'working_days' } },
    applicant: { fullName: 'Nguyễn Thị Ánh', phone, email },
    notify: { sms: false, email: true },
  });
  expect((await ask('PUT', `/v1/dossiers/${dossierCode}`, registering, keys.backOffice)).status).toBe(201);
  expect((await sendEvent(dossierCode, 'accepted', received)).body.promisedAt).toBe('2026-11-19T17:00:00+07:00');

  const path = `/v1/calendar-decisions/e2e-${randomInt(1e12)}`;
  const decision = {
    ...{ number: '77/QĐ-UBND', signedAt: '2026-11-16T08:00:00+07:00', scope: 'agency', agencyCode },
    days: [{ date: '2026-11-18', working: false, reason: 'Bão' }],
    by: 'Trần Thị C',
  };
  expect(await ask('PUT', path, decision)).toMatchObject({ status: 422, body: { fields: [{ path: 'days.0.date' }] } });
  await eventually(async () => {
    const { body } = await ask('PUT', path, { ...decision, retroactive: true });
    expect(body).toMatchObject({
      status: 'proposed',
      preview: {
        ...{ openDossiers: 1, moved: 1, earlier: 0, later: 1 },
        sample: [{ dossierCode, from: '2026-11-19T17:00:00+07:00', to: '2026-11-20T17:00:00+07:00' }],
      },
    });
  });
  const waiting = async () => (await ask('GET', `/v1/approvals?state=open&agency=${agencyCode}`)).body.items;
  const waits = { kind: 'calendar_decision', subject: path, agencyCode, reason: 'Bão' };
  await eventually(async () => expect(await waiting()).toMatchObject([{ ...waits, state: 'open' }]));
  const word = `/v1/approvals/${(await waiting())[0].approvalId}`;
  expect((await ask('POST', word, { approve: true, by: 'C' })).body).toMatchObject({ kind: 'same_person' });
  expect(await ask('POST', `${path}/approve`, { by: 'C' })).toMatchObject({
    status: 409,
    body: { kind: 'same_person' },
  });
  const other = { permission: 'operator', agencyCodes: [], kind: 'test', label: 'người thứ hai' };
  const { apiKey } = (await ask('POST', '/v1/api-keys', other)).body;
  const ended = await ask('POST', word, { approve: true, by: 'D' }, apiKey);
  expect(ended).toMatchObject({ status: 200, body: { ...waits, state: 'approved' } });
  const approved = await ask('POST', `${path}/approve`, { by: 'D' }, apiKey);
  expect(approved).toMatchObject({ status: 200, body: { status: 'in_force' } });

  expect(await dossierOf(dossierCode)).toMatchObject({ promisedAt: '2026-11-20T17:00:00+07:00' });
  const { version, days } = (await ask('GET', `/v1/calendars/2026?agency=${agencyCode}`)).body;
  expect(version).toBe(approved.body.calendarVersion);
  const on = (date: string) => days.find((day: { date: string }) => day.date === date);
  expect([on('2026-11-18'), on('2026-11-17')]).toMatchObject([
    { working: false, decision: decision.number },
    { working: true, workingMinutes: 450, segments: officeHours },
  ]);
  await eventually(async () => {
    const listed = await ask('GET', `/v1/deadlines?state=running,due_soon,overdue&agency=${agencyCode}`);
    expect(listed.body.items).toMatchObject([{ dossierCode, dueAt: '2026-11-20T17:00:00+07:00' }]);
    const [moved, ...others] = await messagesSaying(email, /đổi ngày hẹn trả kết quả/);
    expect(others).toEqual([]);
    expect(moved?.body).toContain('20/11/2026');
  });
  expect(await ask('PUT', path, { ...decision, retroactive: true, by: 'X' })).toMatchObject({
    status: 409,
    body: { kind: 'already_decided' },
  });
});
