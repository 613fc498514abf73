import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { homeFolder } from '../../infra/local/folders.ts';

const folder = process.env.MOTCUA_SCREENSHOTS ?? join(homeFolder(), 'screenshots');

/** Keeps a picture of the whole page, to be looked at: in `MOTCUA_SCREENSHOTS`, else in `screenshots` of the local stack's folder. */
export const keepScreenshot = async (page: Page, name: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};
