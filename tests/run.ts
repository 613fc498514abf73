import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repository } from '../infra/local/folders.ts';
import { MissingProgram, PlainError, runCommand, sentenceOf } from '../infra/local/plain-error.ts';
import { runProgram } from '../infra/local/processes.ts';
import { secondsText } from '../infra/local/progress.ts';
import { onceAskedToStop } from '../infra/local/stop-signal.ts';
import { findBrowser } from './support/browser.ts';
import { added, type Tally, tallyLine, tallyOf } from './tally.ts';
import { TestGround } from './test-ground.ts';
import { type Needs, type Tier, tiers } from './tiers.ts';

const ci = process.env.CI === 'true';
const LEAVE_LIMIT_MS = 12_000; // a person who pressed Ctrl-C waits
const none: Tally = { passed: 0, failed: 0, skipped: 0 };

/** `npm test [-- tier [file filter ...]]`: every tier in order, or one of them. Answers the exit code. */
async function main(): Promise<number> {
  const [tierName, ...filters] = process.argv.slice(2);
  const chosen = tiers.filter((tier) =>
    tierName ? tier.name === tierName : !('nightly' in tier) || process.env.NIGHTLY !== undefined,
  );
  if (chosen.length === 0) throw new PlainError(`Choose a tier: ${tiers.map((tier) => tier.name).join(', ')}.`);
  const reports = await mkdtemp(join(tmpdir(), 'motcua-reports-'));
  process.once('exit', () => rmSync(reports, { recursive: true, force: true, maxRetries: 5 }));
  const ground = new TestGround();
  void onceAskedToStop().then(async () => {
    console.error('\nInterrupted: taking down what was brought up.');
    await Promise.race([ground.leave(), sleep(LEAVE_LIMIT_MS)]);
    process.exit(130); // ends every other program that was started
  });
  let total = none;
  try {
    for (const tier of chosen) total = added(total, await runTier(tier, filters, ground, reports));
  } finally {
    await ground.clear();
  }
  console.log(`\n${tallyLine(total)}`);
  return total.failed > 0 ? 1 : 0;
}

async function runTier(tier: Tier, filters: string[], ground: TestGround, reports: string): Promise<Tally> {
  console.log(`\n== ${tier.name}`);
  const started = performance.now();
  const tally = await tallyOfTier(tier, filters, ground, reports);
  console.log(`== ${tier.name}: ${tallyLine(tally)}  (${secondsText(performance.now() - started)})`);
  return tally;
}

function tallyOfTier(tier: Tier, filters: string[], ground: TestGround, reports: string): Promise<Tally> {
  if ('command' in tier) return runCheck(tier.command);
  return 'nightly' in tier ? runNightly(tier.nightly, filters) : runFolder(tier, filters, ground, reports);
}

