import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pemOf } from '../../../functions/results/pades/x509/pem.ts';
import { testWith } from '../programs.ts';

/** A test that asks programs which judge signed files independently of this code base. */
export const judged = testWith('openssl', 'pdfsig', 'qpdf');

/** A folder that is gone after the work. */
export function inTemporaryFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'pades-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program: exit code and everything it said. */
export function run(program: string, args: readonly string[], input?: Uint8Array): { code: number; text: string } {
  const done = spawnSync(program, args, { input, encoding: 'latin1', maxBuffer: 64 << 20 });
  return { code: done.status ?? -1, text: `${done.stdout}${done.stderr}` };
}

interface Extracted {
  readonly covered: Buffer;
  readonly der: Buffer;
  readonly isTimestamp: boolean;
}

/** Every signature of a file, found by its text alone. */
function extractSignatures(pdf: Buffer): Extracted[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\s*\]/g)].map((match) => {
    const [gapStart = 0, gapEnd = 0, after = 0] = match.slice(1).map(Number);
    const padded = Buffer.from(text.slice(gapStart + 1, gapEnd - 1), 'hex');
    const lengthOctets = padded[1]! & 0x80 ? padded[1]! & 0x7f : 0;
    const length = lengthOctets ? padded.readUIntBE(2, lengthOctets) : padded[1]!;
    return {
      covered: Buffer.concat([pdf.subarray(0, gapStart), pdf.subarray(gapEnd, gapEnd + after)]),
      der: padded.subarray(0, 2 + lengthOctets + length),
      isTimestamp: text.slice(Math.max(0, (match.index ?? 0) - 120), match.index).includes('ETSI.RFC3161'),
    };
  });
}

/** What the judges say against a file; nothing means that all accept it. `at` replaces the machine's clock. */
export function objections(
  pdf: Buffer,
  options: { root: Uint8Array | readonly Uint8Array[]; at: Date; signatures: number; timestamps: number },
): string[] {
  return inTemporaryFolder((folder) => {
    const said: string[] = [];
    const file = join(folder, 'signed.pdf');
    const roots = join(folder, 'roots.pem');
    writeFileSync(file, pdf);
    const trusted = options.root instanceof Uint8Array ? [options.root] : options.root;
    writeFileSync(roots, trusted.map((der) => pemOf('CERTIFICATE', der)).join(''));
    const at = String(Math.floor(options.at.getTime() / 1000));

    const extracted = extractSignatures(pdf);
    const found = extracted.filter(({ isTimestamp }) => !isTimestamp).length;
    if (found !== options.signatures) said.push(`${found} signatures in the text`);
    if (extracted.length - found !== options.timestamps)
      said.push(`${extracted.length - found} time stamps in the text`);
    for (const [index, { covered, der, isTimestamp }] of extracted.entries()) {
      const content = join(folder, `${index}.content`);
      const signature = join(folder, `${index}.der`);
      writeFileSync(content, covered);
      writeFileSync(signature, der);
      const args = isTimestamp
        ? ['ts', '-verify', '-data', content, '-in', signature, '-token_in', '-CAfile', roots, '-attime', at]
        : [
            'cms',
            '-verify',
            '-inform',
            'DER',
            '-in',
            signature,
            '-content',
            content,
            '-binary',
            '-CAfile',
            roots,
            '-purpose',
            'any',
            '-cades',
            '-attime',
            at,
            '-out',
            '/dev/null',
          ];
      const verdict = run('openssl', args);
      if (verdict.code !== 0) said.push(`openssl ${args[0]}: ${verdict.text}`);
    }
    const pdfsig = run('pdfsig', ['-nocert', file]);
    const valid = pdfsig.text.match(/Signature is Valid/g)?.length ?? 0;
    if (valid !== options.signatures) said.push(`pdfsig: ${pdfsig.text}`);
    const qpdf = run('qpdf', ['--check', file]);
    if (qpdf.code !== 0) said.push(`qpdf: ${qpdf.text}`);
    return said;
  });
}

/** Standard output of openssl, for reading what it understands of our bytes. */
export const openssl = (args: readonly string[], input?: Uint8Array): string =>
  execFileSync('openssl', args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
