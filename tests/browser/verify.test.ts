import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SentFile } from '../../functions/web/domain/sent-file.ts';
import { axeFindings, consoleErrors, openChromium, overflow, PHONE } from '../support/chromium.ts';
import { CHECK, DOCUMENT_FILES } from '../support/citizen-desk.ts';
import { httpServer } from '../support/http-server.ts';
import { servedDesk } from '../support/served-desk.ts';
import { inVietNam } from '../support/viet-nam-time.ts';

const served = await servedDesk();
const { desk } = served;
let browser: Awaited<ReturnType<typeof openChromium>>;
let judging: Awaited<ReturnType<typeof openChromium>>;

beforeAll(async () => {
  browser = await openChromium();
  judging = await openChromium({ bypassCSP: true });
});
afterAll(async () => {
  await browser?.close();
  await judging?.close();
  await served.stop();
});

test('a chosen file is hashed in the browser, and nothing of it is sent but its hash', async () => {
  const errors = consoleErrors(browser.context);
  const page = await browser.context.newPage();
  await page.setViewportSize(PHONE);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`));
  await page.goto(`${desk.publicOrigin}/verify`);
  const buffer = Buffer.from('%PDF-1.7 whatever');
  await page.locator('#file').setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer });
  await page.waitForURL(/sha256=/);
  const hash = createHash('sha256').update(buffer).digest('hex');
  expect(asked.at(-1)).toBe(`GET ${desk.publicOrigin}/verify?sha256=${hash} `);
  expect(await page.textContent('main')).toContain('Không có văn bản nào có đúng tệp này');
  // The page of what there is not is a 404, which the console tells.
  expect(errors.filter((error) => !error.includes('404'))).toEqual([]);
  await page.close();
});

test.each(['/verify', `/verify?sha256=${DOCUMENT_FILES[0]}`])(
  '%s is clean under axe and no wider than a phone',
  async (path) => {
    const page = await judging.context.newPage();
    await page.setViewportSize(PHONE);
    await page.goto(desk.publicOrigin + path);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.close();
  },
);

const landsAt = () => `${desk.publicOrigin}/verify/uploads/${CHECK}?sent=1`;
const awaitedAt = (url: string): SentFile => ({
  state: 'awaited',
  form: {
    url,
    fields: { key: `checks/${CHECK}.pdf`, success_action_redirect: landsAt() },
    expiresAt: inVietNam('2026-11-18 09:15'),
  },
});
const checked: SentFile = {
  state: 'checked',
  found: {
    verdict: 'signed_elsewhere',
    signatures: [
      { signer: 'Nguyễn Văn An', verdict: 'valid', provenTime: inVietNam('2026-11-17 10:00') },
      { signer: '', verdict: 'indeterminate', reason: 'no_path_to_root' },
    ],
  },
};

test('without script a file goes straight to the store, the page waits by itself, and says who signed', async () => {
  const bodies: string[] = [];
  const store = await httpServer((body, _, response) => {
    bodies.push(body);
    response.writeHead(303, { location: landsAt() }).end();
  });
  const plain = await openChromium({ javaScriptEnabled: false });
  try {
    const page = await plain.context.newPage();
    await page.setViewportSize(PHONE);
    desk.check = awaitedAt(store.origin);
    await page.goto(`${desk.publicOrigin}/verify`);
    await page.getByRole('button', { name: 'Gửi tệp để kiểm tra' }).click();
    await page.waitForURL(`${desk.publicOrigin}/verify/uploads/${CHECK}`);
    const buffer = Buffer.from('%PDF-1.7 of others');
    await page.locator('#file').setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer });
    await page.getByRole('button', { name: 'Gửi và kiểm tra' }).click();
    await page.waitForURL(landsAt());
    expect(await page.textContent('main')).toContain('Đang kiểm tra tệp');
    desk.check = checked;
    await page.getByText('Nguyễn Văn An').waitFor();
    expect(await page.textContent('main')).toContain('10:00 17/11/2026');
    expect(bodies).toHaveLength(1);
    const [sent = ''] = bodies;
    expect(sent).toContain('%PDF-1.7 of others');
    expect(sent.indexOf('name="key"')).toBeLessThan(sent.indexOf('name="file"'));
  } finally {
    desk.check = undefined;
    await plain.close();
    await store.stop();
  }
});

const states: readonly (readonly [string, SentFile, string])[] = [
  ['the form', awaitedAt('https://store.example/'), ''],
  ['the wait', awaitedAt('https://store.example/'), '?sent=1'],
  ['the missed file', { state: 'missed' }, '?sent=1'],
  ['the verdict', checked, '?sent=1'],
];

test.each(states)('%s of a sent file is clean under axe and no wider than a phone', async (_, check, query) => {
  desk.check = check;
  const page = await judging.context.newPage();
  await page.setViewportSize(PHONE);
  await page.goto(`${desk.publicOrigin}/verify/uploads/${CHECK}${query}`);
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.addStyleTag({ content: 'html{font-size:200%!important}' });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  for (const button of await page.locator('main button').all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(48);
  await page.close();
  desk.check = undefined;
});
