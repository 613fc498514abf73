import { describe, expect, test } from 'vitest';
import { wireRatings } from '../../../functions/web/handlers/wire-ratings.ts';
import { pepperFrom } from '../../../shared/platform/pepper.ts';
import { citizenDesk, dossier, form, TOKEN } from '../../support/citizen-desk.ts';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';
import { logged } from '../../support/logged.ts';

const page = `/t/${TOKEN}/rating`;

describe('the page of a rating', () => {
  test('is led to from the dossier’s page once that has ended', async () => {
    const { call, desk } = citizenDesk();
    expect((await call('GET', `/t/${TOKEN}`)).body).not.toContain(`href="t/${TOKEN}/rating"`);
    for (const statusNumber of [3, 8, 9, 10]) {
      desk.dossier = { ...dossier, statusNumber };
      expect((await call('GET', `/t/${TOKEN}`)).body).toContain(`href="t/${TOKEN}/rating"`);
    }
  });

  test('asks for one of five and for words, keeps them, and shows them from then on in place of the form', async () => {
    const { call, desk } = citizenDesk();
    const asked = await call('GET', page);
    expect(asked.status).toBe(200);
    expect(asked.body.match(/type="radio" name="stars" value="[1-5]" required/g)).toHaveLength(5);
    expect(asked.body).toContain('name="words" rows="4" maxlength="1000"');
    const kept = await call('POST', page, form({ stars: '4', words: ' Nhanh,\r\nkhông phải chờ\u202e ' }));
    expect([kept.status, kept.headers.location]).toEqual([303, `https://motcua.example.vn${page}`]);
    expect(desk.rating.given).toMatchObject({ stars: 4, words: 'Nhanh, không phải chờ' });
    const { body } = await call('GET', page);
    expect(body).toContain('Hài lòng (4/5)');
    expect(body).toContain('Nhanh, không phải chờ');
    expect(body).not.toContain('<form');
  });

  test('again is 409 and shows what was given', async () => {
    const { call, desk } = citizenDesk();
    await call('POST', page, form({ stars: '5' }));
    const again = await call('POST', page, form({ stars: '1', words: 'khác' }));
    expect(again.status).toBe(409);
    expect(again.body).toContain('role="alert"');
    expect(again.body).toContain('Rất hài lòng (5/5)');
    expect(again.body).not.toContain('khác');
    expect(desk.rating.given).toMatchObject({ stars: 5, words: undefined });
  });

  test('before the end it says so, and a form that is sent all the same is 409', async () => {
    const { call, desk } = citizenDesk();
    desk.rating = { ...desk.rating, isEnded: false };
    for (const { status, body } of [await call('GET', page), await call('POST', page, form({ stars: '5' }))]) {
      expect([200, 409]).toContain(status);
      expect(body).toContain('Hồ sơ chưa kết thúc');
      expect(body).not.toContain('<form');
    }
    expect(desk.rating.given).toBeUndefined();
  });

  test.each<[fields: Record<string, string>, said: string]>([
    [{}, 'từ 1 đến 5'],
    [{ stars: '0' }, 'từ 1 đến 5'],
    [{ stars: '6' }, 'từ 1 đến 5'],
    [{ stars: '4.5' }, 'từ 1 đến 5'],
    [{ stars: '3', words: 'ý'.repeat(1001) }, 'dài quá 1000 ký tự'],
  ])('what cannot be kept is 422 and said, and nobody types it again', async (fields, said) => {
    const { call, desk } = citizenDesk();
    const { status, body } = await call('POST', page, form({ words: 'Xin cảm ơn', ...fields }));
    expect(status).toBe(422);
    expect(body).toContain(said);
    expect(body).toContain(`>${fields.words ?? 'Xin cảm ơn'}</textarea>`);
    expect(desk.rating.given).toBeUndefined();
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
  ])('a form of %s is refused', async (_, headers) => {
    const { call, desk } = citizenDesk();
    expect((await call('POST', page, form({ stars: '1' }, headers))).status).toBe(400);
    expect(desk.rating.given).toBeUndefined();
  });

  test('at an address that nobody has it is the same 404 as anything else', async () => {
    const { call } = citizenDesk();
    for (const method of ['GET', 'POST'])
      expect((await call(method, '/t/x/rating', form({ stars: '5' }))).status).toBe(404);
  });

  test('once personal data are erased there is no form, and stars without words', async () => {
    const { call, desk } = citizenDesk();
    desk.rating = { ...desk.rating, isErased: true };
    expect((await call('GET', page)).body).toContain('đã được xóa');
    desk.refusal = { kind: 'personal_data_erased' };
    expect((await call('POST', page, form({ stars: '5' }))).status).toBe(409);
    desk.rating = { ...desk.rating, given: { at: desk.now, stars: 2, words: undefined } };
    expect((await call('GET', page)).body).toContain('Không hài lòng (2/5)');
  });

  test('no line of the log has its words or its stars', async () => {
    const { call } = citizenDesk();
    const lines = await logged(async () => {
      await call('POST', page, form({ stars: '2', words: 'Chị Hạnh' }));
    });
    const text = JSON.stringify(lines);
    expect(text).toContain('dossier_rated');
    expect(text).not.toMatch(/Hạnh|stars/);
  });
});

test('through the dossiers: kept once, and read back', async () => {
  const house = dossierHouse();
  house.at('2026-11-20 10:00');
  await house.register();
  await house.tell('accepted', '2026-11-16 09:35');
  await house.tell('finished', '2026-11-18 09:00');
  const token = house.links.urlOf(CODE).split('/').at(-1) ?? '';
  const pepper = pepperFrom('a pepper for tests, 32 characters or more');
  const ratings = wireRatings(
    house.table,
    async () => pepper,
    'https://motcua.test',
    () => house.clock.now,
  );
  const given = { stars: 4, words: 'Tốt', now: house.clock.now, requestId: 'r' };
  expect(await ratings.ofToken(`${token}x`)).toBeUndefined();
  expect(await ratings.give(token, given)).toMatchObject({ ok: true });
  expect(await ratings.give(token, given)).toMatchObject({ failure: { kind: 'not_allowed_now' } });
  expect(await ratings.ofToken(token)).toEqual({
    ...{ dossierCode: CODE, isEnded: true, isErased: false },
    given: { at: house.clock.now, stars: 4, words: 'Tốt' },
  });
});
