import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { hashScript } from '../../../functions/web/pages/hash-script.ts';
import { citizenDesk, DOSSIER, fee, form, issuedDocument, TOKEN, VERIFICATION } from '../../support/citizen-desk.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const page = `/t/${TOKEN}`;

describe('every page', () => {
  const pages = [
    '/',
    page,
    `${page}/pay`,
    `${page}/result`,
    `${page}/result?step=code`,
    `${page}/preferences`,
    `${page}/preferences?saved=1`,
    `${page}/unsubscribe`,
    '/verify',
    `/verify/${VERIFICATION}`,
    '/payments/return/vnpay/m',
    '/nowhere',
    '/verify/nothing',
    '/problems/conflict',
  ];

  test.each(pages)('%s is small, Vietnamese, and kept from scripts, frames, caches and referrers', async (path) => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee()];
    desk.documents = [issuedDocument()];
    const { headers, body } = await call('GET', path);
    expect(body).toMatch(/^<!doctype html><html lang="vi"/);
    expect(Buffer.byteLength(body)).toBeLessThan(15_000);
    // One page hashes files, by a script that its policy allows to the letter.
    expect(body.replace(`<script>${hashScript}</script>`, '')).not.toMatch(/<script|javascript:| on[a-z]+=/i);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  test.each(pages)('%s names nobody', async (path) => {
    const { call, desk } = citizenDesk();
    desk.documents = [issuedDocument()];
    const { body } = await call('GET', path);
    for (const personal of ['Nguyễn', 'Ánh', '0912345678', '5678'])
      expect(body.replaceAll(TOKEN, '').replaceAll(issuedDocument().resultId, '')).not.toContain(personal);
  });

  test('answers HEAD like GET, without a body', async () => {
    const { call } = citizenDesk();
    expect(await call('HEAD', page)).toMatchObject({ status: 200, body: '' });
  });
});

describe('what is not there', () => {
  test('a guessed, malformed or foreign link and any other address are the same page, byte for byte', async () => {
    const { call } = citizenDesk();
    const paths = [
      '/t/x',
      '/t/zzzzzzzzzzzzzzzzzzzzzzzzzz',
      `/t/${TOKEN}x`,
      '/t/%00',
      '/t/zzzzzzzzzzzzzzzzzzzzzzzzzz/pay',
      '/t/x/result',
      '/t/x/preferences',
      '/t/x/rating',
      '/t/x/unsubscribe',
      '/t/%E0%A4%A',
      '/pki/nobody.crl',
      '/problems/nothing',
      '/problems/constructor',
      '/nowhere',
    ];
    const answers = await Promise.all(paths.map((path) => call('GET', path)));
    expect(new Set(answers.map(({ status, body, headers }) => JSON.stringify({ status, body, headers }))).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });

  test('machines are told in their words', async () => {
    const { call } = citizenDesk();
    const answer = await call('GET', '/v1/nowhere');
    expect(answer).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    });
    expect(JSON.parse(answer.body)).toMatchObject({ kind: 'not_found' });
  });
});

describe('forms', () => {
  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another media type', { 'content-type': 'text/plain' }],
  ])('of %s are refused', async (_, headers) => {
    const { call, desk } = citizenDesk();
    const answer = await call('POST', `${page}/pay`, form({ paymentId: fee().paymentId, press: 'p' }, headers));
    expect([answer.status, desk.pressed.length]).toEqual([400, 0]);
  });

  test('of our own pages pass, also with the origin that a page without referrer has', async () => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee()];
    const sent: readonly Record<string, string>[] = [
      {},
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      { origin: 'https://motcua.example.vn' },
    ];
    for (const headers of sent)
      expect(
        (await call('POST', `${page}/pay`, form({ paymentId: fee().paymentId, press: 'p' }, headers))).status,
      ).toBe(303);
    expect(desk.pressed).toHaveLength(3);
  });

  test('too large or not UTF-8 are refused', async () => {
    const { call } = citizenDesk();
    const left = 16_384 - form({ dossierCode: '' }).body.length;
    expect((await call('POST', '/', form({ dossierCode: 'x'.repeat(left + 1) }))).status).toBe(400);
    expect((await call('POST', '/', form({ dossierCode: 'x'.repeat(left) }))).status).not.toBe(400);
    const broken = [
      Buffer.from('dossierCode=H26\xff', 'latin1'),
      'dossierCode=%C3%28',
      'dossierCode=%ED%A0%80',
      '%FF=H26',
      'dossierCode=%E1%BB',
      'dossierCode=100%',
    ];
    for (const body of broken) expect((await call('POST', '/', { ...form({}), body })).status, String(body)).toBe(400);
  });
});

