import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { developmentPki, signerOf, signingTime } from '../../support/pades/development-pki.ts';

const pki = developmentPki();
const signer = signerOf(pki, 'p256');
const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** PDFs that installed packages ship, and those in the folders of PADES_CORPUS (separated by colons). */
function corpus(): string[] {
  const folders = [packages, ...(process.env.PADES_CORPUS ?? '').split(':').filter(Boolean)];
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.toLowerCase().endsWith('.pdf'))
        .map((path) => join(folder, path))
        .filter((path) => statSync(path).isFile()),
    );
}

test('files not made by us: each is signed validly or refused with a code, none throws or changes a byte', async () => {
  const refused = new Map<string, number>();
  let signed = 0;
  for (const path of corpus()) {
    const pdf = readFileSync(path);
    expect(() => verifyPdf(pdf, { roots: pki.roots, now: signingTime }), path).not.toThrow();
    const request = { field: 'MotCua1', signingTime, fileId: Buffer.alloc(16, 1) };
    const outcome = await signPdf(pdf, request, signer);
    if (!outcome.ok) {
      expect(outcome.refusal.reason, path).not.toBe('unexpected');
      refused.set(outcome.refusal.reason, (refused.get(outcome.refusal.reason) ?? 0) + 1);
      continue;
    }
    signed++;
    expect(Buffer.from(outcome.value.pdf).subarray(0, pdf.length).equals(pdf), path).toBe(true);
    const report = verifyPdf(outcome.value.pdf, { roots: pki.roots, now: signingTime });
    const own = report.signatures.find(({ field }) => field === 'MotCua1');
    expect(own, path).toMatchObject({ verdict: 'valid', intact: true, coversWholeFile: true });
  }
  expect(signed, 'pdf-parse ships four readable files').toBeGreaterThanOrEqual(4);
  console.info(`foreign files: ${signed} signed, refused: ${JSON.stringify(Object.fromEntries(refused))}`);
});
