import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes the folder in which an emulator works. Emulators unpack functions somewhere below it and run them beside CommonJS
 * programs of their own, and Node asks the nearest package.json above a file what it is: this one answers, so that none
 * further up does, such as that of a repository which holds the folder.
 */
export async function makeWorkingFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), `${JSON.stringify({ private: true, type: 'commonjs' })}\n`);
}
