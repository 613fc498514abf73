import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A citizen's page to click, with whose it is. */
export interface SampleLink {
  readonly label: string;
  readonly url: string;
}

/** The links that an earlier start of this home has shown. */
export async function readLinks(home: string): Promise<readonly SampleLink[]> {
  try {
    return JSON.parse(await readFile(fileIn(home), 'utf8')) as readonly SampleLink[];
  } catch {
    return [];
  }
}

/** Keeps the links for the next start: only the API that made the samples knows them. */
export async function writeLinks(home: string, links: readonly SampleLink[]): Promise<void> {
  await writeFile(fileIn(home), JSON.stringify(links, null, 2), { mode: 0o600 });
}

function fileIn(home: string): string {
  return join(home, 'sample-links.json');
}
