import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, consoleErrors, openChromium, overflow, PHONE } from '../support/chromium.ts';
import { TOKEN } from '../support/citizen-desk.ts';
import { keepScreenshot } from '../support/screenshots.ts';
import { servedDesk } from '../support/served-desk.ts';

const served = await servedDesk();
const { desk } = served;
const PREFERENCES = `/t/${TOKEN}/preferences`;
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

describe.each([
  ['a phone', PHONE],
  ['a desk', { width: 1280, height: 900 }],
])('on %s', (_, size) => {
  test.each([
    ['preferences', PREFERENCES],
    ['preferences-saved', `${PREFERENCES}?saved=1`],
    ['unsubscribe', `/t/${TOKEN}/unsubscribe`],
  ])('%s is clean under axe, no wider than the window, and has targets for thumbs', async (name, path) => {
    const page = await judging.context.newPage();
    await page.setViewportSize(size);
    await page.goto(desk.publicOrigin + path);
    await keepScreenshot(page, `${name}-${size.width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    for (const target of await page.locator('button, label.choice').all())
      expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(48);
    await page.close();
  });
});

test('from the dossier’s page: ticks, saves, comes back to what was saved, stops everything', async () => {
  const page = await browser.context.newPage();
  await page.setViewportSize(PHONE);
  await page.goto(`${desk.publicOrigin}/t/${TOKEN}`);
  await page.getByRole('link', { name: /Cách nhận thông báo/ }).click();
  expect(await page.locator('html').getAttribute('lang')).toBe('vi');
  await page.getByRole('checkbox', { name: /SMS/ }).uncheck();
  await page.getByRole('checkbox', { name: /Zalo/ }).check();
  await page.getByRole('radio', { name: 'English' }).check();
  await page.getByRole('button', { name: /^Lưu/ }).click();
  expect(page.url()).toBe(`${desk.publicOrigin}${PREFERENCES}?saved=1`);
  expect(await page.textContent('main')).toContain('Đã lưu lựa chọn');
  expect(await page.getByRole('checkbox', { name: /SMS/ }).isChecked()).toBe(false);
  expect(await page.getByRole('radio', { name: 'English' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: /Dừng mọi thông báo/ }).click();
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  expect(await page.getByRole('button', { name: /Dừng mọi thông báo/ }).count()).toBe(0);
  expect(errors).toEqual([]);
  await page.close();
});
