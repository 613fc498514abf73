import { describe, expect, test } from 'vitest';
import type { Rights } from '../../../shared/kernel/callers.ts';
import type { DossierCode, PaymentId } from '../../../shared/kernel/ids.ts';
import { type ApiCall, apiHouse } from '../../support/api-house.ts';
import { CODE, sampleRegistration } from '../../support/dossier-house.ts';
import { ITEMS } from '../../support/payments.ts';

const officer: Rights = { permission: 'back_office', agencyCodes: ['H26.10'] };
const operator: Rights = { permission: 'operator', agencyCodes: [] };

/** A dossier whose code an earlier rule let in. */
const OLD: DossierCode = 'H26.10-2019/7 (cũ)';
const parameters = { dossierCode: OLD };

const event = { eventId: 'e', type: 'processing_started', occurredAt: '2026-11-16T09:40:00+07:00', by: 'B' };
const erasure = { reason: 'theo yêu cầu', by: 'Phòng CNTT' };
const fee = { items: ITEMS, blocksProcessing: false };
const document = { documentNumber: '1/TLKS', title: 'Trích lục', issuedOn: '2026-11-16' };

/** Every call by the code of a dossier that is there, whose, and what it answers where the dossier is there. */
const calls: readonly (readonly [ApiCall, Rights, number])[] = [
  [{ route: 'GET /v1/dossiers/{dossierCode}', parameters }, officer, 200],
  [{ route: 'POST /v1/dossiers/{dossierCode}/events', parameters, body: event }, officer, 200],
  [{ route: 'POST /v1/dossiers/{dossierCode}/payments', parameters, body: fee }, officer, 201],
  [{ route: 'POST /v1/dossiers/{dossierCode}/results', parameters, body: document }, officer, 201],
  [{ route: 'DELETE /v1/dossiers/{dossierCode}/personal-data', parameters, body: erasure }, operator, 202],
];

/** A house in whose table an earlier release registered and accepted a dossier under each of the codes. */
const houseWith = async (...codes: readonly DossierCode[]) => {
  const house = await apiHouse();
  const { register, tell, table } = house.dossiers;
  expect(await register()).toMatchObject({ ok: true });
  expect(await tell('accepted', '2026-11-16 09:35')).toMatchObject({ ok: true });
  const kept = JSON.stringify(table.all());
  for (const code of codes) for (const item of JSON.parse(kept.replaceAll(CODE, code))) await table.put(item);
  return house;
};

describe('what was registered under an earlier rule stays reachable by its code', () => {
  test.each(calls)('$route', async (made, rights, status) => {
    const { call, keyOf } = await houseWith(OLD);
    const answered = await call(made, await keyOf(rights));
    expect([answered.status, answered.body.dossierCode], JSON.stringify(answered.body)).toEqual([status, OLD]);
  });

  test.each(calls)('$route, of another agency, as though there were nothing', async (made, rights) => {
    if (rights === operator) return;
    const { call, keyOf } = await houseWith(OLD);
    const other = await keyOf({ permission: 'back_office', agencyCodes: ['H26.11'] });
    const nothing = { ...made, parameters: { dossierCode: 'H26.10-2019/8' } };
    const [hidden, none] = [await call(made, other), await call(nothing, other)];
    expect(hidden).toEqual(none);
  });
});

describe('a code by which nothing is kept is malformed where today’s rule says so', () => {
  test.each(calls)('$route', async (made, rights) => {
    const { call, keyOf } = await houseWith();
    const answered = await call(made, await keyOf(rights));
    const isRead = made.route.startsWith('GET');
    expect(answered).toMatchObject(
      isRead
        ? { status: 404, body: { kind: 'not_found' } }
        : { status: 422, body: { kind: 'invalid_input', fields: [{ path: 'dossierCode' }] } },
    );
  });

  test.each(calls.slice(1))('$route, whatever else is wrong', async (made, rights) => {
    const { call, keyOf } = await houseWith();
    const answered = await call({ ...made, body: { wrong: 1 } }, await keyOf(rights));
    expect(answered).toMatchObject({ status: 422, body: { fields: [{ path: 'dossierCode' }] } });
  });

  test('what is registered is named by today’s rule', async () => {
    const { call, keyOf } = await houseWith();
    const made = { route: 'PUT /v1/dossiers/{dossierCode}', parameters, body: sampleRegistration({}) };
    expect((await call(made, await keyOf(officer))).status).toBe(422);
  });
});

test.each([
  ['GET /v1/payments/{paymentId}', 404],
  ['POST /v1/payments/{paymentId}/cancel', 422],
  ['GET /v1/results/{resultId}', 404],
  ['POST /v1/results/{resultId}/issue', 422],
])('%s: an id of no form of ours is that of nothing', async (route, status) => {
  const { call, keyOf } = await houseWith();
  const named = { paymentId: 'pay_1' satisfies PaymentId, resultId: 'res_1' };
  const body = { reason: 'x', by: 'B' };
  expect((await call({ route, parameters: named, body }, await keyOf(officer))).status).toBe(status);
});
