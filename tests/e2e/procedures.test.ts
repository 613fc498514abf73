import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { call, dossierOf, eventually, keys, registered, sendEvent, stack } from '../support/deployed.ts';

/** A procedure of its own, so that no other test's dossiers keep its rules. */
const newCode = (): string => `9.${String(randomInt(1e6)).padStart(6, '0')}`;

test('a procedure of the same day is set up, kept by a dossier, and its step is listed and finished', async () => {
  const procedureCode = newCode();
  const { main: agencyCode } = stack.agencies;
  const step = { name: 'Thẩm định', agencyCode, timeLimit: { amount: 1, unit: 'working_days' } };
  const body = {
    name: 'Thủ tục trong ngày',
    level: 'full',
    timeLimit: { amount: 0, unit: 'working_days' },
    steps: [step],
    onSupplement: 'pause',
    onPayment: 'pause',
    cutoff: '15:00',
    effectiveFrom: '2026-01-01',
  };
  const path = `/v1/procedures/${procedureCode}`;
  expect((await call('PUT', path, { key: keys.operator, body })).status).toBe(201);
  expect((await call('PUT', path, { key: keys.operator, body })).body).toMatchObject({ version: 1 });
  expect((await call('GET', path)).body).toMatchObject({ versions: [{ procedureCode, cutoff: '15:00' }] });

  const receivedAt = '2026-11-16T15:30:00+07:00';
  const { dossierCode, dossier } = await registered({
    procedureCode,
    procedureName: undefined,
    timeLimit: undefined,
    submittedAt: receivedAt,
    receivedAt,
    notify: { sms: false, email: false },
  });
  expect(dossier).toMatchObject({ procedureName: body.name, clocks: { acknowledge: { state: 'overdue' } } });
  const accepted = await sendEvent(dossierCode, 'accepted', '2026-11-16T15:40:00+07:00');
  expect(accepted.body).toMatchObject({
    promisedAt: '2026-11-17T17:00:00+07:00',
    clocks: { acknowledge: { state: 'stopped', answeredAt: '2026-11-16T15:40:00+07:00' } },
  });
  await sendEvent(dossierCode, 'step_started', '2026-11-16T16:00:00+07:00', { step: step.name });
  await eventually(async () => {
    const clocks: string[] = [];
    let cursor = '';
    do {
      const path = `/v1/deadlines?state=overdue&agency=${agencyCode}&limit=200${cursor}`;
      const { body: page } = await call('GET', path, { key: keys.backOffice });
      for (const item of page.items) if (item.dossierCode === dossierCode) clocks.push(item.clock);
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
    } while (cursor !== '');
    expect(clocks.sort()).toEqual(['resolve', 'step']);
  });
  await sendEvent(dossierCode, 'step_finished', '2026-11-17T09:00:00+07:00', { step: step.name });
  expect((await dossierOf(dossierCode)).clocks.steps).toMatchObject([{ state: 'stopped', name: step.name }]);

  const approval = { newDueAt: '2026-12-04T17:00:00+07:00', reason: 'Cần xác minh thêm.', by: 'Trần Văn C' };
  const approve = () => call('POST', `/v1/apologies/${dossierCode}/approve`, { key: keys.backOffice, body: approval });
  expect((await approve()).body).toMatchObject({ promisedAt: approval.newDueAt });
  expect((await approve()).status).toBe(200);
});
