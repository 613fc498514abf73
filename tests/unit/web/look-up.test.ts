import { describe, expect, test } from 'vitest';
import { citizenDesk, DOSSIER, form, TOKEN } from '../../support/citizen-desk.ts';

const page = `/t/${TOKEN}`;

describe('the look-up', () => {
  const look = (call: ReturnType<typeof citizenDesk>['call'], dossierCode = DOSSIER, lastDigits = '5678') =>
    call('POST', '/', form({ dossierCode, lastDigits }));

  test('the code with the last four digits leads to the link', async () => {
    const { call } = citizenDesk();
    const { status, headers } = await look(call, ` ${DOSSIER.toLowerCase()} `);
    expect([status, headers.location]).toEqual([303, `https://motcua.example.vn${page}`]);
  });

  test('wrong digits, an unknown dossier, a malformed code and one try too many answer alike', async () => {
    const { call } = citizenDesk();
    const wrong = await look(call, DOSSIER, '0000');
    const masked = (body: string) => body.replace(/ value="[^"]*"/, '');
    for (const [code, digits] of [
      ['H26.10-261116-0008', '5678'],
      ['nonsense', '5678'],
      [DOSSIER, '56'],
      [DOSSIER, ''],
    ] as const) {
      const answer = await look(call, code, digits);
      expect([answer.status, masked(answer.body)]).toEqual([404, masked(wrong.body)]);
    }
    for (let count = 0; count < 5; count += 1) await look(call, DOSSIER, '1111');
    const locked = await look(call);
    expect([locked.status, masked(locked.body)]).toEqual([404, masked(wrong.body)]);
  });

  test('the lock is soft: a quarter of an hour later the right digits work', async () => {
    const { call, desk } = citizenDesk();
    for (let count = 0; count < 6; count += 1) await look(call, DOSSIER, '1111');
    expect((await look(call)).status).toBe(404);
    desk.now += 15 * 60_000;
    expect((await look(call)).status).toBe(303);
  });

  test('twenty tries at once are no more than five', async () => {
    const { call, tries } = citizenDesk();
    await Promise.all(Array.from({ length: 20 }, (_, digit) => look(call, DOSSIER, String(digit).padStart(4, '0'))));
    const [item] = tries.all();
    expect(item?.at).toHaveLength(5);
    expect(item?.pk).not.toContain(DOSSIER);
  });

  test('guesses of others, however many, never keep out whoever types the whole number', async () => {
    const { call, desk } = citizenDesk();
    desk.sourceIp = '198.51.100.1';
    for (let count = 0; count < 30; count += 1) {
      await look(call, DOSSIER, '1111');
      await look(call, DOSSIER, `09123400${String(count).padStart(2, '0')}`);
    }
    expect((await look(call, DOSSIER, '0912345678')).status).toBe(404);
    desk.sourceIp = '203.0.113.9';
    expect((await look(call)).status).toBe(404);
    expect((await look(call, DOSSIER, '+84 912.345.678')).status).toBe(303);
  });

  test('one address of IPv6 is its household', async () => {
    const { call, desk } = citizenDesk();
    for (let count = 0; count < 6; count += 1) {
      desk.sourceIp = `2001:db8:1:2:${count}:0:0:1`;
      await look(call, DOSSIER, '0912345679');
    }
    expect((await look(call, DOSSIER, '0912345678')).status).toBe(404);
    desk.sourceIp = '2001:db8:1:3:0:0:0:1';
    expect((await look(call, DOSSIER, '0912345678')).status).toBe(303);
  });

  test('a link may bring the code along, never the digits', async () => {
    const { call } = citizenDesk();
    const { body } = await call('GET', `/?dossierCode=${DOSSIER}&lastDigits=5678`);
    expect(body).toContain(`value="${DOSSIER}"`);
    expect(body).not.toContain('5678');
    expect(body).not.toContain('role="alert"');
  });
});