describe('the status page', () => {
  test('shows status, promise, agency and history without an officer’s words', async () => {
    const { call } = citizenDesk();
    const { body } = await call('GET', page);
    for (const text of ['Đang xử lý', '17:00 19/11/2026', 'N*** T*** Á***', 'UBND phường Hoàn Kiếm', 'Tiếp nhận hồ sơ'])
      expect(body).toContain(text);
    expect(body.match(/Hẹn trả kết quả: (<b>)?<span class="whole">17:00 19\/11\/2026/g)).toHaveLength(2);
    expect(body).not.toContain('details_corrected');
  });

  test.each([
    [1, 'Ngày hẹn trả kết quả sẽ được thông báo'],
    [3, undefined],
    [8, undefined],
  ])('without a promised date status %i says %s of it', async (statusNumber, words) => {
    const { call, desk } = citizenDesk();
    desk.dossier = { ...desk.dossier, statusNumber, promisedAt: undefined, moments: [] };
    const { body } = await call('GET', page);
    if (words) expect(body).toContain(words);
    else expect(body).not.toMatch(/hẹn trả kết quả/i);
  });

  test.each([3, 8])(
    'at status %i, at which no result is to come, nothing is promised any more',
    async (statusNumber) => {
      const { call, desk } = citizenDesk();
      desk.dossier = { ...desk.dossier, statusNumber };
      expect((await call('GET', page)).body.match(/Hẹn trả kết quả/g)).toHaveLength(1);
    },
  );

  test('a result for which no code can be sent is not called one that can be downloaded', async () => {
    const { call, desk } = citizenDesk();
    desk.documents = [issuedDocument()];
    desk.dossier = { ...desk.dossier, statusNumber: 9, phone: undefined };
    const { body } = await call('GET', page);
    expect(body).toContain('Vui lòng nhận kết quả theo giấy hẹn');
    expect(body).not.toMatch(/tải về|\/result"/);
    desk.fees = [fee()];
    expect((await call('GET', page)).body).not.toContain('/result"');
  });

  test('an overdue dossier is not told that it will be in time', async () => {
    const { call, desk } = citizenDesk();
    for (const statusNumber of [2, 4]) {
      desk.dossier = { ...desk.dossier, statusNumber, clock: 'overdue' };
      const { body } = await call('GET', page);
      expect(body).toContain('Đã quá ngày hẹn trả kết quả');
      expect(body).not.toMatch(/đúng hẹn|chưa cần làm gì/);
    }
  });

  test('every official status has its name and a next step, in both languages, addressed alike', async () => {
    const { call, desk } = citizenDesk();
    const bodies = [];
    for (let statusNumber = 1; statusNumber <= 10; statusNumber += 1) {
      desk.dossier = { ...desk.dossier, statusNumber };
      bodies.push((await call('GET', page)).body);
    }
    for (const body of bodies) expect(body).not.toMatch(/Đang cập nhật|[Bb]ạn |[Qq]uý vị/);
    expect(new Set(bodies).size).toBe(10);
  });

  test('leads to the fee while one waits, then to the result', async () => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee(), fee({ paymentId: 'pay_2', state: 'paid', receivedVnd: 150_000 })];
    expect((await call('GET', page)).body).toContain('150.000 đ');
    desk.fees = [];
    desk.documents = [issuedDocument()];
    const { body } = await call('GET', page);
    expect(body).toContain(`t/${TOKEN}/result`);
    expect(body).not.toContain(`t/${TOKEN}/pay`);
  });
});