/** A program that either is content or not: one test. */
async function runNightly(program: string, filters: readonly string[]): Promise<Tally> {
  const { code } = await runProgram(process.execPath, [join(repository, program), ...filters], {
    cwd: repository,
    onText: (text) => process.stdout.write(text),
  });
  return code === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

/** A tool that either is content or not: one test. */
async function runCheck([command = '', ...args]: readonly string[]): Promise<Tally> {
  const { code, output } = await runProgram(join(repository, 'node_modules', '.bin', command), args, {
    cwd: repository,
  });
  if (code !== 0) console.log(output.trimEnd());
  return code === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

async function runFolder(
  tier: Extract<Tier, { folder: string }>,
  filters: string[],
  ground: TestGround,
  reports: string,
): Promise<Tally> {
  if (!hasTests(tier.folder)) return skipped(`${tier.folder} has no tests yet`);
  try {
    const env = await environmentFor(tier.needs, ground);
    if (typeof env !== 'string') return await runParts(tier, filters, env, reports);
    if (ci) return failed(env);
    if (tier.needs !== 'emulator for some') return skipped(env);
    return await runVitest(tier.folder, filters, {}, join(reports, `${tier.name}.json`), () => true, env);
  } catch (error) {
    return failed(sentenceOf(error));
  }
}

/** What the tier's tests find in their environment, or the reason why they cannot run here. */
async function environmentFor(needs: Needs, ground: TestGround): Promise<Record<string, string> | string> {
  if (needs === 'nothing') return {};
  const lacking = ci ? await ground.lackingInCi() : undefined;
  if (lacking) return lacking;
  const browser = needs === 'stack and browser' ? await findBrowser() : '';
  if (browser === undefined)
    return 'no Chromium was found (set MOTCUA_CHROMIUM, or install it: apt-get install chromium)';
  try {
    if (needs === 'emulator' || needs === 'emulator for some') return await ground.emulator();
    return { ...(await ground.stack()), ...(browser ? { MOTCUA_CHROMIUM: browser } : {}) };
  } catch (error) {
    if (error instanceof MissingProgram) return error.message;
    throw error;
  }
}

/** The files of a tier: side by side where they may run so; before and after, one after another, those that change what all see. */
async function runParts(
  { name, folder, alone }: Extract<Tier, { folder: string }>,
  filters: string[],
  env: Record<string, string>,
  reports: string,
): Promise<Tally> {
  const run = (part: string, more: Record<string, string> = {}, isOfPart: (file: string) => boolean = () => true) =>
    runVitest(folder, filters, { ...env, ...more }, join(reports, `${name}${part}.json`), isOfPart);
  const files = testFiles(folder, filters);
  if (!alone || files.length === 0) return run('');
  const among = (names: readonly string[]) => (file: string) => names.includes(basename(file, '.test.ts'));
  const [isBefore, isAfter] = [among(alone.before), among(alone.after)];
  const isTogether = (file: string): boolean => !isBefore(file) && !isAfter(file);
  const tallies: Tally[] = [];
  if (files.some(isBefore)) tallies.push(await run('-before', {}, isBefore));
  if (files.some(isTogether)) tallies.push(await run('', { MOTCUA_SIDE_BY_SIDE: 'yes' }, isTogether));
  if (files.some(isAfter)) tallies.push(await run('-after', {}, isAfter));
  return tallies.reduce(added, none);
}

async function runVitest(
  folder: string,
  filters: string[],
  env: Record<string, string>,
  report: string,
  isOfPart: (file: string) => boolean,
  lacking?: string,
): Promise<Tally> {
  const files = testFiles(folder, filters).filter(isOfPart);
  if (files.length === 0) return failed(`no file of ${folder} has "${filters.join(' ')}" in its path`);
  const { code, output } = await runProgram(
    join(repository, 'node_modules', '.bin', 'vitest'),
    ['run', ...files, '--reporter=default', '--reporter=json', `--outputFile=${report}`],
    {
      cwd: repository,
      env: { ...process.env, ...env, TMPDIR: dirname(report) }, // whatever the tests leave there goes with the reports
      onText: (text) => process.stdout.write(text),
    },
  );
  const tally = existsSync(report) ? await tallyOf(report) : undefined;
  if (!tally) return failed(`vitest ended with ${code} and left no report: ${output.trim().split('\n').at(-1) ?? ''}`);
  for (const { name, reason = lacking ?? 'its file says so' } of tally.leftOut)
    console.log(`  skipped: ${name}: ${reason}`);
  for (const { name, told } of tally.told) console.log(`  ${name}: ${told}`);
  // An error outside of any test makes vitest fail although every test has passed.
  if (code !== 0 && tally.failed === 0) return { ...tally, failed: 1 };
  return tally;
}

function hasTests(folder: string): boolean {
  return testFiles(folder).length > 0;
}

function testFiles(folder: string, filters: readonly string[] = []): string[] {
  const path = join(repository, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .filter((file) => filters.every((part) => file.includes(part)))
    .sort();
}

function skipped(reason: string): Tally {
  console.log(`  skipped: ${reason}`);
  return { ...none, skipped: 1 };
}

function failed(reason: string): Tally {
  console.log(`  failed: ${reason}`);
  return { ...none, failed: 1 };
}

await runCommand(main);
