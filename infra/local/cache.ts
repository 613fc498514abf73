import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder, cannotWrite, makeFolder } from './folders.ts';
import { PlainError } from './plain-error.ts';
import { isAlive } from './processes.ts';

const WAIT_FOR_OTHER_INSTALL_MS = 15 * 60_000;

/**
 * A folder of the cache, filled once by `build` and then only read. Its name carries a hash of the pins, so that other
 * pins get another folder. Two builders at once: one builds, the other waits. A build that fails leaves nothing behind.
 *
 * Python's virtual environments hold their own path, so the folder is built in its place and counts as filled once its
 * marker is there.
 */
export async function cachedFolder(
  name: string,
  pins: string,
  build: (folder: string) => Promise<void>,
): Promise<{ folder: string; built: boolean }> {
  const folder = join(cacheFolder(), `${name}-${createHash('sha256').update(pins).digest('hex').slice(0, 12)}`);
  const marker = join(folder, '.complete');
  if (existsSync(marker)) return { folder, built: false };
  await makeFolder(cacheFolder(), 'MOTCUA_CACHE');
  const release = await lock(`${folder}.lock`);
  try {
    if (existsSync(marker)) return { folder, built: false };
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await build(folder);
    await writeFile(`${marker}.tmp`, new Date().toISOString());
    await rename(`${marker}.tmp`, marker);
    return { folder, built: true };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await release();
  }
}

/** Takes the lock, waiting for a living holder; a lock whose holder has died is taken over. */
async function lock(path: string): Promise<() => Promise<void>> {
  const deadline = performance.now() + WAIT_FOR_OTHER_INSTALL_MS;
  while (performance.now() < deadline) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(dirname(path), 'MOTCUA_CACHE', error);
    }
    const holder = Number(await readFile(path, 'utf8').catch(() => ''));
    if (holder && !isAlive(holder)) await rm(path, { force: true });
    else await sleep(500);
  }
  throw new PlainError(`Another installation seems to be stuck. If none is running, delete ${path} and try again.`);
}
