import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { repository } from '../../infra/local/folders.ts';
import { stack } from '../support/deployed.ts';
import { walkOf } from '../support/readme.ts';

test('what README has one paste leads from a registration to a paid, signed and verified dossier', async () => {
  const { AWS_ENDPOINT_URL: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', walkOf('README.md')], {
    cwd: repository,
    env: { ...env, MOTCUA_HOME: dirname(process.env.MOTCUA_STACK ?? '.local/stack.json') },
    timeout: 600_000,
  });
  const said = stdout.trim().split('\n');
  expect(said[0]).toMatch(new RegExp(`^${stack.frontDoor}/t/\\w+$`));
  expect(said[1]).toMatch(/^\d{4}-\d{2}-\d{2}T17:00:00\+07:00$/);
  expect(said.slice(2, 6)).toEqual(['payment_requested', 'pay', 'paid', 'accepted']);
  expect(said).toContain('finished');
  expect(stdout).toMatch(/signed\.pdf: valid, B-/);
  expect(said).toContain('issued');
  expect(stdout).toContain(`${stack.frontDoor}/verify/`);
  expect(stdout).toMatch(/le phi|hen tra/i);
});
