/**
 * StrykerJS's test runner for tests that need no process of their own: the files that `MOTCUA_TEST_FILES` names are loaded once and
 * their tests run there for every change, the likeliest to notice it first. Only a change of what a file does when it is loaded makes
 * it load anew. Of what each change costs this leaves its tests; starting vitest for each took 1 to 4 seconds.
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext, type MutantCoverage } from '@stryker-mutator/api/core';
import { PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { testEnvironment } from '../support/test-environment.ts';
import { type CollectedTest, collected, type Suite } from './collected-tests.ts';

const standIn = new URL('collected-tests.ts', import.meta.url).href;

/** What a test throws to say that it cannot be run here. */
const SKIPPED = Symbol('skipped');

/** A test is the sooner tried the more changes it noticed for the time that it takes, counted from here. */
const LEAST_MS = 20;

/**
 * Counts what only ran in the first of two runs among what runs when files are loaded: its outcome was kept, so that a change of it acts
 * only where all is loaded anew.
 */
const markOnceOnly = (first: MutantCoverage, both: MutantCoverage): void => {
  const again = new Set<string>();
  for (const [test, counts] of Object.entries(both.perTest))
    for (const [mutant, count] of Object.entries(counts))
      if (count > (first.perTest[test]?.[mutant] ?? 0)) again.add(mutant);
  for (const mutant of Object.values(first.perTest).flatMap(Object.keys))
    if (!again.has(mutant)) both.static[mutant] ??= 1;
};

/** In this process everything is shared: what Stryker's changed code reads, what nobody handled, and what was loaded. */
class OneProcessRunner implements TestRunner {
  readonly #space: InstrumenterContext;
  readonly #unhandled: unknown[] = [];
  readonly #noticed = new Map<string, number>();
  readonly #costMs = new Map<string, number>();
  #tests: readonly CollectedTest[] = [];
  #loads = 0;
  #holdsAChange = true;

