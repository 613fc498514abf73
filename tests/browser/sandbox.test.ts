import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailOf } from '../../functions/notifications/domain/wording.ts';
import { inboxIn } from '../../functions/sandbox/adapters/inbox.ts';
import { gatewayResult } from '../../shared/platform/http-answer.ts';
import { bothSidesOf, carrierHouse } from '../support/carrier-house.ts';
import { axeFindings, consoleErrors, openChromium, overflow, PHONE } from '../support/chromium.ts';
import { httpServer } from '../support/http-server.ts';
import { NOW } from '../support/sandbox-house.ts';

const PDF = Buffer.from('%PDF-1.7 \u0000\u00ff');

let house: ReturnType<typeof carrierHouse>;
let served: Awaited<ReturnType<typeof httpServer>>;
let browser: Awaited<ReturnType<typeof openChromium>>;
let judging: Awaited<ReturnType<typeof openChromium>>;
let errors: string[];

const MAILBOX = '/sandbox?to=anh@example.vn';
const CARRIER = '/sandbox/carriers/sample-email';
const pages = {
  home: '/sandbox',
  mailbox: MAILBOX,
  'carrier of mails': CARRIER,
  'carrier of SMS': '/sandbox/carriers/sample-sms',
};

beforeAll(async () => {
  served = await httpServer(async (body, { method = 'GET', url = '/' }, response) => {
    const answer = gatewayResult(await house.call(method, url, { body }), served.origin);
    const bytes = Buffer.from(answer.body, answer.isBase64Encoded ? 'base64' : 'utf8');
    response.writeHead(answer.statusCode, answer.headers as Record<string, string>).end(bytes);
  });
  house = carrierHouse(served.origin);
  const mails = await bothSidesOf('smtp', undefined, house);
  const told = mailOf(
    { template: 'accepted', promisedAt: Date.parse('2026-11-27T17:00:00+07:00') },
    {
      language: 'vi',
      agencyCode: 'H26.10',
      agencyName: 'Ủy ban nhân dân phường Ngọc Hà',
      dossierCode: 'H26.10-261120-0007',
      procedureName: 'Cấp bản sao trích lục hộ tịch',
      fullName: 'Nguyễn Thị Ánh',
      citizenUrl: `${served.origin}/t/abcdefghijklmnopqrstuvwxyz234567`,
    },
  );
  const called = { channel: 'email', clientReference: 'msg_1', round: 0, leg: 1, to: 'anh@example.vn' } as const;
  await mails.carrier.send({ ...called, ...told });
  await inboxIn(house.own).keep('smtp-evil', {
    channel: 'email',
    carrier: 'sample-email',
    to: 'anh@example.vn',
    subject: 'Thư lạ',
    body: 'x',
    html: `<p>Thư lạ</p><script>top.document.title = 'ran'; document.title = 'ran'</script><img src="${served.origin}/seen" onerror="document.title='ran'"><form action="${served.origin}/sent"><button>Gửi</button></form><style>p { color: rgb(1, 2, 3) }</style>`,
    acceptedAt: NOW + 1000,
    clientReference: 'msg_2',
    files: [{ filename: 'Mẫu số 01.pdf', contentType: 'application/pdf', content: PDF }],
  });
  const sms = await bothSidesOf('esms', `${served.origin}/webhooks/messages/sample-sms/token`, house);
  const text = 'UBND P. Ngoc Ha: Ho so H26.10-261120-0007 da tiep nhan.';
  await sms.carrier.send({ channel: 'sms', clientReference: 'msg_3', round: 0, leg: 1, to: '0912345678', text });
  house.now = NOW + 5000;
  browser = await openChromium();
  judging = await openChromium({ bypassCSP: true });
  errors = consoleErrors(browser.context);
});
afterAll(async () => {
  await browser?.close();
  await judging?.close();
  await served?.stop();
});

test.each(Object.entries(pages))(
  'the %s of the sandbox is clean under axe and no wider than a phone',
  async (_, path) => {
    const page = await judging.context.newPage();
    for (const size of [PHONE, { width: 1280, height: 900 }]) {
      await page.setViewportSize(size);
      await page.goto(served.origin + path);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await axeFindings(page)).toEqual([]);
    }
    expect(await page.locator('html').getAttribute('lang')).toBe('vi');
    await page.close();
  },
);

test('a mail is seen as its recipient sees it, within the phone', async () => {
  const page = await browser.context.newPage();
  await page.setViewportSize(PHONE);
  await page.goto(served.origin + MAILBOX);
  const frame = page.frameLocator('iframe').first();
  await expect.poll(() => frame.locator('h1').innerText()).toMatch(/tiếp nhận/);
  expect(await frame.locator('body').innerText()).toContain('Kính gửi ông/bà Nguyễn Thị Ánh,');
  const box = await page.locator('iframe').first().boundingBox();
  expect(box?.width).toBeLessThanOrEqual(PHONE.width);
  expect(box?.height).toBeGreaterThan(300);
  expect(await page.locator('pre').first().innerText()).toContain('Kính gửi ông/bà Nguyễn Thị Ánh,');
  await page.getByText('Tiêu đề kỹ thuật').first().click();
  expect(await page.getByText('Auto-Submitted').first().isVisible()).toBe(true);
  await page.close();
});

test('a mail runs nothing, loads nothing and sends nothing, but has its own style', async () => {
  const page = await browser.context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(served.origin + MAILBOX);
  const frame = page.frameLocator('iframe').nth(1);
  await expect.poll(() => frame.locator('p').innerText()).toBe('Thư lạ');
  await frame.getByRole('button').click();
  await page.waitForTimeout(300);
  expect(await page.title()).toBe('Điện thoại và hộp thư');
  expect(asked.filter((path) => path === '/seen' || path === '/sent')).toEqual([]);
  expect(errors.join('\n')).toMatch(/script/i);
  await page.close();
});

test('a file of a mail is saved whole under its own name', async () => {
  const page = await browser.context.newPage();
  await page.goto(served.origin + MAILBOX);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Mẫu số 01.pdf' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Mẫu số 01.pdf');
  const saved = readFileSync(await download.path());
  expect(createHash('sha256').update(saved).digest('hex')).toBe(createHash('sha256').update(PDF).digest('hex'));
  await page.close();
});

test('from a message one comes to what its carrier heard and said', async () => {
  const page = await browser.context.newPage();
  await page.goto(`${served.origin}/sandbox?to=0912345678`);
  await page.getByRole('link', { name: 'sample-sms' }).click();
  expect(await page.locator('h1').innerText()).toBe('Nhà cung cấp tin nhắn sample-sms (giả lập)');
  const words = await page.locator('main').innerText();
  expect(words).toMatch(/"RequestId":"msg_3/);
  expect(words).toMatch(/"CodeResult":"100"/);
  expect(words).toMatch(/Biên nhận đã gửi/);
  expect(words).not.toMatch(/SANDBOX-ESMS|\/token/);
  await page.close();
});
