import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { call, eventually, keys, newDossierCode, registration, sendEvent } from '../support/deployed.ts';

test('a citizen rates once after the end; the agency reads it, and its figures have it', async () => {
  const agencyCode = `H26.10.${randomInt(1_000_000, 9_999_999)}`;
  const received = '2026-11-16T09:30:00+07:00';
  const dossierCode = newDossierCode(agencyCode);
  const body = registration({ agencyCode, submittedAt: received, receivedAt: received, notify: {} });
  const registered = await call('PUT', `/v1/dossiers/${dossierCode}`, { key: keys.backOffice, body });
  expect(registered.status, registered.text).toBe(201);
  const { citizenUrl } = registered.body as { citizenUrl: string };
  const rate = (stars: string, words = '') =>
    call('POST', `${citizenUrl}/rating`, {
      raw: new URLSearchParams({ stars, words }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

  expect((await rate('5')).status).toBe(409);
  await sendEvent(dossierCode, 'accepted', received);
  await sendEvent(dossierCode, 'finished', '2026-11-17T09:00:00+07:00');
  expect((await rate('6')).status).toBe(422);
  const kept = await rate('4', 'Gọi 0912345678, cán bộ trả lời ngay');
  expect(kept.status, kept.text).toBe(303);
  const again = await rate('1');
  expect(again.status).toBe(409);
  expect(again.text).toContain('Hài lòng (4/5)');
  expect((await call('GET', `${citizenUrl}/rating`)).text).toContain('cán bộ trả lời ngay');

  const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const before = new Date(Date.now() - 17 * 3_600_000).toISOString().slice(0, 10);
  const query = `from=${before}&to=${day}&agency=${agencyCode}`;
  await eventually(async () => {
    const { status, body: page } = await call('GET', `/v1/ratings?${query}`, { key: keys.backOffice });
    expect(status).toBe(200);
    expect(page.items).toMatchObject([
      { agencyCode, procedureCode: '2.000635', stars: 4, words: 'Gọi **********, cán bộ trả lời ngay' },
    ]);
  });
  await eventually(async () => {
    const { body: figures } = await call('GET', `/v1/figures?${query}`, { key: keys.backOffice });
    expect(figures.rows).toMatchObject([{ rated: 1, satisfied: 1, satisfactionRate: 1 }]);
  });
  expect((await call('GET', `/v1/ratings?${query}`, { key: keys.otherBackOffice })).status).toBe(404);
  expect((await call('GET', `/v1/ratings?${query}`, { key: keys.portal })).status).toBe(403);
});
