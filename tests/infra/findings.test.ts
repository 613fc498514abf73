import { existsSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { acceptedFindings } from '../../infra/accepted-findings.ts';
import { cacheFolder } from '../../infra/local/folders.ts';
import { runProgram } from '../../infra/local/processes.ts';
import { skipFor } from '../support/programs.ts';
import { findingsOf } from './templates.ts';

const production = findingsOf('production');
const trial = findingsOf('test');
const accepted = ({ rule, path }: { readonly rule: string; readonly path: string }): boolean =>
  acceptedFindings.some((known) => known.rule.test(rule) && known.where.test(path));

afterAll(() => {
  for (const { folder } of [production, trial]) rmSync(folder, { recursive: true });
});

describe('the security rules (cdk-nag, AwsSolutions)', () => {
  test.each([
    ['production', production.findings],
    ['test', trial.findings],
  ])('find nothing unexplained in %s', (_, findings) => {
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter((finding) => !accepted(finding))).toEqual([]);
  });

  test('every explanation explains something', () => {
    const all = [...production.findings, ...trial.findings];
    const idle = acceptedFindings.filter(
      (known) => !all.some(({ rule, path }) => known.rule.test(rule) && known.where.test(path)),
    );
    expect(idle.map(({ rule, where }) => `${rule} ${where}`)).toEqual([]);
  });
});

describe('cfn-lint', () => {
  // It comes with the LocalStack of the tests; CI installs that first, so a missing one is a failure there.
  const [cfnLint] = globSync(join(cacheFolder(), 'localstack-*', 'venv', 'bin', 'cfn-lint'));
  const there = cfnLint !== undefined && existsSync(cfnLint);

  test('finds nothing in the templates', async (context) => {
    skipFor(there ? undefined : 'cfn-lint is not in the cache: LocalStack in host mode brings it', context);
    const templates = [production, trial].flatMap(({ folder }) => globSync(join(folder, '*.template.json')));
    expect(templates).toHaveLength(8);
    // W3005: CDK writes dependencies that a reference implies as well; harmless and not ours to leave out.
    const { code, output } = await runProgram(cfnLint ?? '', ['--ignore-checks', 'W3005', '--', ...templates]);
    expect({ code, output }).toEqual({ code: 0, output: '' });
  }, 180_000);
});
