import { describe, expect, test } from 'vitest';
import { citizenDesk, DOSSIER, form, TOKEN } from '../../support/citizen-desk.ts';

const page = `/t/${TOKEN}`;

describe('the look-up', () => {
  const look = (call: ReturnType<typeof citizenDesk>['call'], dossierCode: string = DOSSIER, lastDigits = '5678') =>
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

  test('twenty tries at once are no more than five, and nothing that is counted can be read', async () => {
    const { call, tries, desk } = citizenDesk();
    await Promise.all(Array.from({ length: 20 }, (_, digit) => look(call, DOSSIER, String(digit).padStart(4, '0'))));
    expect(Math.max(...tries.all().map(({ at }) => (at as number[]).length))).toBe(5);
    expect(JSON.stringify(tries.all())).not.toMatch(new RegExp(`${DOSSIER}|${desk.sourceIp}`));
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

  const dossierNumber = (count: number) => `H26.10-261116-${String(1000 + count)}`;

  test('a source that guesses at many dossiers is held back, whatever it types; its owners type the whole number', async () => {
    const { call, desk } = citizenDesk();
    const answers = [];
    for (let count = 0; count < 30; count += 1) answers.push((await look(call, dossierNumber(count), '0000')).status);
    expect(answers).toEqual([...Array(10).fill(404), ...Array(20).fill(429)]);
    const [wrong, right] = [await look(call, DOSSIER, '0000'), await look(call)];
    expect([right.status, right.body]).toEqual([429, wrong.body]);
    expect(right.body).toContain('nhập đầy đủ số điện thoại');
    expect((await look(call, DOSSIER, '0912345678')).status).toBe(303);
    desk.sourceIp = '198.51.100.1';
    expect((await look(call)).status).toBe(303);
  });

  test('who is held back uses up no dossier’s tries', async () => {
    const { call, desk } = citizenDesk();
    for (let count = 0; count < 10; count += 1) await look(call, dossierNumber(count), '0000');
    for (let count = 0; count < 20; count += 1) expect((await look(call, DOSSIER, '0000')).status).toBe(429);
    desk.sourceIp = '198.51.100.1';
    expect((await look(call)).status).toBe(303);
  });

  test('right digits count for nothing, however often', async () => {
    const { call, tries } = citizenDesk();
    for (let count = 0; count < 40; count += 1) expect((await look(call)).status).toBe(303);
    expect(tries.all().map(({ at }) => at)).toEqual([[], [], []]);
  });

  test('a flood from everywhere at once is bounded in all; the owner types the whole number', async () => {
    const { call, desk } = citizenDesk();
    let judged = 0;
    for (let count = 0; count < 1500; count += 1) {
      desk.sourceIp = `198.51.${count % 200}.${count % 7}`;
      if ((await look(call, dossierNumber(count), '0000')).status === 404) judged += 1;
    }
    expect(judged).toBeLessThanOrEqual(320);
    expect(judged).toBeGreaterThan(200);
    expect((await look(call, DOSSIER, '0912345678')).status).toBe(303);
  });

  test('tries that the table was late in forgetting count no more', async () => {
    const { call, desk, tries } = citizenDesk();
    for (let count = 0; count < 11; count += 1) await look(call, dossierNumber(count), '0000');
    for (const item of tries.all()) await tries.put({ ...item, ttl: Math.floor(desk.now / 1000) });
    expect((await look(call)).status).toBe(303);
  });

  test('one address of IPv6 is its household', async () => {
    const { call, desk } = citizenDesk();
    for (let count = 0; count < 6; count += 1) {
      desk.sourceIp = [`2001:db8:1:2:${count}:0:0:1`, `2001:0db8:1:2::${count}`, '2001:db8:1:2::'][count % 3] ?? '';
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
