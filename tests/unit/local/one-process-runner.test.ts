import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../../../infra/local/folders.ts';
import { runProgram } from '../../../infra/local/processes.ts';

/** What is changed: each function bears the fate of its change in its name, `limit` is read when the file is loaded. */
const code = `
const limit = [3].map((n) => n + 1)[0]!;
export const killedByThrow = (n: number) => n > limit;
export const killedByRejection = async (n: number) => n > limit;
export const killedUnhandled = (n: number) => n > limit;
export const killedBeforeAll = (n: number) => n > limit;
export const killedAfterEach = (n: number) => n > limit;
let kept: boolean[] | undefined;
export const killedThoughKept = (n: number) => (kept ??= [
  n > limit, // survived: nobody looks at it, and what another change left behind must not be looked at instead
]);
export const survivedUnread = (n: number) => n > limit;
export const survivedSkipped = (n: number) => n > limit;
`;

const tests = `
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import * as code from './code.ts';

const holds = (said: boolean, n: number) => { if (said !== n > 4) throw new Error('wrong'); };
test.each([4, 5])('%s, thrown', (n) => expect(code.killedByThrow(n)).toBe(n > 4));
test.each([[4], [5]])('%s, rejected', async (n) => holds(await code.killedByRejection(n), n));
test('in nobody else\\'s sight', async () => {
  for (const n of [4, 5]) void Promise.resolve().then(() => holds(code.killedUnhandled(n), n));
  await new Promise((done) => setTimeout(done, 5));
});
test.each([1, 2])('asks once, whoever asks', () => expect(code.killedThoughKept(4)).toHaveLength(1));
describe('before all', () => {
  let said: boolean[] = [];
  beforeAll(() => { said = [4, 5].map(code.killedBeforeAll); });
  test('is seen', () => expect(said).toEqual([false, true]));
});
describe('after each', () => {
  let said: boolean[] = [];
  afterEach(() => expect(said).toEqual([false, true]));
  test('is seen', () => { said = [4, 5].map(code.killedAfterEach); });
});
test('reads and says nothing', () => { code.survivedUnread(4); });
test('is skipped', ({ skip }) => { code.survivedSkipped(4); skip(); });
test.skipIf(true)('never', () => expect(code.survivedUnread(4)).toBe(true));
test('sees its own environment', () => {
  vi.stubEnv('OF_A_TEST', 'x');
  vi.unstubAllEnvs();
  expect(process.env.OF_A_TEST).toBeUndefined();
});
`;

const program = `
const { Stryker } = await import('@stryker-mutator/core');
const stryker = new Stryker({
  mutate: ['code.ts'], testRunner: 'one-process', plugins: [${JSON.stringify(join(repository, 'tests/mutation/one-process-runner.ts'))}],
  coverageAnalysis: 'perTest', concurrency: 1, reporters: [], logLevel: 'off', tsconfigFile: 'none.json', tempDirName: 'changed',
});
const tried = await stryker.runMutationTest();
console.log('TRIED ' + JSON.stringify(tried.map(({ location, status, replacement }) => [location.start.line, replacement, status])));
`;

test('a change is killed by whatever fails under it, wherever it fails, and survives what sees nothing of it', async () => {
  const path = await mkdtemp(join(tmpdir(), 'motcua-changes-'));
  await mkdir(join(path, 'tests/support'), { recursive: true });
  await symlink(join(repository, 'node_modules'), join(path, 'node_modules'));
  const files = {
    'package.json': '{"type":"module"}',
    'code.ts': code,
    'code.test.ts': tests,
    'tests/support/seed.ts': '',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  const { output } = await runProgram(process.execPath, ['--input-type=module', '-e', program], {
    cwd: path,
    env: { ...process.env, MOTCUA_TEST_FILES: 'code.test.ts' },
  });
  const [, told] = /^TRIED (.*)$/m.exec(output) ?? [];
  const tried = JSON.parse(told ?? output) as [line: number, replacement: string, status: string][];
  const lines = code.split('\n');
  const wrong = tried.filter(([line, , status]) => (status === 'Survived') !== lines[line - 1]?.includes('survived'));
  expect(wrong).toEqual([]);
  expect(tried.filter(([line, , status]) => line === 2 && status === 'Killed')).not.toEqual([]);
  expect(tried.length).toBeGreaterThan(30);
});
