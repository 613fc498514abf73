import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings, consoleErrors, openChromium, overflow, PHONE } from '../support/chromium.ts';
import { DOCUMENT_FILES, servedDesk } from '../support/citizen-desk.ts';

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
