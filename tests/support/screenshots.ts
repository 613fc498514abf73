import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { homeFolder } from '../../infra/local/folders.ts';

const folder = process.env.MOTCUA_SCREENSHOTS ?? join(homeFolder(), 'screenshots');

/** What Chromium says where it could not draw in time, on a machine that does much else: asked again it can. */
const NOT_DRAWN = 'Unable to capture screenshot';

/** Keeps a picture of the whole page, to be looked at: in `MOTCUA_SCREENSHOTS`, else in `screenshots` of the local stack's folder. */
export const keepScreenshot = async (page: Page, name: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  for (let tries = 1; ; tries += 1)
    try {
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
      return;
    } catch (error) {
      if (tries === 3 || !String(error).includes(NOT_DRAWN)) throw error;
    }
};
