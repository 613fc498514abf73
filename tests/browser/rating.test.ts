import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, consoleErrors, openChromium, overflow, PHONE } from '../support/chromium.ts';
import { dossier, TOKEN } from '../support/citizen-desk.ts';
import { keepScreenshot } from '../support/screenshots.ts';
import { servedDesk } from '../support/served-desk.ts';

const served = await servedDesk();
const { desk } = served;
const RATING = `/t/${TOKEN}/rating`;
const asked = desk.rating;
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
    ['rating', asked],
    ['rating-early', { ...asked, isEnded: false }],
    ['rating-given', { ...asked, given: { at: desk.now, stars: 2, words: 'Phải đi lại nhiều lần' } }],
  ])('%s is clean under axe, no wider than the window, and has targets for thumbs', async (name, rating) => {
    desk.rating = rating;
    const page = await judging.context.newPage();
    await page.setViewportSize(size);
    await page.goto(desk.publicOrigin + RATING);
    await keepScreenshot(page, `${name}-${size.width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    for (const target of await page.locator('button, textarea, label.choice').all())
      expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(48);
    await page.close();
  });
});

test('from the page of a dossier that has ended: chooses, writes, sends, and sees what was given', async () => {
  desk.rating = asked;
  desk.dossier = { ...dossier, statusNumber: 10 };
  const page = await browser.context.newPage();
  await page.setViewportSize(PHONE);
  await page.goto(`${desk.publicOrigin}/t/${TOKEN}`);
  await page.getByRole('link', { name: /Đánh giá việc giải quyết/ }).click();
  await page.getByRole('radio', { name: /^5/ }).check();
  await page.getByRole('textbox', { name: /Ý kiến/ }).fill('Nhanh và rõ ràng');
  await page.getByRole('button', { name: /Gửi đánh giá/ }).click();
  expect(page.url()).toBe(desk.publicOrigin + RATING);
  expect(await page.textContent('main')).toMatch(/Rất hài lòng \(5\/5\)[\s\S]*Nhanh và rõ ràng/);
  expect(await page.getByRole('button', { name: /Gửi đánh giá/ }).count()).toBe(0);
  expect(errors).toEqual([]);
  await page.close();
});
