/**
 * Stands for `vitest` where tests run again and again in one process: what a file of tests declares is kept as a list, and whoever
 * has the list runs what it likes of it. `expect` and `vi` are vitest's own.
 */
import { expect as vitestExpect, vi as vitestVi } from 'vitest';

/** vitest's own. */
export const expect = vitestExpect;

type Act = (...given: never[]) => unknown;
type Name = string | { readonly name: string };
type Declare = (name: Name, ...rest: unknown[]) => void;

/** What is done around the tests of one `describe`, or of one file. */
export interface Suite {
  readonly name: string;
  readonly beforeAll: Act[];
  readonly afterAll: Act[];
  readonly beforeEach: Act[];
  readonly afterEach: Act[];
}

/** One test, found again under its id for as long as its file declares the same ones in the same order. */
export interface CollectedTest {
  readonly id: string;
  readonly name: string;
  /** Those around it, from its file's inwards. */
  readonly suites: readonly Suite[];
  readonly act: Act;
  /** True where it may run beside others that may. */
  readonly isConcurrent: boolean;
}

let tests: CollectedTest[] = [];
let suites: readonly Suite[] = [];
let sameModules = () => {};

const suiteOf = (name: string): Suite => ({ name, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] });

/**
 * What the files declare, each loaded by `load`; `renew` makes whatever is imported from then on be loaded anew.
 *
 * @throws whatever a file throws when it is loaded
 */
export async function collected(
  files: readonly string[],
  load: (file: string) => Promise<unknown>,
  renew: () => void,
): Promise<readonly CollectedTest[]> {
  tests = [];
  sameModules = renew;
  for (const file of files) {
    suites = [suiteOf(file)];
    await load(file);
  }
  return tests;
}

const textOf = (name: Name): string => (typeof name === 'string' ? name : name.name);

/** The act among what follows a name: options may stand before it, a time limit after it. */
const actAmong = (rest: readonly unknown[]): Act | undefined =>
  rest.find((one): one is Act => typeof one === 'function');

const declaring =
  (isConcurrent: boolean): Declare =>
  (name, ...rest) => {
    const act = actAmong(rest);
    const names = [...suites.map((suite) => suite.name), textOf(name)];
    if (act) tests.push({ id: String(tests.length), name: names.join(' > '), suites, act, isConcurrent });
  };

const declareSuite = (name: Name, ...rest: unknown[]): void => {
  const around = suites;
  suites = [...around, suiteOf(textOf(name))];
  actAmong(rest)?.();
  suites = around;
};

const eachBy =
  (declare: Declare) =>
  (rows: readonly unknown[]): Declare =>
  (name, ...rest) => {
    const act = actAmong(rest) as ((...given: unknown[]) => unknown) | undefined;
    for (const [i, row] of rows.entries())
      declare(`${textOf(name)} (${i + 1})`, () => act?.(...(Array.isArray(row) ? row : [row])));
  };

const nothing: Declare = () => {};

const withWays = (declare: Declare) =>
  Object.assign((name: Name, ...rest: unknown[]) => declare(name, ...rest), {
    each: eachBy(declare),
    skip: nothing,
    skipIf: (condition: unknown) => (condition ? nothing : declare),
    runIf: (condition: unknown) => (condition ? declare : nothing),
  });

export const test = Object.assign(withWays(declaring(false)), { concurrent: withWays(declaring(true)) });
export const it = test;
export const describe = withWays(declareSuite);

const hook = (kind: Exclude<keyof Suite, 'name'>) => (act: Act) => void suites.at(-1)?.[kind].push(act);

export const beforeAll = hook('beforeAll');
export const afterAll = hook('afterAll');
export const beforeEach = hook('beforeEach');
export const afterEach = hook('afterEach');

/** What the environment held of each name before it was first put otherwise. */
const stubbed = new Map<string, string | undefined>();

const putEnv = (name: string, value: string | undefined): void => {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
};

/** vitest's own, but for what asks vitest for a worker of its own: the environment and the modules. */
export const vi = Object.assign(Object.create(vitestVi) as typeof vitestVi, {
  stubEnv: (name: string, value: string | undefined) => {
    if (!stubbed.has(name)) stubbed.set(name, process.env[name]);
    putEnv(name, value);
    return vi;
  },
  unstubAllEnvs: () => {
    for (const [name, value] of stubbed) putEnv(name, value);
    stubbed.clear();
    return vi;
  },
  resetModules: () => {
    sameModules();
    return vi;
  },
});
