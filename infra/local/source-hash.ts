import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { repository } from './folders.ts';

/** A hash of everything that a deployment is made from. Folders of the local machine itself do not count. */
export async function sourceHash(extra: string): Promise<string> {
  const hash = createHash('sha256').update(extra);
  const files = ['package-lock.json', 'cdk.json'].map((name) => join(repository, name));
  for (const folder of ['infra', 'functions', 'shared', 'docs'])
    files.push(...(await filesBelow(join(repository, folder))));
  for (const file of files.sort()) {
    const name = relative(repository, file);
    if (name.startsWith('infra/local/')) continue;
    const text = await readFile(file).catch(() => undefined);
    if (text) hash.update(`\0${name}\0`).update(text);
  }
  return hash.digest('hex');
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