describe('paying', () => {
  test('the button leads to the provider; two presses of one button are one attempt', async () => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee()];
    const shown = (await call('GET', `${page}/pay`)).body;
    const press = /name="press" value="(\w+)"/.exec(shown)?.[1] ?? '';
    const send = () => call('POST', `${page}/pay`, form({ paymentId: fee().paymentId, press }));
    const answers = [await send(), await send()];
    expect(answers.map(({ status, headers }) => [status, headers.location])).toEqual([
      [303, desk.redirectUrl],
      [303, desk.redirectUrl],
    ]);
    expect(new Set(desk.pressed.map((each) => each.press))).toEqual(new Set([press]));
    expect(desk.pressed[0]).toMatchObject({ dossierCode: DOSSIER, payerIp: '203.0.113.9' });
    expect((await call('GET', `${page}/pay`)).body).not.toContain(press);
  });

  test.each([
    ['paid', { state: 'paid', receivedVnd: 150_000 }, 'Đã nộp'],
    ['expired by its state', { state: 'expired' }, 'Đã hết hạn'],
    ['past its term', { expiresAt: inVietNam('2026-11-18 09:00') }, 'Đã hết hạn'],
    ['under review', { state: 'under_review' }, 'không nộp thêm'],
    ['cancelled', { state: 'cancelled', ended: 'cancelled' as const }, 'không còn phải nộp'],
    ['due no more, without money', { state: 'cancelled', ended: 'cancelled' as const }, 'không còn phải nộp'],
    ['in a state that is not known here', { state: 'someday' }, 'không nộp thêm'],
  ])('a fee that is %s has no button', async (_, given, words) => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee(given)];
    const { body } = await call('GET', `${page}/pay`);
    expect(body).toContain(words);
    expect(body).not.toContain('<button');
  });

  test('a provider that is away is said plainly, with the fee still there', async () => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee()];
    desk.refusal = { kind: 'temporarily_unavailable', detail: 'down' };
    const answer = await call('POST', `${page}/pay`, form({ paymentId: fee().paymentId }));
    expect(answer.status).toBe(503);
    expect(answer.body).toContain('role="alert"');
    desk.refusal = { kind: 'not_allowed_now', detail: 'paid' };
    expect((await call('POST', `${page}/pay`, form({ paymentId: 'pay_x' }))).status).toBe(409);
  });

  test('while a payment may be on its way the page warns before a second one; a part that came is told', async () => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee()];
    expect((await call('GET', `${page}/pay`)).body).not.toContain('vừa nộp');
    desk.fees = [fee({ state: 'pending', isBegun: true })];
    expect((await call('GET', `${page}/pay`)).body).toContain('vừa nộp');
    desk.fees = [fee({ state: 'pending' })];
    expect((await call('GET', `${page}/pay`)).body).not.toContain('vừa nộp');
    desk.fees = [fee({ state: 'partially_paid', receivedVnd: 50_000 })];
    expect((await call('GET', `${page}/pay`)).body).toMatch(/Đã nộp .*50\.000 đ[\s\S]*<button>.*100\.000 đ/);
  });

  test('coming back shows what the ledger knows, and looks again less and less', async () => {
    const { call, desk } = citizenDesk();
    const attempt = {
      told: 'paid' as const,
      dossierCode: DOSSIER,
      reference: 'R1',
      amountVnd: 150_000,
      openedAt: desk.now,
      money: 'none' as const,
      fee: fee({ state: 'pending' }),
    };
    const answered = () => call('GET', '/payments/return/vnpay/m?vnp_TxnRef=R1');
    const back = async () => (await answered()).body;
    const refreshed = async () => (await answered()).headers.refresh;
    desk.returned = attempt;
    expect([await refreshed(), await back()]).toEqual(['5', expect.stringContaining('tự tải lại')]);
    desk.now += 10 * 60_000;
    expect(await refreshed()).toBe('30');
    desk.now += 30 * 60_000;
    expect(await back()).toMatch(/Chưa có xác nhận[\s\S]*không nộp lần nữa/);
    expect([await refreshed(), await back()]).toEqual([undefined, expect.not.stringContaining('tự tải lại')]);
    desk.returned = {
      ...attempt,
      told: 'failed',
      money: 'received',
      fee: fee({ state: 'paid', receivedVnd: 150_000 }),
    };
    expect(await back()).toContain('Đã nộp thành công');
    desk.returned = { ...attempt, told: 'failed' };
    expect(await back()).toContain('Chưa nộp được');
    expect(await back()).toContain(`href="./?dossierCode=${DOSSIER}"`);
    expect(await back()).not.toContain('/t/');
    desk.returned = undefined;
    expect(await back()).toContain('Không đọc được');
    expect(await back()).not.toContain('/t/');
  });
});