  constructor() {
    this.#space = {};
    Object.assign(globalThis, { [INSTRUMENTER_CONSTANTS.NAMESPACE]: this.#space });
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  init(): Promise<void> {
    Object.assign(process.env, testEnvironment, { NODE_ENV: 'test' });
    for (const event of ['unhandledRejection', 'uncaughtException'] as const)
      process.on(event, (reason: unknown) => this.#unhandled.push(reason));
    // What the product logs says nothing of a change; tests that read it put their own in its place.
    for (const level of ['debug', 'error', 'info', 'log', 'warn'] as const) console[level] = () => {};
    const sandbox = pathToFileURL(`${process.cwd()}/`).href;
    registerHooks({
      resolve: (specifier, context, next) => {
        if (specifier === 'vitest' && context.parentURL !== standIn) return { url: standIn, shortCircuit: true };
        const resolved = next(specifier, context);
        return resolved.url.startsWith(sandbox)
          ? { ...resolved, url: `${resolved.url}?load=${this.#loads}` }
          : resolved;
      },
    });
    return Promise.resolve();
  }

  async dryRun(): Promise<DryRunResult> {
    await this.#load();
    await this.#runAll();
    const first = structuredClone(this.#space.mutantCoverage);
    const tests = await this.#runAll();
    const mutantCoverage = this.#space.mutantCoverage;
    if (first && mutantCoverage) markOnceOnly(first, mutantCoverage);
    return { status: DryRunStatus.Complete, tests, mutantCoverage };
  }

  async #runAll(): Promise<TestResult[]> {
    const begun = new Set<Suite>();
    const results: TestResult[] = [];
    for (const one of this.#tests) results.push(await this.#run(one, begun));
    return results;
  }

  async mutantRun({
    activeMutant,
    mutantActivation,
    hitLimit,
    testFilter,
  }: MutantRunOptions): Promise<MutantRunResult> {
    const space = this.#space;
    const whenLoaded = mutantActivation === 'static';
    space.activeMutant = whenLoaded ? activeMutant.id : undefined;
    space.hitCount = 0;
    space.hitLimit = hitLimit;
    try {
      if (whenLoaded || this.#holdsAChange) await this.#load();
    } catch (error) {
      this.#holdsAChange = true;
      return toMutantRunResult({ status: DryRunStatus.Error, errorMessage: String(error) });
    }
    this.#holdsAChange = whenLoaded;
    space.activeMutant = activeMutant.id;
    const tests = await this.#untilNoticed(testFilter);
    const tooOften = determineHitLimitReached(space.hitCount, hitLimit);
    space.activeMutant = undefined;
    return toMutantRunResult(tooOften ?? { status: DryRunStatus.Complete, tests });
  }

  async #load(): Promise<void> {
    const renew = () => {
      this.#loads += 1;
    };
    renew();
    const files = (process.env.MOTCUA_TEST_FILES ?? '').split(',');
    const load = (file: string) => import(pathToFileURL(join(process.cwd(), file)).href);
    await load('tests/support/seed.ts');
    this.#tests = await collected(files, load, renew);
  }

  /** The tests of these ids, or all, up to the first that fails. */
  async #untilNoticed(ids?: readonly string[]): Promise<TestResult[]> {
    const wanted = ids && new Set(ids);
    const cost = ({ id }: CollectedTest) => LEAST_MS + (this.#costMs.get(id) ?? 0);
    const worth = (one: CollectedTest) => (this.#noticed.get(one.id) ?? 0) / cost(one);
    const tests = this.#tests
      .filter(({ id }) => wanted?.has(id) ?? true)
      .sort((a, b) => worth(b) - worth(a) || cost(a) - cost(b));
    const begun = new Set<Suite>();
    const results: TestResult[] = [];
    const beside = tests.filter(({ isConcurrent }) => isConcurrent);
    for (const one of tests.filter((each) => each === beside[0] || !each.isConcurrent)) {
      const together = one.isConcurrent ? beside : [one];
      results.push(...(await Promise.all(together.map((each) => this.#run(each, begun)))));
      const failed = results.find(({ status }) => status === TestStatus.Failed);
      if (!failed) continue;
      this.#noticed.set(failed.id, (this.#noticed.get(failed.id) ?? 0) + 1);
      break;
    }
    for (const suite of [...begun].reverse()) for (const act of suite.afterAll) await act();
    return results;
  }

  async #run(one: CollectedTest, begun: Set<Suite>): Promise<TestResult> {
    const { id, name } = one;
    const started = performance.now();
    const told = (status: TestStatus) => {
      const timeSpentMs = performance.now() - started;
      this.#costMs.set(id, timeSpentMs);
      return { id, name, timeSpentMs, status };
    };
    this.#unhandled.length = 0;
    try {
      await this.#act(one, begun);
      if (this.#unhandled.length > 0) throw this.#unhandled[0];
      return told(TestStatus.Success) as TestResult;
    } catch (error) {
      if (error === SKIPPED) return told(TestStatus.Skipped) as TestResult;
      return { ...told(TestStatus.Failed), failureMessage: String(error) } as TestResult;
    } finally {
      this.#space.currentTestId = undefined;
    }
  }

  async #act({ id, suites, act }: CollectedTest, begun: Set<Suite>): Promise<void> {
    for (const suite of suites) {
      if (begun.has(suite)) continue;
      begun.add(suite);
      for (const before of suite.beforeAll) await before();
    }
    // What is done before all tests of a suite is no test's own: Stryker then tries its changes with all of them.
    this.#space.currentTestId = id;
    for (const suite of suites) for (const before of suite.beforeEach) await before();
    const context = {
      task: { name: id, meta: {} },
      skip: () => {
        throw SKIPPED;
      },
    };
    try {
      await act(context as never);
    } finally {
      for (const suite of suites.toReversed()) for (const after of suite.afterEach) await after();
    }
  }
}

/** How Stryker finds it: by `testRunner: 'one-process'`, where this file is among its plugins. */
export const strykerPlugins = [
  { kind: PluginKind.TestRunner, name: 'one-process', factory: () => new OneProcessRunner() },
];
