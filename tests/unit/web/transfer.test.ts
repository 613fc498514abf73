import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { feeWords } from '../../../functions/web/domain/fee-standing.ts';
import type { Fee, Transfer } from '../../../functions/web/ports.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { citizenDesk, fee, form, severalWays, TOKEN, transfer, transferQr } from '../../support/citizen-desk.ts';

const page = `/t/${TOKEN}/pay`;
const REFERENCE = transfer().reference;

const asked = (given: Partial<Transfer> = {}) => {
  const made = citizenDesk();
  made.desk.transfer = transfer({ openedAt: made.desk.now, ...given });
  return { ...made, shown: (more = '') => made.call('GET', `${page}/${REFERENCE}${more}`) };
};

describe('the choice of ways', () => {
  const buttons = (body: string) =>
    [...body.matchAll(/<form[^>]*>(.*?)<\/form>/gs)].map(([, inside = '']) => ({
      provider: /name="provider" value="(\w+)"/.exec(inside)?.[1],
      words: (/<button>(.*?)<\/button>/s.exec(inside)?.[1] ?? '').replaceAll(/<[^>]+>/g, ''),
    }));

  test('several ways: each its button by its name, in their order, with what happens after', async () => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee()];
    desk.ways = severalWays;
    const { body } = await call('GET', page);
    expect(buttons(body)).toEqual([
      { provider: 'vnpay', words: expect.stringContaining('VNPAY') },
      { provider: 'transfer', words: expect.stringContaining('Chuyển khoản ngân hàng') },
      { provider: 'counter', words: expect.stringContaining('Ví điện tử Thử') },
    ]);
    expect(body).toMatch(/Chọn cách nộp <span class="whole">150\.000 đ/);
    expect(body.match(/chuyển sang trang (VNPAY|Ví điện tử Thử) rồi quay lại/g)).toHaveLength(2);
    expect(body.match(/Mã QR chuyển khoản hiện ra/g)).toHaveLength(1);
    expect(Buffer.byteLength(body)).toBeLessThan(15_000);
  });

  test('one way: one button with the sum, and no choice', async () => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee()];
    const { body } = await call('GET', page);
    expect(buttons(body)).toEqual([{ provider: 'vnpay', words: expect.stringMatching(/Nộp 150\.000 đ/) }]);
    expect(body).not.toContain('Chọn cách nộp');
  });

  test('none: says so, and to whom to turn', async () => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee()];
    desk.ways = [];
    const { body } = await call('GET', page);
    expect(buttons(body)).toEqual([]);
    expect(body).toMatch(/chưa nộp trực tuyến được[\s\S]*UBND phường Hoàn Kiếm[\s\S]*href="tel:02438251234"/);
  });

  test('says for which procedure it is and who collects', async () => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee()];
    const { body } = await call('GET', page);
    for (const text of ['Cấp bản sao trích lục hộ tịch', 'UBND phường Hoàn Kiếm']) expect(body).toContain(text);
  });

  test('a press names its way; one that leads to a transfer leads to its page', async () => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee()];
    desk.ways = severalWays;
    desk.leadsTo = REFERENCE;
    const fields = { paymentId: fee().paymentId, press: 'p', provider: 'transfer' };
    const answer = await call('POST', page, form(fields));
    expect([answer.status, answer.headers.location]).toEqual([303, `${desk.publicOrigin}${page}/${REFERENCE}`]);
    expect(desk.pressed).toMatchObject([{ provider: 'transfer', press: 'p' }]);
    const { provider: _, ...withoutWay } = fields;
    await call('POST', page, form(withoutWay));
    expect(desk.pressed.at(-1)?.provider).toBeUndefined();
  });

  test('a transfer that was begun is opened again from there, until its term ends', async () => {
    const { call, desk } = citizenDesk();
    const expiresAt = desk.now + MINUTE_MS;
    desk.fees = [fee({ state: 'pending', isBegun: true, begunTransfer: { reference: REFERENCE, expiresAt } })];
    const link = `href="t/${TOKEN}/pay/${REFERENCE}"`;
    expect((await call('GET', page)).body).toContain(link);
    desk.now = expiresAt;
    expect((await call('GET', page)).body).not.toContain(link);
  });
});

