import { readFile } from 'node:fs/promises';

/** How many tests went which way. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The line that a run ends with. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Two tallies as one. */
export function added(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly meta?: { readonly skippedFor?: string; readonly told?: string };
    }[];
  }[];
}

/** A test that was left out. */
export interface SkippedTest {
  readonly name: string;
  /** Why, as `skipFor` was told; undefined where the file itself leaves it out. */
  readonly reason: string | undefined;
}

/** What a test tells besides that it passed. */
export interface ToldByTest {
  readonly name: string;
  readonly told: string;
}

/** What vitest's JSON report says. A file that could not be loaded counts as one failed test. */
export async function tallyOf(
  reportFile: string,
): Promise<Tally & { readonly leftOut: readonly SkippedTest[]; readonly told: readonly ToldByTest[] }> {
  const report = JSON.parse(await readFile(reportFile, 'utf8')) as VitestReport;
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const leftOut = tests
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
    .map((test) => ({ name: test.fullName, reason: test.meta?.skippedFor }));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: leftOut.length,
    leftOut,
    told: tests.flatMap(({ fullName, meta }) =>
      meta?.told === undefined ? [] : [{ name: fullName, told: meta.told }],
    ),
  };
}
