import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Chromium's program: `MOTCUA_CHROMIUM`, else the first that PATH or the usual places have. */
export async function findBrowser(): Promise<string | undefined> {
  const named = process.env.MOTCUA_CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  const folders = [...(process.env.PATH ?? '').split(':'), '/snap/bin'];
  const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const candidates = [
    ...programs.flatMap((program) => folders.map((folder) => join(folder, program))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  return candidates.find((path) => existsSync(path));
}
