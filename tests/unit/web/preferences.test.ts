import { describe, expect, test } from 'vitest';
import { wireWishes } from '../../../functions/web/handlers/wire-wishes.ts';
import { pepperFrom } from '../../../shared/platform/pepper.ts';
import { citizenDesk, form, TOKEN } from '../../support/citizen-desk.ts';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';
import { alarmed } from '../../support/logged.ts';

const page = `/t/${TOKEN}/preferences`;
const oneClick = `/t/${TOKEN}/unsubscribe`;

describe('the page on which a person chooses', () => {
  test('is led to from the dossier’s page, names each channel with its masked address, and says what is on', async () => {
    const { call } = citizenDesk();
    expect((await call('GET', `/t/${TOKEN}`)).body).toContain(`href="t/${TOKEN}/preferences"`);
    const { status, body } = await call('GET', page);
    expect(status).toBe(200);
    expect(body).toMatch(/name="zalo"><span>Zalo: <span class="code">\*{8}78</);
    expect(body).toMatch(/name="sms" checked><span>Tin nhắn SMS: <span class="code">\*{8}78</);
    expect(body).toMatch(/name="email" checked><span>[^<]*: <span class="code">a\*\*\*@example\.vn</);
    expect(body).toMatch(/value="vi" checked/);
  });

  test('keeps what is ticked and what is not, and the language, and says so', async () => {
    const { call, desk } = citizenDesk();
    const saved = await call('POST', page, form({ action: 'save', sms: 'on', language: 'en' }));
    expect([saved.status, saved.headers.location]).toEqual([303, `https://motcua.example.vn${page}?saved=1`]);
    expect(desk.chosen).toEqual([{ zalo: false, sms: true, email: false, language: 'en' }]);
    expect((await call('GET', `${page}?saved=1`)).body).toContain('Đã lưu lựa chọn');
  });

  test('a channel that is not offered is not spoken of, and a language that is none stays as it was', async () => {
    const { call, desk } = citizenDesk();
    desk.wishes = { ...desk.wishes, ways: desk.wishes.ways.filter(({ channel }) => channel === 'email') };
    await call('POST', page, form({ action: 'save', sms: 'on', language: 'fr' }));
    expect(desk.chosen).toEqual([{ email: false }]);
  });

  test('one button stops everything, and is gone where nothing is on', async () => {
    const { call, desk } = citizenDesk();
    expect((await call('POST', page, form({ action: 'stop' }))).status).toBe(303);
    expect(desk.chosen).toEqual([{ sms: false, email: false, zalo: false }]);
    expect((await call('GET', page)).body).not.toContain('value="stop"');
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
  ])('a form of %s is refused, and so is one that the page does not have', async (_, headers) => {
    const { call, desk } = citizenDesk();
    expect((await call('POST', page, form({ action: 'stop' }, headers))).status).toBe(400);
    expect((await call('POST', page, form({ email: 'on' }))).status).toBe(400);
    expect(desk.chosen).toEqual([]);
  });

  test('chosen too often, or erased: says so, and what is on stays', async () => {
    const { call, desk } = citizenDesk();
    desk.refusal = { kind: 'not_allowed_now', detail: 'too many choices' };
    const refused = await call('POST', page, form({ action: 'save', email: 'on' }));
    expect([refused.status, refused.body.includes('role="alert"')]).toEqual([409, true]);
    desk.refusal = { kind: 'personal_data_erased' };
    desk.wishes = { ...desk.wishes, isErased: true, ways: [] };
    const erased = await call('POST', page, form({ action: 'stop' }));
    expect([erased.status, erased.body.includes('đã được xóa'), erased.body.includes('<form')]).toEqual([
      409,
      true,
      false,
    ]);
  });
});

describe('one click in a mailbox', () => {
  test('ends e-mail by its address alone, from any origin and with any body, and again', async () => {
    const { call, desk } = citizenDesk();
    const sent: readonly Parameters<typeof call>[2][] = [
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' },
      { headers: { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' } },
      {},
    ];
    for (const each of sent) expect((await call('POST', oneClick, each)).status).toBe(200);
    expect(desk.chosen).toEqual(sent.map(() => ({ email: false })));
  });

  test('opened instead of posted it changes nothing and shows the page', async () => {
    const { call, desk } = citizenDesk();
    for (const method of ['GET', 'HEAD']) expect((await call(method, oneClick)).status).toBe(200);
    expect((await call('GET', oneClick)).body).toBe((await call('GET', page)).body);
    expect(desk.chosen).toEqual([]);
  });

  test('at an address that nobody has it is the same 404 as anything else', async () => {
    const { call } = citizenDesk();
    for (const path of ['/t/zzzzzzzzzzzzzzzzzzzzzzzzzz/unsubscribe', '/t/x/preferences'])
      expect((await call('POST', path, form({ action: 'stop' }))).status).toBe(404);
  });

  test('after an erasure it is done: nothing is mailed then', async () => {
    const { call, desk } = citizenDesk();
    desk.refusal = { kind: 'personal_data_erased' };
    expect((await call('POST', oneClick)).status).toBe(200);
  });

  test('a choice that conflicts with another of its name is told to a person', async () => {
    const { call, desk } = citizenDesk();
    desk.refusal = { kind: 'conflict', key: 'choice' };
    const alarms = await alarmed(async () => {
      expect((await call('POST', oneClick)).status).toBe(409);
    });
    expect(alarms).not.toEqual([]);
  });
});

describe('through the dossiers', () => {
  const pepper = pepperFrom('a pepper for tests, 32 characters or more');
  const opened = async (given: Record<string, unknown> = {}) => {
    const house = dossierHouse();
    await house.register(given);
    const token = house.links.urlOf(CODE).split('/').at(-1) ?? '';
    const wishes = wireWishes(
      house.table,
      async () => pepper,
      'https://motcua.test',
      () => house.clock.now,
    );
    return { house, token, wishes, asked: { now: house.clock.now, requestId: 'r' } };
  };

  test('the authorised person’s addresses are shown, and the owner’s none', async () => {
    const { wishes, token } = await opened({
      authorisedPerson: { fullName: 'Trần Văn Bình', phone: '0987654321', email: 'binh@example.vn' },
    });
    expect((await wishes.ofToken(token))?.ways.map(({ channel, to, isOn }) => [channel, to, isOn])).toEqual([
      ['zalo', '0987654321', false],
      ['sms', '0987654321', true],
      ['email', 'binh@example.vn', true],
    ]);
  });

  test('of a landline only e-mail is offered, on as long as it takes the place of SMS', async () => {
    const { wishes, token, asked } = await opened({
      applicant: { fullName: 'Nguyễn Thị Ánh', phone: '02438522222', email: 'anh@example.vn' },
      notify: { sms: true },
    });
    expect((await wishes.ofToken(token))?.ways).toEqual([{ channel: 'email', to: 'anh@example.vn', isOn: true }]);
    await wishes.choose(token, { email: false }, asked);
    expect((await wishes.ofToken(token))?.ways).toEqual([{ channel: 'email', to: 'anh@example.vn', isOn: false }]);
  });

  test('no other text opens them, and once personal data are erased nobody is left', async () => {
    const { house, wishes, token, asked } = await opened();
    expect(await wishes.ofToken(`${token}x`)).toBeUndefined();
    await house.erase();
    expect(await wishes.ofToken(token)).toMatchObject({ isErased: true, ways: [] });
    expect(await wishes.choose(token, { sms: false }, asked)).toMatchObject({
      failure: { kind: 'personal_data_erased' },
    });
  });
});
