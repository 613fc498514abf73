import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeFindings, consoleErrors, openChromium, overflow, PHONE } from '../support/chromium.ts';
import {
  DOSSIER,
  fee,
  issuedDocument,
  onePage,
  severalWays,
  TOKEN,
  transfer,
  VERIFICATION,
} from '../support/citizen-desk.ts';
import { keepScreenshot } from '../support/screenshots.ts';
import { servedDesk } from '../support/served-desk.ts';

const DOWNLOAD = '/elsewhere/result.pdf';
const PROVIDER = '/elsewhere/provider';

const served = await servedDesk({ [DOWNLOAD]: 'the signed file', [PROVIDER]: 'the provider' });
const { desk } = served;
/** Another origin than the pages': the form of a page must be able to end there. */
const elsewhere = desk.publicOrigin.replace('127.0.0.1', 'localhost');
let browser: Awaited<ReturnType<typeof openChromium>>;
let judging: Awaited<ReturnType<typeof openChromium>>;
let errors: string[];

beforeAll(async () => {
  browser = await openChromium();
  judging = await openChromium({ bypassCSP: true });
  errors = consoleErrors(browser.context);
});
afterAll(async () => {
  await browser?.close();
  await judging?.close();
  await served.stop();
});
beforeEach(() => {
  desk.fees = [fee({ state: 'pending' })];
  desk.documents = [issuedDocument({ resultId: 'res_2', documentNumber: '124/QĐ-UBND' }), issuedDocument()];
  desk.redirectUrl = `${elsewhere}${PROVIDER}`;
  desk.downloadUrl = `${elsewhere}${DOWNLOAD}`;
  desk.returned = undefined;
  desk.ways = [onePage];
  desk.transfer = undefined;
  desk.leadsTo = undefined;
  errors.length = 0;
});

const pages = {
  'look-up': '/',
  status: `/t/${TOKEN}`,
  pay: `/t/${TOKEN}/pay`,
  result: `/t/${TOKEN}/result`,
  code: `/t/${TOKEN}/result?step=code`,
  verify: '/verify',
  verified: `/verify/${VERIFICATION}`,
  figures: '/figures',
  formulas: '/figures/formulas/1',
  problem: '/problems/conflict',
  'not-found': '/nowhere',
  return: '/payments/return/vnpay/m',
};