describe('the page of a bank transfer', () => {
  test('shows the code, what it says, what to do, and when it ends; looks again by itself, until it is told to stand still', async () => {
    const { shown, desk } = asked();
    const { body, headers, status } = await shown();
    expect(status).toBe(200);
    const qr = transferQr;
    for (const text of [qr.bankName, qr.accountNumber, qr.accountName, qr.memo, '150.000 đ', '21:00 18/11/2026'])
      expect(body).toContain(text);
    expect(body).toMatch(/role="img" aria-label="Mã QR[^"]*"><svg /);
    expect(body).toContain('Giữ nguyên số tiền và nội dung chuyển khoản');
    expect(body).toContain(`data-payment="${fee().paymentId}" data-state="pending" data-flags=""`);
    expect(body).not.toMatch(/<script|style="| on[a-z]+="/);
    expect(headers.refresh).toBe('10');
    desk.now += 15 * MINUTE_MS;
    expect((await shown()).headers.refresh).toBe('60');
    const still = await shown('?still=1');
    expect([still.status, still.headers.refresh]).toEqual([200, undefined]);
    expect(still.body).toContain('Kiểm tra lại');
  });

  test('leads to the provider’s page where there is one', async () => {
    const pageUrl = 'https://provider.example/order/1?a=1&b=2';
    expect((await asked({ pageUrl }).shown()).body).toContain(
      'href="https://provider.example/order/1?a=1&amp;b=2" rel="noreferrer"',
    );
    expect((await asked().shown()).body).not.toContain('Mở trang của cổng thanh toán');
  });

  const paid: Fee = fee({ state: 'paid', receivedVnd: 150_000 });
  const twice: Fee = fee({
    state: 'paid',
    receivedVnd: 300_000,
    surplusVnd: 150_000,
    flags: ['duplicate', 'overpaid'],
  });
  const cancelled: Fee = fee({ state: 'cancelled', ended: 'cancelled' });
  const part: Fee = fee({ state: 'partially_paid', receivedVnd: 50_000 });
  const held: Fee = fee({ state: 'under_review', heldVnd: 20_000 });
  const AGAIN = 'Chọn lại cách nộp';

  test.each<[string, Partial<Transfer>, string, readonly string[], readonly string[]]>([
    ['paid', { money: 'received', fee: paid }, 'good', ['Đã nộp thành công'], [AGAIN]],
    ['paid, but another paid the fee', { fee: paid }, 'plain', [feeWords('paid', paid)[0]?.vi ?? '-'], [AGAIN]],
    [
      'paid, and nothing was due any more',
      { money: 'received', fee: twice },
      'plain',
      ['hoàn trả'],
      [AGAIN, 'thành công'],
    ],
    ['a part of the fee', { money: 'received', fee: part }, 'wait', ['100.000 đ', AGAIN], ['Đã nộp thành công']],
    ['held', { money: 'held', fee: held }, 'wait', ['đang được kiểm tra', 'không chuyển thêm'], [AGAIN]],
    ['of a fee for which other money is held', { fee: held }, 'plain', ['đang được kiểm tra'], [AGAIN]],
    ['of a fee that was taken back', { fee: cancelled }, 'plain', ['không còn phải nộp'], [AGAIN]],
    ['of a fee whose term is over', { fee: fee({ expiresAt: 0 }) }, 'plain', ['Đã hết hạn nộp'], [AGAIN]],
    ['failed', { isFailed: true }, 'bad', ['không thành công', AGAIN], []],
    ['past its term', { expiresAt: 0 }, 'bad', ['đã hết hạn', 'không chuyển theo mã này', AGAIN], []],
  ])('that is %s says so, shows no code, and looks no more', async (_, given, tone, words, never) => {
    const { shown } = asked(given);
    const { body, headers } = await shown();
    expect(body).toContain(`class="card state ${tone}"`);
    for (const text of words) expect(body).toContain(text);
    for (const text of [...never, '<svg', transferQr.accountNumber]) expect(body).not.toContain(text);
    expect(headers.refresh).toBeUndefined();
    for (const kind of ['svg', 'png']) expect((await shown(`.${kind}`)).status).toBe(404);
  });
});

