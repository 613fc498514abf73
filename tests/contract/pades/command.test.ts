import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { makePdf } from '../../support/pades/pdf-files.ts';

const cli = fileURLToPath(new URL('../../../functions/results/pades/cli.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pades-cli-'));
const base = join(folder, 'quyết định.pdf');
const pki = join(folder, 'pki');
const roots = join(pki, 'roots.pem');
writeFileSync(base, makePdf());
afterAll(() => rmSync(folder, { recursive: true }));

function pades(...args: string[]) {
  const done = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

test('two signers at B-LTA with kept keys: signed, verified, and the keys are used again', () => {
  const signed = join(folder, 'signed.pdf');
  const again = join(folder, 'again.pdf');
  const options = ['--level', 'B-LTA', '--signers', '2', '--key', 'p256', '--pki', pki];
  expect(pades('sign', base, signed, ...options)).toMatchObject({ code: 0, err: '' });
  const kept = readFileSync(join(pki, 'signer1-p256.crt.pem'), 'utf8');
  expect(pades('sign', base, again, ...options).code).toBe(0);
  expect(readFileSync(join(pki, 'signer1-p256.crt.pem'), 'utf8')).toBe(kept);

  const { code, out } = pades('verify', signed, '--roots', roots, '--json');
  expect(code).toBe(0);
  const report = JSON.parse(out);
  expect(report).toMatchObject({ verdict: 'valid', level: 'B-LTA', coversWholeFile: true });
  expect(report.signatures).toHaveLength(2);
  expect(report.documentTimestamps).toMatchObject([{ field: 'DocTS1', verdict: 'valid', coversWholeFile: true }]);
  expect(report.signatures[0]).toMatchObject({
    field: 'ChuKy1',
    verdict: 'valid',
    reason: null,
    level: 'B-LTA',
    coversWholeFile: false,
  });
  expect(report.signatures[0].signer).toContain('Nguyễn Thị Ánh Nguyệt');
  expect(report.signatures[0].provenTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/);
  expect(report.changes.every(({ kind }: { kind: string }) => kind === 'permitted')).toBe(true);

  const text = pades('verify', signed, '--roots', roots);
  expect(text.out).toContain('ChuKy2: valid, signature, B-LTA');
  expect(pades('verify', signed)).toMatchObject({ code: 3 });
  expect(pades('verify', signed, '--roots', roots, '--require-revocation').code).toBe(0);
  const late = pades('verify', signed, '--roots', roots, '--at', '2070-01-01T00:00:00+07:00');
  expect(late.code).toBe(3);
});

test('a signed file takes another signature, a changed one is invalid', () => {
  const first = join(folder, 'first.pdf');
  const second = join(folder, 'second.pdf');
  expect(pades('sign', base, first, '--pki', pki, '--key', 'p256').code).toBe(0);
  expect(pades('sign', first, second, '--pki', pki, '--key', 'p256').code).toBe(0);
  expect(JSON.parse(pades('verify', second, '--roots', roots, '--json').out)).toMatchObject({
    verdict: 'valid',
    level: 'B-B',
  });
  const bytes = readFileSync(second);
  bytes[100] = bytes[100]! ^ 1;
  writeFileSync(second, bytes);
  expect(pades('verify', second, '--roots', roots).code).toBe(1);
});

test('what cannot be signed is refused with its code and a Vietnamese hint, and nothing is written', () => {
  const active = join(folder, 'active.pdf');
  const out = join(folder, 'never.pdf');
  writeFileSync(active, makePdf({ catalog: '/OpenAction<</S/JavaScript/JS(1)>>' }));
  const refused = pades('sign', active, out);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('active_content');
  expect(refused.err).toContain('nội dung động');
  expect(existsSync(out)).toBe(false);
  expect(pades('sign', active, out, '--allow-active', '--key', 'p256').code).toBe(0);
  writeFileSync(active, 'PK');
  expect(pades('sign', active, out).err).toContain('not_a_pdf');
  expect(pades('verify', active)).toMatchObject({ code: 1 });
  expect(pades('verify', base)).toMatchObject({ code: 4 });
});

test('the hash shown is that of the whole file, however large', () => {
  const large = join(folder, 'large.pdf');
  const bytes = Buffer.alloc(33 * 1024 * 1024 + 7, 1);
  writeFileSync(large, bytes);
  const report = JSON.parse(pades('verify', large, '--json').out);
  expect(report).toMatchObject({ reason: 'too_large', sha256: createHash('sha256').update(bytes).digest('hex') });
});

test('a key folder that is damaged is said to be, and nothing is signed', () => {
  const damaged = join(folder, 'damaged');
  mkdirSync(damaged);
  for (const name of ['root', 'issuing', 'timestamp', 'ocsp'])
    for (const end of ['crt', 'key']) writeFileSync(join(damaged, `${name}.${end}.pem`), 'nonsense');
  const out = join(folder, 'unsigned.pdf');
  expect(pades('sign', base, out, '--pki', damaged)).toMatchObject({ code: 2, out: '' });
  expect(existsSync(out)).toBe(false);
});

test.each([
  [[], 2, ''],
  [['--help'], 0, ''],
  [['sing'], 2, 'Unknown command'],
  [['sign', 'a.pdf'], 2, 'IN and OUT'],
  [['sign', 'a.pdf', 'b.pdf', '--level', 'B-X'], 2, '--level'],
  [['sign', 'a.pdf', 'b.pdf', '--key', 'dsa'], 2, '--key'],
  [['sign', 'a.pdf', 'b.pdf', '--signers', '6'], 2, '--signers'],
  [['sign', '/nowhere/a.pdf', 'b.pdf'], 2, 'Cannot read'],
  [['verify', '/nowhere/a.pdf'], 2, 'Cannot read'],
  [['verify', 'a.pdf', '--colour'], 2, '--colour'],
  [['verify', folder], 2, 'Cannot read'],
  [['sign', 'a.pdf', 'b.pdf', '--signers', '0'], 2, '--signers'],
  [['verify', base, '--roots', base], 2, 'no certificate'],
  [['verify', base, '--at', 'yesterday'], 2, '--at'],
  [['sign', base, '/nowhere/b.pdf'], 2, 'Cannot write'],
] as const)('%j: exit code %i', (args, code, said) => {
  const done = pades(...args);
  expect(done.code).toBe(code);
  expect(done.err).toContain(said);
  expect(done.err).not.toMatch(/\n\s+at /);
  if (!said) expect(done.out).toContain('npm run pades -- sign');
});
