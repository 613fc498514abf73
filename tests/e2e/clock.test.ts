import { expect, test } from 'vitest';
import { dossierOf, eventually, messagesSaying, registered, sendEvent } from '../support/deployed.ts';
import { invoke } from '../support/lambda.ts';

const MINUTE = 60_000;
const received = '2026-11-16T09:30:00+07:00';
const limit = { receivedAt: received, submittedAt: received, timeLimit: { amount: 3, unit: 'working_days' } };

test('a term is extended once, and the person is told with the reason', async () => {
  const { dossierCode, email } = await registered({ ...limit, notify: { sms: false, email: true } });
  await sendEvent(dossierCode, 'accepted', received);
  const said = { addWorkingDays: 2, reason: 'Cần xác minh tại cơ quan khác.' };
  const extended = await sendEvent(dossierCode, 'extended', '2026-11-18T09:00:00+07:00', said);
  expect(extended.body).toMatchObject({ promisedAt: '2026-11-23T17:00:00+07:00', flags: [] });
  const again = await sendEvent(dossierCode, 'extended', '2026-11-19T09:00:00+07:00', said);
  expect(again).toMatchObject({ status: 409, body: { kind: 'extension_limit' } });
  expect(await dossierOf(dossierCode)).toMatchObject({
    promisedAt: '2026-11-23T17:00:00+07:00',
    flags: ['extension_limit'],
  });
  await eventually(async () => {
    const [mail, ...others] = await messagesSaying(email, /hẹn lại/);
    expect(mail?.body).toContain(said.reason);
    expect(others).toEqual([]);
  });
});

test('a pause whose end was told beforehand moves the promise once the sweep has seen that end', async () => {
  const { dossierCode } = await registered({ ...limit, notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', received);
  const until = new Date(Date.now() + 20 * MINUTE).toISOString();
  const paused = await sendEvent(dossierCode, 'paused', '2026-11-17T09:00:00+07:00', { reason: 'system_fault', until });
  expect(paused.body).toMatchObject({
    promisedAt: '2026-11-19T17:00:00+07:00',
    clock: { state: 'paused', dueAt: null },
  });
  await eventually(async () => {
    await invoke('deadlineSweep', { time: new Date(Date.now() + 21 * MINUTE).toISOString() });
    const { promisedAt } = await dossierOf(dossierCode);
    expect(Date.parse(promisedAt)).toBeGreaterThan(Date.parse(until));
  });
});