describe('the pictures of the code', () => {
  test('are there as SVG and as PNG', async () => {
    const { shown } = asked();
    const svg = await shown('.svg');
    expect([svg.status, svg.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect((await shown()).body).toContain(svg.body);
    const png = await shown('.png');
    expect([png.status, png.headers['content-type']]).toEqual([200, 'image/png']);
    const image = await (await PDFDocument.create()).embedPng(png.bytes);
    expect([image.width, image.height % 8]).toEqual([image.height, 0]);
    expect(image.width).toBeGreaterThan(300);
  });

  test('and the page are nobody’s without the token, nor under another reference, byte for byte like any other address', async () => {
    const { call } = asked();
    const other = `/t/${TOKEN.replace('0', '1')}/pay/${REFERENCE}`;
    const paths = ['', '.svg', '.png'].flatMap((kind) => [`${other}${kind}`, `${page}/${REFERENCE}0${kind}`]);
    const answers = await Promise.all(
      [...paths, `${page}/${REFERENCE}.gif`, '/nowhere'].map((path) => call('GET', path)),
    );
    expect(new Set(answers.map(({ status, body, headers }) => JSON.stringify({ status, body, headers }))).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });
});

describe('a page that opens by a posted form', () => {
  const posted = {
    action: 'https://pay.example.vn/v1/checkout/init',
    fields: [
      { name: 'merchant', value: 'M"1' },
      { name: 'order_amount', value: '150000' },
      { name: 'signature', value: 'a+b/c=' },
    ],
  };

  const formIn = (body: string) => {
    const [, action, inside = ''] = /<form method="post" action="(https[^"]+)">(.*?)<\/form>/s.exec(body) ?? [];
    const fields = [...inside.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    return { action, fields: fields.map(([, name, value]) => [name, value]), words: inside };
  };

  const expected = [
    ['merchant', 'M&quot;1'],
    ['order_amount', '150000'],
    ['signature', 'a+b/c='],
  ];

  test('alone: a button that says where it leads, the form in its order, and no code', async () => {
    const { shown } = asked({ qr: undefined, form: posted });
    const { body, headers } = await shown();
    const { action, fields, words } = formIn(body);
    expect([action, fields]).toEqual([posted.action, expected]);
    expect(words).toContain('Đến trang thanh toán pay.example.vn');
    expect(body).toContain('Một trăm năm mươi nghìn đồng');
    expect(body).not.toMatch(/Mã QR|Số tài khoản|<script/);
    expect(headers['content-security-policy']).toMatch(/form-action 'self' https:/);
    expect((await shown('.svg')).status).toBe(404);
  });

  test('beside a code: both, and no link that opens nothing', async () => {
    const { shown } = asked({ form: posted });
    const { body } = await shown();
    expect(formIn(body).fields).toEqual(expected);
    expect(body).toContain('Mã QR chuyển khoản');
    expect(body).not.toContain('Mở trang của cổng thanh toán');
  });

  test('is not offered once its term is over, or another paid the fee', async () => {
    const over = asked({ qr: undefined, form: posted, expiresAt: 0 });
    const { body } = await over.shown();
    expect(formIn(body).action).toBeUndefined();
    expect(body).toMatch(/Đã hết hạn nộp[\s\S]*không nộp trên trang đã mở/);
    const paid = asked({ qr: undefined, form: posted, fee: fee({ state: 'paid', receivedVnd: 150_000 as never }) });
    expect((await paid.shown()).body).toContain('Không cần nộp nữa');
  });
});
