import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlainError } from './plain-error.ts';

/** The repository that these files lie in. */
export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Where a local stack keeps its data, logs and `stack.json`: `MOTCUA_HOME`, else `.local` in the repository. */
export function homeFolder(): string {
  return named('MOTCUA_HOME') ?? join(repository, '.local');
}

/** Where emulators are kept between clones: `MOTCUA_CACHE`, else the user's cache folder. */
export function cacheFolder(): string {
  return named('MOTCUA_CACHE') ?? join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'motcua');
}

/** Makes a folder where it is not there yet. @throws PlainError that names the variable by which to choose another. */
export async function makeFolder(folder: string, variable: 'MOTCUA_HOME' | 'MOTCUA_CACHE'): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw cannotWrite(folder, variable, error);
  }
}

/** What a person reads where a folder cannot be written. */
export function cannotWrite(folder: string, variable: 'MOTCUA_HOME' | 'MOTCUA_CACHE', error: unknown): PlainError {
  const { code } = error as NodeJS.ErrnoException;
  return new PlainError(
    `${folder} cannot be written to (${code}): mend that, or choose another folder with ${variable}=/path.`,
  );
}

function named(variable: string): string | undefined {
  const path = process.env[variable];
  if (!path) return undefined;
  return resolve(path.startsWith('~/') ? join(homedir(), path.slice(2)) : path);
}