describe('what anyone may see', () => {
  test('an address with a slash at its end leads to the one without', async () => {
    const { call } = citizenDesk();
    const answer = await call('GET', '/t/abc/pay/');
    expect([answer.status, answer.headers.location]).toEqual([302, 'https://motcua.example.vn/t/abc/pay']);
  });

  test('what was asked for goes along, and no byte of the address gets into the answer’s head as it came', async () => {
    const { call, send } = citizenDesk();
    const asked = await call('GET', `/verify/?code=${VERIFICATION}&code=a%26b`);
    expect(asked.headers.location).toBe(`https://motcua.example.vn/verify?code=${VERIFICATION}&code=a%26b`);
    const event = { httpMethod: 'GET', path: '//b\r\nSet-Cookie: x/Ệ\u0000?#/', resource: '/{proxy+}' };
    const answer = await send(event as unknown as APIGatewayProxyEvent);
    expect(answer.headers?.Location).toBe('https://motcua.example.vn//bSet-Cookie:%20x/%E1%BB%86%00%3F%23');
  });

  test.each([
    ['issued', 'good', 'Do cơ quan này ban hành'],
    ['replaced', 'wait', 'Đã được thay thế'],
    ['revoked', 'bad', 'Đã bị thu hồi'],
  ] as const)('a document that is %s looks %s', async (standing, tone, words) => {
    const { call, desk } = citizenDesk();
    desk.standing = standing;
    const { body } = await call('GET', `/verify/${VERIFICATION}`);
    expect(body).toMatch(new RegExp(`class="card state ${tone}"[^>]*><strong>[^<]*${words}`));
  });

  test('a document by its code, and the form that leads there', async () => {
    const { call } = citizenDesk();
    const { body } = await call('GET', `/verify/${VERIFICATION}`);
    for (const text of ['chưa bị thay thế hay thu hồi', '123/TLKS-BS', '19/11/2026', '9f86d081'])
      expect(body).toContain(text);
    expect(body).not.toMatch(/hiệu lực|giá trị pháp lý|\bvalid/i);
    const found = await call('GET', `/verify?code=${VERIFICATION}`);
    expect([found.status, found.headers.location]).toEqual([303, `https://motcua.example.vn/verify/${VERIFICATION}`]);
    expect((await call('GET', '/verify/nothing')).status).toBe(404);
  });

  test('roots, the description of the API, and health', async () => {
    const { call } = citizenDesk();
    expect((await call('GET', '/pki/roots.pem')).body).toMatch(/^-----BEGIN CERTIFICATE/);
    expect(await call('HEAD', '/pki/roots.pem')).toMatchObject({ status: 200, body: '' });
    expect(JSON.parse((await call('GET', '/openapi.json')).body)).toMatchObject({ openapi: '3.1.0' });
    expect(JSON.parse((await call('GET', '/healthz')).body)).toEqual({ status: 'ok' });
  });

  test('under a stage’s path the links keep it', async () => {
    const { call } = citizenDesk('https://api.example/test');
    expect((await call('GET', '/')).body).toContain('<base href="/test/">');
  });
});
