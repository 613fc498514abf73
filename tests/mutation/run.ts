/**
 * `npm run mutation [-- path[:lines] ...]`: changes the inner layers (of paths that hold one of the given parts, of them the lines from
 * 40 to 52 with `:40-52`) bit by bit and runs the unit and property tests that reach each change. Fails where fewer than 90 % are killed, and where the list of known survivors is wrong.
 */
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { repository } from '../../infra/local/folders.ts';
import { PlainError, runCommand } from '../../infra/local/plain-error.ts';
import { type KnownSurvivor, linesOf, type Mutant, verdictOn } from './verdict.ts';

/** Code of the inner layers, and the files of tests that answer for it. */
interface Room {
  readonly code: readonly string[];
  readonly tests: readonly string[];
}

const capabilities = [
  'desk',
  'dossiers',
  'installation',
  'notifications',
  'payments',
  'results',
  'sandbox',
  'web',
  'webhooks',
];

const ofFolder = (name: string): readonly string[] => [
  `tests/unit/${name}/**/*.test.ts`,
  `tests/property/${name}/**/*.test.ts`,
];

/** What waits for a network that is silent or a table that clashes: minutes for each change, so only for what they are about. */
const waits = ['aws-clients', 'dynamo-table', 'outgoing-http'];
const ofPlatform = `tests/unit/platform/!(${waits.join('|')}|permissions).test.ts`;

const rooms: readonly Room[] = [
  { code: ['shared/kernel/working-time/*.ts'], tests: ofFolder('working-time') },
  {
    code: ['shared/kernel/dossier-card.ts'],
    tests: [
      'tests/unit/platform/dossier-card.test.ts',
      ...['registration', 'erasure', 'authority'].map((name) => `tests/unit/dossiers/${name}.test.ts`),
    ],
  },
  {
    code: ['shared/kernel/stored.ts'],
    tests: ['tests/unit/kernel/other-releases.test.ts', 'tests/property/books/*.test.ts'],
  },
  {
    code: ['shared/kernel/!(dossier-card|stored).ts'],
    tests: [...ofFolder('kernel'), ...ofFolder('installation'), ofPlatform],
  },
  { code: [`shared/platform/**/!(${waits.join('|')}).ts`], tests: [ofPlatform, 'tests/unit/dossiers/erasure.test.ts'] },
  ...waits.map((name) => ({ code: [`shared/platform/**/${name}.ts`], tests: [`tests/unit/platform/${name}.test.ts`] })),
  ...capabilities.map((name) => ({ code: [`functions/${name}/{domain,usecases}/**/*.ts`], tests: ofFolder(name) })),
];

/** Tables of words and dates, where a change is another sentence and no other behaviour. */
const prose = [
  'shared/kernel/alarms.ts',
  'shared/kernel/edge-problems.ts',
  'shared/kernel/log-events.ts',
  'shared/kernel/problems.ts',
  'shared/kernel/working-time/official-days.ts',
  'functions/sandbox/domain/outcomes.ts',
  'functions/web/domain/words.ts',
];

type Tried = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** What a change ended as, where it says something of the tests: one that does not load says nothing. */
const fates: Partial<Record<Tried['status'], 'killed' | 'survived'>> = {
  Killed: 'killed',
  Timeout: 'killed',
  Survived: 'survived',
  NoCoverage: 'survived',
};

const mutantOf = ({ fileName, location: { start, end }, replacement, status }: Tried): Mutant => {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  const [source = ''] = lines;
  const last = (lines.pop() ?? '').slice(0, end.column - 1);
  return {
    file: relative(repository, fileName),
    line: start.line,
    original: [...lines, last].join('\n').slice(start.column - 1),
    replacement,
    source: source.trim(),
    survived: fates[status] === 'survived',
  };
};

/** Changes the files bit by bit under the tests that answer for them; what does not load under a change is left out. */
async function tryMutants(mutate: readonly string[], tests: readonly string[]): Promise<readonly Mutant[]> {
  // The ledger's contract, over a table in memory, answers for every room.
  process.env.MOTCUA_TEST_FILES = [...globSync(tests), 'tests/contract/ledger/memory.test.ts'].join();
  // What more cases find are rare faults; a change is one that most cases meet.
  process.env.MOTCUA_MOST_CASES = '25';
  const stryker = new Stryker({
    mutate: [...mutate],
    testRunner: 'one-process',
    plugins: [fileURLToPath(new URL('one-process-runner.ts', import.meta.url))],
    coverageAnalysis: 'perTest',
    concurrency: availableParallelism(),
    ignorePatterns: ['.local', 'cdk.out', 'docs'],
    tempDirName: '.local/mutation',
    // TypeScript 7 has no interface for programs, and there is nothing in tsconfig.json to be moved.
    tsconfigFile: '.local/none.json',
    reporters: ['progress-append-only'],
    allowConsoleColors: false,
    // Machines are shared: only what hangs is to be ended.
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 60,
  });
  const tried = await stryker.runMutationTest();
  return tried.filter(({ status }) => fates[status] !== undefined).map(mutantOf);
}

/** What is asked for: parts of paths, each with its lines where it says some. */
const wanted = process.argv.slice(2).map((part) => part.split(':') as [path: string, lines?: string]);

/** A file as Stryker is told of it: whole, or by its lines that are asked for; nothing where it is not. */
const askedOf = (file: string): readonly string[] => {
  if (prose.includes(file)) return [];
  if (wanted.length === 0) return [file];
  return wanted.filter(([path]) => file.includes(path)).map(([, lines]) => (lines ? `${file}:${lines}` : file));
};

async function main(): Promise<number> {
  process.chdir(repository);
  const mutants: Mutant[] = [];
  for (const { code, tests } of rooms) {
    const asked = globSync(code).sort().flatMap(askedOf);
    if (asked.length > 0) mutants.push(...(await tryMutants(asked, tests)));
  }
  if (mutants.length === 0)
    throw new PlainError(`Nothing of the inner layers to change in "${process.argv.slice(2).join('" or "')}".`);
  const list = JSON.parse(readFileSync(new URL('survivors.json', import.meta.url), 'utf8')) as readonly KnownSurvivor[];
  const verdict = verdictOn(mutants, list, (file) => askedOf(file).includes(file));
  console.log(linesOf(verdict).join('\n'));
  return verdict.isGood ? 0 : 1;
}

await runCommand(main);
