import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { call, eventually, keys, newDossierCode, registration, sendEvent } from '../support/deployed.ts';

test('an agency that took in three dossiers is counted by its back office and by operators, and by nobody else', async () => {
  const agencyCode = `H26.10.${randomInt(1_000_000, 9_999_999)}`;
  const received = '2026-11-16T09:30:00+07:00';
  const codes = [0, 1, 2].map(() => newDossierCode(agencyCode));
  for (const code of codes) {
    const body = registration({ agencyCode, submittedAt: received, receivedAt: received, notify: {} });
    const { status, text } = await call('PUT', `/v1/dossiers/${code}`, { key: keys.backOffice, body });
    expect(status, text).toBe(201);
    await sendEvent(code, 'accepted', received);
  }
  const [first = '', second = ''] = codes;
  await sendEvent(first, 'finished', '2026-11-17T09:00:00+07:00');
  await sendEvent(second, 'supplement_requested', '2026-11-17T09:00:00+07:00');

  const figures = (query: string, key = keys.backOffice) => call('GET', `/v1/figures?${query}`, { key });
  const week = `from=2026-11-16&to=2026-11-20&agency=${agencyCode}`;
  await eventually(async () => {
    const { status, body } = await figures(`${week}&groupBy=agency`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      period: { from: '2026-11-16', to: '2026-11-20' },
      live: true,
      rows: [{ agencyCode, received: 3, finishedEarly: 1, paused: 1, openOverdue: 1, onTimeRate: 1 }],
    });
  });
  expect((await figures(`${week}&groupBy=agency`, keys.operator)).body.rows).toHaveLength(1);
  expect((await figures(week, keys.otherBackOffice)).status).toBe(404);
  expect((await figures(week, keys.portal)).status).toBe(403);
  expect((await figures(week.replace('from=2026-11-16', 'from=2025-11-01'))).status).toBe(422);
});
