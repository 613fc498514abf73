import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { payPage } from '../../functions/sandbox/adapters/pages/pay-page.ts';
import type { Fee, ReturnedAttempt, Transfer } from '../../functions/web/ports.ts';
import { axeFindings, openChromium, overflow, PHONE } from '../support/chromium.ts';
import { DOSSIER, fee, onePage, severalWays, TOKEN, transfer, transferQr } from '../support/citizen-desk.ts';
import { keepScreenshot } from '../support/screenshots.ts';
import { servedDesk } from '../support/served-desk.ts';

const served = await servedDesk();
const { desk } = served;
let browser: Awaited<ReturnType<typeof openChromium>>;
let scriptless: Awaited<ReturnType<typeof openChromium>>;

beforeAll(async () => {
  browser = await openChromium({ bypassCSP: true });
  scriptless = await openChromium({ javaScriptEnabled: false });
});
afterAll(async () => {
  await browser?.close();
  await scriptless?.close();
  await served.stop();
});
beforeEach(() => {
  desk.documents = [];
  desk.ways = severalWays;
});
afterEach(async () => {
  for (const { context } of [browser, scriptless]) for (const page of context.pages().slice(1)) await page.close();
});

const REFERENCE = transfer().reference;
const paths = {
  status: `/t/${TOKEN}`,
  pay: `/t/${TOKEN}/pay`,
  transfer: `/t/${TOKEN}/pay/${REFERENCE}`,
  return: '/payments/return/vnpay/m',
};

const paid = { state: 'paid', receivedVnd: 150_000 };
const exempt = {
  name: 'Lệ phí cấp bản sao trích lục hộ tịch',
  amountVnd: 0,
  fullAmountVnd: 8000,
  exemption: { kind: 'digital_citizen', legalBasis: 'Điều 2 Thông tư số 117/2026/TT-BTC' },
};
const reduced = {
  name: 'Phí đăng ký giao dịch bảo đảm',
  amountVnd: 40_000,
  fullAmountVnd: 80_000,
  exemption: { kind: 'other', legalBasis: 'Điều 3 Thông tư số 117/2026/TT-BTC' },
};

/** Each way in which a fee can stand, and words that its pay page must say. */
const fees: Readonly<Record<string, readonly [Fee, RegExp]>> = {
  due: [fee(), /Một trăm năm mươi nghìn đồng/],
  begun: [fee({ state: 'pending', isBegun: true }), /vừa nộp/],
  declined: [fee({ state: 'pending', hasFailed: true }), /nộp lại/],
  part: [fee({ state: 'partially_paid', receivedVnd: 50_000 }), /Còn phải nộp.*Một trăm nghìn đồng/s],
  reduced: [fee({ items: [reduced], amountVnd: 40_000 }), /mức đầy đủ 80\.000 đ.*Điều 3 Thông tư/s],
  exempt: [fee({ items: [exempt], amountVnd: 0, state: 'paid' }), /Miễn cho công dân số.*Điều 2 Thông tư/s],
  paid: [fee(paid), /Đã nộp đủ/],
  late: [fee({ ...paid, state: 'paid_after_close', ended: 'expired', surplusVnd: 150_000 }), /sau khi hết hạn/],
  'paid-after-cancel': [
    fee({ ...paid, state: 'paid_after_close', ended: 'cancelled', surplusVnd: 150_000 }),
    /sẽ được hoàn trả/,
  ],
  doubled: [
    fee({ ...paid, receivedVnd: 300_000, surplusVnd: 150_000, flags: ['duplicate', 'overpaid'] }),
    /Phần thừa 150\.000 đ/,
  ],
  'held-beside': [fee({ ...paid, heldVnd: 20_000 }), /20\.000 đ nhận thêm/],
  held: [fee({ state: 'under_review', heldVnd: 150_000 }), /đang được kiểm tra/],
  refunded: [fee({ ...paid, state: 'refunded', refundedVnd: 150_000 }), /Đã hoàn trả 150\.000 đ/],
  'partially-refunded': [
    fee({ ...paid, state: 'partially_refunded', refundedVnd: 50_000 }),
    /Đã hoàn trả 50\.000 đ trong số/,
  ],
  'written-off': [fee({ state: 'paid', receivedVnd: 149_000 }), /không thu thêm/],
  cancelled: [fee({ state: 'cancelled', ended: 'cancelled' }), /không còn phải nộp/],
  expired: [fee({ state: 'expired', ended: 'expired' }), /Đã hết hạn/],
};

const opened = async (path: string, { context } = browser) => {
  const page = await context.newPage();
  await page.setViewportSize(PHONE);
  await page.goto(desk.publicOrigin + path);
  return page;
};

const judged = async (path: string, name: string, words: RegExp) => {
  const page = await opened(path);
  await keepScreenshot(page, name);
  expect(await page.locator('main').innerText()).toMatch(words);
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  for (const target of await page.locator('button, .button').all())
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(48);
  return page;
};