describe.each([
  ['a phone', PHONE],
  ['a desk', { width: 1280, height: 900 }],
])('on %s', (_, size) => {
  test.each(Object.entries(pages))('%s is clean under axe and no wider than the window', async (name, path) => {
    const page = await judging.context.newPage();
    await page.setViewportSize(size);
    await page.goto(desk.publicOrigin + path);
    await keepScreenshot(page, `${name}-${size.width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const targets = await page.locator('button, .button, input[type=text], label.choice').all();
    for (const target of targets) expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(48);
    await page.close();
  });
});

describe('with the text at twice its size on a phone', () => {
  test.each(Object.entries(pages))('%s is no wider than the window', async (_, path) => {
    const page = await judging.context.newPage();
    await page.setViewportSize(PHONE);
    await page.goto(desk.publicOrigin + path);
    await page.addStyleTag({ content: 'html{font-size:200%!important}' });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.close();
  });
});

test('an amount, a date and an ordinary code are never broken over two lines', async () => {
  const page = await browser.context.newPage();
  await page.setViewportSize(PHONE);
  desk.dossier = { ...desk.dossier, clock: 'overdue' };
  for (const path of [pages.status, pages.pay, pages.return]) {
    await page.goto(desk.publicOrigin + path);
    for (const each of await page.locator('.whole, h1 .code').all()) {
      const lines = await each.evaluate((element) => element.getClientRects().length);
      const height = (await each.boundingBox())?.height ?? 0;
      expect([await each.innerText(), lines, height < 40]).toEqual([await each.innerText(), 1, true]);
    }
  }
  await page.close();
});

test('the style is let in by the policy and nothing of a page is refused', async () => {
  const page = await browser.context.newPage();
  for (const path of Object.values(pages)) await page.goto(desk.publicOrigin + path);
  await page.goto(desk.publicOrigin);
  const colour = await page.evaluate('getComputedStyle(document.querySelector(".top")).backgroundColor');
  expect(colour).toBe('rgb(11, 74, 134)');
  expect(errors).toEqual([]);
  await page.close();
});

test('from the look-up to the dossier by keyboard alone', async () => {
  const page = await browser.context.newPage();
  await page.goto(desk.publicOrigin);
  await page.getByLabel('Mã hồ sơ').focus();
  await page.keyboard.type(DOSSIER);
  await page.keyboard.press('Tab');
  await page.keyboard.type('0000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('Mã hồ sơ').inputValue()).toBe(DOSSIER);
  await page.getByLabel('4 số cuối').fill('5678');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/t/${TOKEN}`);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(DOSSIER);
  await page.close();
});

test('the pay button leads to the provider, at another origin', async () => {
  const page = await browser.context.newPage();
  await page.goto(`${desk.publicOrigin}/t/${TOKEN}`);
  await page.getByRole('link', { name: /Nộp phí/ }).click();
  await page.getByRole('button', { name: /150\.000/ }).click();
  await page.waitForURL(`**${PROVIDER}`);
  expect(errors).toEqual([]);
  await page.close();
});

test('a code leads to the document, at another origin', async () => {
  const page = await browser.context.newPage();
  await page.goto(`${desk.publicOrigin}/t/${TOKEN}/result`);
  await page.getByRole('button', { name: /Gửi mã/ }).click();
  await page.getByLabel(/Mã 6 số/).fill('000000');
  await page.getByRole('button', { name: /Tải kết quả/ }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel(/Mã 6 số/).fill('123456');
  await page.getByRole('button', { name: /Tải kết quả/ }).click();
  await page.waitForURL(`**${DOWNLOAD}`);
  expect(errors).toEqual([]);
  await page.close();
});

test('coming back while the money is on its way, the page looks again by itself', async () => {
  const attempt = {
    told: 'paid' as const,
    dossierCode: DOSSIER,
    reference: 'R1',
    amountVnd: 150_000,
    openedAt: desk.now,
    money: 'none' as const,
    fee: fee({ state: 'pending' }),
  };
  desk.returned = attempt;
  const page = await browser.context.newPage();
  await page.goto(`${desk.publicOrigin}/payments/return/vnpay/m?vnp_TxnRef=R1`);
  await page.getByText('Đang chờ xác nhận').waitFor();
  desk.returned = { ...attempt, money: 'received', fee: fee({ state: 'paid', receivedVnd: 150_000 }) };
  await page.getByText('Đã nộp thành công').waitFor({ timeout: 120_000 });
  await page.close();
});

describe('money that nobody owed, and money under review, on a phone', () => {
  const paid = { state: 'paid', receivedVnd: 150_000 };
  const told = {
    overpaid: fee({ ...paid, receivedVnd: 300_000, surplusVnd: 150_000, flags: ['duplicate', 'overpaid'] }),
    'after-cancel': fee({ ...paid, state: 'paid_after_close', ended: 'cancelled', surplusVnd: 150_000 }),
    'after-expiry': fee({ ...paid, state: 'paid_after_close', ended: 'expired', surplusVnd: 150_000 }),
    held: fee({ state: 'under_review', heldVnd: 150_000 }),
  };

  test.each(Object.entries(told))('%s: every page says it, is clean under axe and fits', async (name, shown) => {
    desk.fees = [shown];
    desk.documents = [];
    const money = shown.state === 'under_review' ? ('held' as const) : ('received' as const);
    const attempt = { dossierCode: DOSSIER, reference: 'R1', amountVnd: 150_000, openedAt: desk.now };
    desk.returned = { ...attempt, told: 'paid', money, fee: shown };
    for (const path of [pages.status, pages.pay, pages.return]) {
      const page = await judging.context.newPage();
      await page.setViewportSize(PHONE);
      await page.goto(desk.publicOrigin + path);
      const of = path === pages.status ? 'status' : path === pages.pay ? 'pay' : 'return';
      await keepScreenshot(page, `${name}-${of}`);
      expect(await page.getByText(money === 'held' ? 'đang được kiểm tra' : 'hoàn trả').count()).toBeGreaterThan(0);
      expect(await axeFindings(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.close();
    }
  });
});

describe('several ways to pay, and a bank transfer, on a phone', () => {
  const REFERENCE = transfer().reference;
  const transferPath = `/t/${TOKEN}/pay/${REFERENCE}`;
  const paid = fee({ state: 'paid', receivedVnd: 150_000 });
  const begunTransfer = { reference: REFERENCE, expiresAt: transfer().expiresAt };
  const pageUrl = 'https://provider.example/order/1';
  const shown = {
    ways: { path: pages.pay, ways: severalWays },
    'ways-begun': { path: pages.pay, ways: severalWays, fee: fee({ state: 'pending', isBegun: true, begunTransfer }) },
    'ways-none': { path: pages.pay, ways: [] },
    transfer: { path: transferPath, transfer: transfer() },
    'transfer-with-page': { path: `${transferPath}?still=1`, transfer: transfer({ pageUrl }) },
    'transfer-over': { path: transferPath, transfer: transfer({ expiresAt: desk.now }) },
    'transfer-paid': { path: transferPath, transfer: transfer({ money: 'received', fee: paid }) },
  } as const;

  test.each(Object.entries(shown))('%s: clean under axe, fits, also at twice the size of text', async (name, set) => {
    if ('fee' in set) desk.fees = [set.fee];
    if ('ways' in set) desk.ways = set.ways;
    if ('transfer' in set) desk.transfer = set.transfer;
    const page = await judging.context.newPage();
    await page.setViewportSize(PHONE);
    await page.goto(desk.publicOrigin + set.path);
    await keepScreenshot(page, `${name}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    for (const target of await page.locator('button, .button').all())
      expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(48);
    await page.addStyleTag({ content: 'html{font-size:200%!important}' });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.close();
  });

  test('from the choice to the code, which is let in by the policy, and back when the money is there, all without a script', async () => {
    desk.ways = severalWays;
    desk.transfer = transfer({ openedAt: desk.now });
    desk.leadsTo = REFERENCE;
    const page = await browser.context.newPage();
    await page.setViewportSize(PHONE);
    await page.goto(desk.publicOrigin + pages.pay);
    await page.getByRole('button', { name: /Chuyển khoản ngân hàng/ }).click();
    await page.waitForURL(`**${transferPath}`);
    const code = await page.locator('.qr svg').boundingBox();
    expect([code?.width, (code?.width ?? 0) > 200]).toEqual([code?.height, true]);
    expect(await page.locator('script').count()).toBe(0);
    desk.transfer = { ...desk.transfer, money: 'received', fee: paid };
    await page.getByText('Đã nộp thành công').waitFor({ timeout: 120_000 });
    expect(errors).toEqual([]);
    await page.close();
  });

  test('the picture can be saved, and a browser reads in it what the page shows', async () => {
    desk.transfer = transfer({ openedAt: desk.now });
    const page = await judging.context.newPage();
    await page.goto(`${desk.publicOrigin}${transferPath}?still=1`);
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByText('Lưu ảnh mã QR').click()]);
    expect(saved.suggestedFilename()).toBe(`ma-qr-${REFERENCE}.png`);
    const side = 49;
    const squaresOf = (kind: string) =>
      page.evaluate(`(async () => {
        const image = new Image();
        image.src = '${desk.publicOrigin}${transferPath}.${kind}';
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = ${side * 8};
        const pen = canvas.getContext('2d');
        pen.drawImage(image, 0, 0, ${side * 8}, ${side * 8});
        const { data } = pen.getImageData(0, 0, ${side * 8}, ${side * 8});
        const dark = (x, y) => data[((y * 8 + 4) * ${side * 8} + x * 8 + 4) * 4] < 128;
        const squares = Array.from({ length: ${side} }, (_, at) => at);
        return squares.map((y) => squares.map((x) => (dark(x, y) ? '#' : ' ')).join(''));
      })()`) as Promise<readonly string[]>;
    const [png, svg] = [await squaresOf('png'), await squaresOf('svg')];
    expect(png).toEqual(svg);
    expect(png.slice(4, 11).map((line) => line.slice(4, 11))).toEqual([
      '#######',
      '#     #',
      '# ### #',
      '# ### #',
      '# ### #',
      '#     #',
      '#######',
    ]);
    await page.close();
  });
});
