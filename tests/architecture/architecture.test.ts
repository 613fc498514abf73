import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importsOf, rules, violations } from './rules.ts';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

const found = violations(files);

describe('the tree keeps its rules', () => {
  test.each(Object.keys(rules))('%s', (rule) => {
    expect(
      found.filter((violation) => violation.rule === rule).map(({ path, detail }) => `${path}: ${detail}`),
    ).toEqual([]);
  });
});

describe('the rules see what they forbid', () => {
  const broken = (path: string, text: string): string[] =>
    violations([{ path, text }]).map((violation) => violation.rule);

  test.each([
    ['every file has a layer', 'functions/payments/stray.ts', ''],
    ['imports point inward', 'functions/payments/domain/a.ts', "import { b } from '../usecases/b.ts';"],
    [
      'imports point inward',
      'functions/payments/usecases/a.ts',
      "import type { b } from '../../../shared/platform/bus.ts';",
    ],
    ['imports point inward', 'infra/a.ts', "import {\n  b,\n} from '../functions/payments/domain/b.ts';"],
    [
      'a capability never imports another',
      'functions/payments/handlers/a.ts',
      "import { b } from '../../dossiers/contract.ts';",
    ],
    [
      'the inner layers import no package but zod',
      'functions/payments/domain/a.ts',
      "import { S3Client } from '@aws-sdk/client-s3';",
    ],
    ['the inner layers have no clock and no chance', 'shared/kernel/a.ts', 'const now = Date.now();'],
    ['exceptions are caught only at the edges', 'functions/payments/usecases/a.ts', 'try { b(); } catch { c(); }'],
    [
      "DynamoDB is the ledger's alone",
      'functions/payments/adapters/a.ts',
      "import { marshall } from '@aws-sdk/util-dynamodb';",
    ],
    ['nothing in the product knows an emulator', 'functions/payments/adapters/a.ts', 'process.env.AWS_ENDPOINT_URL'],
    ['every call to another machine has an end', 'functions/payments/handlers/a.ts', 'const sqs = new SQSClient({});'],
    ['every call to another machine has an end', 'functions/payments/providers/a.ts', 'await fetch(url);'],
    ['every call to another machine has an end', 'shared/platform/a.ts', "import { request } from 'node:https';"],
    [
      'a handler has at most 60 lines',
      'functions/payments/handlers/a.ts',
      `export const routes = 1;${'\n//'.repeat(60)}`,
    ],
    ['a file has at most 400 lines', 'functions/payments/domain/a.ts', '\n;'.repeat(401)],
    ['zod is imported whole', 'shared/kernel/a.ts', "import { z } from 'zod';"],
    ['no default exports', 'shared/kernel/a.ts', 'export default 1;'],
    ['no barrels', 'shared/kernel/a.ts', "export { a } from './b.ts';"],
    ['folders say what is in them', 'shared/platform/utils/a.ts', ''],
    ['tests inject, they patch no module', 'tests/unit/a.test.ts', "vi.mock('./a.ts');"],
  ])('%s: %s', (rule, path, text) => expect(broken(path, text)).toContain(rule));

  test('the promise of a ledger may be known to the domain, a ledger may not', () => {
    const path = 'functions/payments/domain/book.ts';
    const rule = 'imports point inward';
    expect(broken(path, "import { type Book, MAX_FACTS } from '../../../shared/kernel/book.ts';")).not.toContain(rule);
    expect(broken(path, "import type { Ledger } from '../../../shared/platform/ledger/ledger.ts';")).toContain(rule);
  });

  test('imports are read over several lines, with and without names, and not from comments', () => {
    const text =
      "import {\n  a,\n  type b,\n} from './a.ts';\nimport './c.ts';\n// import './d.ts';\nconst e = await import('./e.ts');\nimport type { f } from 'f';";
    expect(
      importsOf({ path: 'shared/kernel/x.ts', text })
        .map(({ target }) => target)
        .sort(),
    ).toEqual(['f', 'shared/kernel/a.ts', 'shared/kernel/c.ts', 'shared/kernel/e.ts']);
  });
});
