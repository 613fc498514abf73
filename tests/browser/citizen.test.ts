import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser } from '../support/browser.ts';
import {
  call,
  dossierOf,
  eventually,
  keys,
  messagesTo,
  openFee,
  registered,
  sendEvent,
  stack,
} from '../support/deployed.ts';
import { simplePdf } from '../support/pdf-samples.ts';
import { issue } from '../support/results-api.ts';

const axeSource = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

const openBrowser = async (): Promise<Browser> => {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error('no Chromium was found');
  const flags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ];
  return chromium.launch({
    executablePath,
    headless: true,
    args: [...flags, '--disable-component-update', '--disable-sync'],
  });
};

const phone = { viewport: { width: 360, height: 740 }, locale: 'vi-VN', acceptDownloads: true };

/** What axe finds on a page, and whether it fits the narrow screen. The checker comes in past the page's policy, which forbids any script. */
const inspected = async (page: Page): Promise<void> => {
  await page.evaluate(axeSource);
  const found = (await page.evaluate('axe.run()')) as {
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  };
  expect(
    found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    page.url(),
  ).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth'), page.url()).toBeLessThanOrEqual(360);
};

describe('a citizen with a cheap phone', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    context = await browser.newContext({ ...phone, javaScriptEnabled: true });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('looks around: home, verification, an unknown address', async () => {
    for (const path of ['/', '/verify/unknown-code', '/t/unknown', '/sandbox']) {
      await page.goto(`${stack.frontDoor}${path}`);
      expect(await page.locator('html').getAttribute('lang')).toBe('vi');
      await inspected(page);
    }
  });

  test("follows the dossier, pays the fee on the provider's page, downloads the result with the code from the phone", async () => {
    const { dossierCode, phone: number, dossier } = await registered();
    await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
    await page.goto(dossier.citizenUrl);
    expect(await page.content()).not.toContain('Nguyễn Thị Ánh');
    expect(await page.textContent('main')).toContain('19/11/2026');
    await inspected(page);

    const fee = await openFee(dossierCode);
    expect(fee.status, fee.text).toBe(201);
    await eventually(async () => {
      await page.goto(fee.body.payUrl); // the list of a dossier's fees is a moment behind
      expect(await page.textContent('main')).toContain('150.000');
    });
    await inspected(page);
    await page.locator('main form:has(input[value=vnpay]) button').click();
    expect(page.url()).toContain('/sandbox/vnpay/');
    await inspected(page);
    await page.locator('button[value=pay]').click();
    await page.waitForURL(/\/payments\/return\/vnpay\//);
    await inspected(page);
    await eventually(async () => expect((await dossierOf(dossierCode)).status.number).toBe(2));

    await sendEvent(dossierCode, 'processing_started', '2026-11-17T08:00:00+07:00');
    const result = await issue(dossierCode, simplePdf());
    await eventually(async () => {
      await page.goto(`${dossier.citizenUrl}/result`);
      expect(await page.locator('main form button').count()).toBeGreaterThan(0);
    });
    await inspected(page);
    const before = (await messagesTo(number)).length;
    await page.locator('main form button').first().click();
    await inspected(page);
    const code = await eventually(async () => {
      const texts = (await messagesTo(number))
        .slice(before)
        .map((message) => (message.text ?? '').replaceAll(dossierCode, ''));
      const found = texts.map((text) => /\b(\d{6})\b/.exec(text)?.[1]).find(Boolean);
      expect(found).toBeDefined();
      return found ?? '';
    });
    await page.locator('input[name=code]').fill(code === '000000' ? '111111' : '000000');
    await page.locator('form:has(input[name=code]) button').first().click();
    expect(await page.textContent('main')).toContain('không đúng');
    await inspected(page);

    await page.locator('input[name=code]').fill(code);
    const [sent] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/result')),
      page.locator('form:has(input[name=code]) button').first().click(),
    ]);
    expect(sent.status()).toBe(302);
    const file = Buffer.from(await (await fetch(sent.headers().location ?? '')).arrayBuffer());
    const { body } = await call('GET', `/v1/results/${result.resultId}`, { key: keys.backOffice });
    const hashes = body.versions.map(({ sha256 }: { readonly sha256: string }) => sha256);
    expect(hashes).toContain(createHash('sha256').update(file).digest('hex'));

    await page.goto(result.verificationUrl);
    expect(await page.textContent('main')).toContain('123/TLKS-BS');
    expect(await page.content()).not.toContain('Ánh');
    await inspected(page);
  });

  test('needs no script', async () => {
    const { dossier } = await registered({ notify: { sms: false, email: false } });
    const plain = await browser.newContext({ ...phone, javaScriptEnabled: false });
    const still = await plain.newPage();
    await still.goto(dossier.citizenUrl);
    expect(await still.textContent('h1')).toContain(dossier.dossierCode);
    expect(await still.locator('script').count()).toBe(0);
    await plain.close();
  });
});
