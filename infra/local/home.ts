import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository that these files lie in. */
export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Where a local stack keeps its data, logs and `stack.json`: `MOTCUA_HOME`, else `.local` in the repository. */
export function homeFolder(): string {
  const asked = process.env.MOTCUA_HOME;
  if (!asked) return join(repository, '.local');
  const expanded = asked.startsWith('~/') ? join(homedir(), asked.slice(2)) : asked;
  return isAbsolute(expanded) ? expanded : resolve(expanded);
}
