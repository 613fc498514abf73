import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type TestContext, test } from 'vitest';

/** Whether PATH has a program of this name. */
const isOnPath = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/**
 * Ends a test that lacks something of this machine: skipped with the reason, which the end of `npm test` repeats. Where
 * CI=true promises that everything is there it fails instead. `reason` is undefined where nothing is lacking.
 */
export function skipFor(reason: string | undefined, { task, skip }: Pick<TestContext, 'task' | 'skip'>): void {
  if (reason === undefined) return;
  if (process.env.CI === 'true') throw new Error(reason);
  Object.assign(task.meta, { skippedFor: reason });
  skip(reason);
}

/** `test` for those that have programs of this machine judge what we made: openssl, pdfsig (of poppler-utils), qpdf. */
export const testWith = (...programs: readonly string[]) =>
  test.extend<{ programs: readonly string[] }>({
    programs: [
      async ({ task, skip }, use) => {
        const lacking = programs.filter((program) => !isOnPath(program));
        skipFor(lacking.length > 0 ? `${lacking.join(', ')} not found on PATH` : undefined, { task, skip });
        await use(programs);
      },
      { auto: true },
    ],
  });