describe('a fee on a phone', () => {
  test.each(Object.entries(fees))('%s: says so, is clean under axe and fits', async (name, [shown, words]) => {
    desk.fees = [shown];
    const page = await judged(paths.pay, `fee-${name}`, words);
    expect(await page.locator('main button').count()).toBe(/^(due|begun|declined|part|reduced)$/.test(name) ? 3 : 0);
    expect(await page.locator('script').count()).toBe(0);
  });

  test('with scripts off it looks the same', async () => {
    for (const [name, [shown]] of Object.entries(fees)) {
      desk.fees = [shown];
      const [on, off] = [await opened(paths.pay), await opened(paths.pay, scriptless)];
      const textOf = async (page: typeof on) => page.locator('main').innerText();
      expect(await textOf(off), name).toBe(await textOf(on));
      expect(await overflow(off)).toBeLessThanOrEqual(0);
      await on.close();
      await off.close();
    }
  });

  test('one way: one button that names it', async () => {
    desk.fees = [fee()];
    desk.ways = [onePage];
    await judged(paths.pay, 'fee-one-way', /Nộp 150\.000 đ qua VNPAY/);
  });
});

describe('coming back, on a phone', () => {
  const back = (given: Partial<ReturnedAttempt>): ReturnedAttempt => ({
    told: 'paid',
    dossierCode: DOSSIER,
    reference: 'R1',
    amountVnd: 150_000,
    openedAt: desk.now,
    money: 'none',
    fee: fee({ state: 'pending' }),
    ...given,
  });
  const returns: Readonly<Record<string, readonly [ReturnedAttempt, RegExp]>> = {
    waiting: [back({}), /tự tải lại/],
    unconfirmed: [back({ openedAt: 0 }), /Chưa có xác nhận/],
    declined: [back({ told: 'failed' }), /nộp lại/],
    'declined-unowed': [back({ told: 'failed', fee: fee(paid) }), /Giao dịch không thành công/],
    paid: [back({ money: 'received', fee: fee(paid) }), /Đã nộp thành công/],
    part: [
      back({ money: 'received', fee: fee({ state: 'partially_paid', receivedVnd: 50_000 }) }),
      /một phần.*còn lại: 100\.000 đ/s,
    ],
    refunded: [
      back({ money: 'received', fee: fee({ ...paid, state: 'refunded', refundedVnd: 150_000 }) }),
      /Đã hoàn trả 150\.000 đ/,
    ],
    held: [back({ money: 'held', fee: fee({ state: 'under_review', heldVnd: 150_000 }) }), /đang được kiểm tra/],
  };

  test.each(Object.entries(returns))('%s: says so, is clean under axe and fits', async (name, [returned, words]) => {
    desk.returned = returned;
    await judged(paths.return, `return-${name}`, words);
  });

  test('with scripts off the page waits by itself, and ends when the money is there', async () => {
    desk.returned = back({});
    const page = await opened(paths.return, scriptless);
    expect(await page.locator('main').innerText()).toContain('Đang chờ xác nhận');
    desk.returned = back({ money: 'received', fee: fee(paid) });
    await page.getByText('Đã nộp thành công').waitFor({ timeout: 120_000 });
  });
});

describe('a bank transfer, on a phone', () => {
  const transfers: Readonly<Record<string, readonly [Partial<Transfer>, RegExp]>> = {
    waiting: [{}, /Một trăm năm mươi nghìn đồng/],
    paid: [{ money: 'received', fee: fee(paid) }, /Đã nộp thành công/],
    part: [{ money: 'received', fee: fee({ state: 'partially_paid', receivedVnd: 50_000 }) }, /100\.000 đ/],
    held: [{ money: 'held', fee: fee({ state: 'under_review', heldVnd: 20_000 }) }, /đang được kiểm tra/],
    failed: [{ isFailed: true }, /Chọn lại cách nộp/],
    over: [{ expiresAt: 0 }, /đã hết hạn/],
    cancelled: [{ fee: fee({ state: 'cancelled', ended: 'cancelled' }) }, /không còn phải nộp/],
  };

  test.each(Object.entries(transfers))('%s: says so, is clean under axe and fits', async (name, [given, words]) => {
    desk.transfer = transfer({ openedAt: desk.now, ...given });
    await judged(paths.transfer, `transfer-${name}`, words);
  });

  test('one touch selects a whole line to copy', async () => {
    desk.transfer = transfer({ openedAt: desk.now });
    const page = await opened(`${paths.transfer}?still=1`);
    const { memo, accountNumber, accountName } = transferQr;
    for (const line of [memo, accountNumber, accountName]) {
      await page.locator('.copy', { hasText: line }).first().click();
      expect(await page.evaluate('getSelection().toString()')).toBe(line);
    }
  });
});

test('a provider’s page in the sandbox is clean under axe and fits', async () => {
  const order = {
    reference: 'R1',
    amountVnd: 150_000,
    orderInfo: 'Nộp phí, lệ phí',
    createdAt: 0,
    expiresAt: 2,
    returnUrl: desk.publicOrigin,
  };
  const untold = { merchant: 'MOTCUA-VIETQR', accountNumber: '0021000123456', days: ['2026-11-20'] };
  const byMachine = { ...onePage, name: 'vnpay', refunds: true } as const;
  for (const [name, provider, now, isPaid, buttons] of [
    ['open', byMachine, 1, false, 8],
    ['expired', byMachine, 3, false, 2],
    ['paid', byMachine, 1, true, 12],
    ['paid-untold', { ...onePage, name: 'vietqr' }, 1, true, 8],
  ] as const) {
    const page = await browser.context.newPage();
    await page.setViewportSize(PHONE);
    const shown = {
      order,
      isPaid,
      refundOutcome: 'pending',
      untold: name === 'paid-untold' ? untold : undefined,
    } as const;
    await page.setContent(payPage(provider, shown, now, desk.publicOrigin));
    await keepScreenshot(page, `sandbox-${name}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await page.locator('button').count()).toBe(buttons);
  }
});
