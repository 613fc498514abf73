import { describe, expect, test } from 'vitest';
import { type ResultPorts, redeemCode } from '../../../functions/web/usecases/get-result.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { citizenDesk, deskLimits, dossier, form, issuedDocument, TOKEN } from '../../support/citizen-desk.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const page = `/t/${TOKEN}`;

describe('the result', () => {
  const send = (call: ReturnType<typeof citizenDesk>['call'], fields: Record<string, string>) =>
    call('POST', `${page}/result`, form(fields));

  test('a code is asked for, typed, and leads to the download', async () => {
    const { call, desk } = citizenDesk();
    desk.documents = [issuedDocument()];
    const asked = await send(call, { action: 'request' });
    expect([asked.status, asked.headers.location, desk.codesSent]).toEqual([
      303,
      `https://motcua.example.vn${page}/result?step=code`,
      1,
    ]);
    const wrong = await send(call, { action: 'redeem', code: '000000' });
    expect([wrong.status, wrong.body.includes('role="alert"')]).toEqual([422, true]);
    const right = await send(call, { action: 'redeem', code: '123 456' });
    expect([right.status, right.headers.location]).toEqual([302, desk.downloadUrl]);
  });

  test.each([
    [{ outcome: 'wrong', triesLeft: 2 }, 422, 'Còn được nhập 2 lần'],
    [{ outcome: 'wrong', triesLeft: 0 }, 429, 'nhập sai 5 lần'],
    [{ outcome: 'exhausted' }, 429, 'nhập sai 5 lần'],
    [{ outcome: 'expired' }, 422, 'đã hết hạn'],
  ] as const)('a code that led to %j answers %i and says what to do', async (wrong, status, words) => {
    const { call, desk } = citizenDesk();
    desk.documents = [issuedDocument()];
    desk.wrong = wrong;
    const answer = await send(call, { action: 'redeem', code: '000000' });
    expect([answer.status, answer.body.includes(words)]).toEqual([status, true]);
    expect(answer.body).toContain('Gửi lại mã');
  });

  test.each([
    [12_000, 'sau 12 giây'],
    [50 * 60_000, 'từ 09:50 18/11/2026'],
  ])('asked for too many codes, %i ms early: when the next may be', async (early, words) => {
    const { call, desk } = citizenDesk();
    desk.documents = [issuedDocument()];
    desk.refusal = { kind: 'too_many_tries', retryAt: desk.now + early };
    const answer = await send(call, { action: 'request' });
    expect([answer.status, answer.body.includes(words)]).toEqual([429, true]);
  });

  test('what is not the citizen’s fault is not told as a wrong code', async () => {
    const { call, desk } = citizenDesk();
    desk.documents = [issuedDocument()];
    desk.refusal = { kind: 'temporarily_unavailable', detail: 'busy' };
    for (const [action, status] of [
      ['request', 503],
      ['redeem', 409],
    ] as const) {
      const answer = await send(call, { action, code: '123456' });
      expect([answer.status, answer.body.includes('Vui lòng thử lại sau ít phút')]).toEqual([status, true]);
    }
  });

  test('without a result or a phone no code is sent; opening the page sends none', async () => {
    const { call, desk } = citizenDesk();
    expect((await send(call, { action: 'request' })).status).toBe(409);
    desk.documents = [issuedDocument()];
    await call('GET', `${page}/result?step=code`);
    desk.dossier = { ...desk.dossier, phone: undefined };
    const { status, body } = await send(call, { action: 'request' });
    expect([status, desk.codesSent]).toEqual([409, 0]);
    expect(body).toContain('không có số điện thoại di động');
  });

  test('codes that nobody types in are bounded for a source, codes to one phone for all; typed ones free their source', async () => {
    const { call, desk } = citizenDesk();
    desk.documents = [issuedDocument()];
    const askWith = async (phone: string) => {
      desk.dossier = { ...desk.dossier, phone };
      desk.now += 1;
      return (await send(call, { action: 'request' })).status;
    };
    const phone = (count: number) => `09123450${String(count).padStart(2, '0')}`;
    for (let count = 0; count < 8; count += 1) expect(await askWith(phone(count))).toBe(303);
    expect(await askWith(phone(8))).toBe(429);
    expect(desk.codesSent).toBe(8);
    // A wrong one frees nothing.
    expect((await send(call, { action: 'redeem', code: '000000' })).status).toBe(422);
    expect(await askWith(phone(8))).toBe(429);
    // The last one of the eight is typed in: its place is free again.
    expect((await send(call, { action: 'redeem', code: '123456' })).status).toBe(302);
    expect(await askWith(phone(9))).toBe(303);
    // Others are not held back, but one phone is not rung for ever.
    desk.sourceIp = '198.51.100.1';
    for (let count = 0; count < 5; count += 1) expect(await askWith('0912345678')).toBe(303);
    desk.sourceIp = '198.51.100.2';
    expect(await askWith('0912345678')).toBe(429);
    desk.now += 60 * 60_000;
    expect(await askWith('0912345678')).toBe(303);
  });

  test('a code that could not be sent counts for nothing', async () => {
    const { call, desk } = citizenDesk();
    desk.documents = [issuedDocument()];
    desk.refusal = { kind: 'temporarily_unavailable', detail: 'busy' };
    for (let count = 0; count < 20; count += 1) await send(call, { action: 'request' });
    desk.refusal = undefined;
    expect((await send(call, { action: 'request' })).status).toBe(303);
  });

  test('a code that is not right gives nothing back', async () => {
    const ports: ResultPorts = {
      dossiers: { ofToken: async () => dossier },
      documents: {
        ofDossier: async () => [issuedDocument()],
        allOfDossier: async () => ({ issued: [issuedDocument()], former: [] }),
        sendCode: async () => ok(undefined),
        redeem: async () => ok({ outcome: 'wrong', triesLeft: 4 }),
      },
      tries: { take: async () => undefined, giveBack: async () => Promise.reject(new Error('was given back')) },
      limits: deskLimits,
      tellPumped: () => undefined,
    };
    const typed = {
      now: inVietNam('2026-11-18 09:00'),
      requestId: 'r',
      sourceIp: '203.0.113.9',
      code: '000000',
      resultId: undefined,
    };
    expect(await redeemCode(ports)(TOKEN, typed)).toEqual(ok({ outcome: 'wrong', triesLeft: 4 }));
  });

  test('the page says to which phone the code goes by its last two digits, before it is sent and after', async () => {
    const { call, desk } = citizenDesk();
    desk.documents = [issuedDocument()];
    for (const step of ['', '?step=code']) {
      const { body } = await call('GET', `${page}/result${step}`);
      expect(body, step).toContain('<strong class="code">********78</strong>');
    }
  });

  test('says when each document was issued as people write dates', async () => {
    const { call, desk } = citizenDesk();
    desk.documents = [issuedDocument({ resultId: 'res_2', issuedOn: '2026-12-01' }), issuedDocument()];
    const { body } = await call('GET', `${page}/result?step=code`);
    for (const date of ['01/12/2026', '19/11/2026']) expect(body).toContain(date);
  });

  test.each(['request', 'redeem'])('under another token is nobody’s: %s', async (action) => {
    const { call, desk } = citizenDesk();
    desk.documents = [issuedDocument()];
    const { status } = await call('POST', `/t/${TOKEN.replace('0', '1')}/result`, form({ action, code: '123456' }));
    expect([status, desk.codesSent]).toEqual([404, 0]);
  });

  test('of several documents one is chosen; one of another dossier is not', async () => {
    const { call, desk } = citizenDesk();
    desk.documents = [issuedDocument({ resultId: 'res_2', documentNumber: '124/X' }), issuedDocument()];
    expect((await call('GET', `${page}/result?step=code`)).body).toMatch(
      /<input type="radio" name="resultId" value="res_2" checked>/,
    );
    expect((await send(call, { action: 'redeem', code: '123456', resultId: 'res_9' })).status).toBe(409);
    expect((await send(call, { action: 'redeem', code: '123456', resultId: 'res_2' })).status).toBe(302);
  });
});
