import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { assembled, fillGap } from '../../../functions/results/pades/sign/embed.ts';
import { prepareSignature } from '../../../functions/results/pades/sign/prepare.ts';
import { intactSignatures } from '../../../functions/results/pades/verify/earlier-signatures.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { pemOf } from '../../../functions/results/pades/x509/pem.ts';
import { keyOf, signerOf, signingTime } from '../../support/pades/development-pki.ts';
import { inTemporaryFolder } from '../../support/pades/oracles.ts';
import { reasonOf, valueOfOutcome } from '../../support/pades/outcomes.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { pki, requestFor } from '../../support/pades/scenario.ts';
import { overwritten } from '../../support/pades/tampering.ts';
import { testWith } from '../../support/programs.ts';

const withOpenssl = testWith('openssl');
const signer = signerOf(pki, 'rsa2048');

/** A file whose SignedData openssl makes over the very bytes that a viewer reads. */
function signedByOpenssl(...options: readonly string[]): Buffer {
  const base = makePdf();
  const prepared = valueOfOutcome(prepareSignature(base, requestFor(0), signer));
  const file = assembled(base, prepared);
  const cms = inTemporaryFolder((folder) => {
    const at = (name: string) => join(folder, name);
    writeFileSync(at('content'), Buffer.concat([file.subarray(0, prepared.gapStart), file.subarray(prepared.gapEnd)]));
    writeFileSync(at('signer.pem'), pemOf('CERTIFICATE', signer.certificate));
    writeFileSync(at('key.pem'), keyOf('rsa2048').export({ format: 'pem', type: 'pkcs8' }));
    const files = ['-in', at('content'), '-signer', at('signer.pem'), '-inkey', at('key.pem'), '-out', at('cms')];
    execFileSync('openssl', ['cms', '-sign', '-binary', '-md', 'sha256', '-outform', 'DER', ...files, ...options]);
    return readFileSync(at('cms'));
  });
  return fillGap(file, prepared, cms);
}

const verify = (pdf: Uint8Array, intermediates: readonly Uint8Array[] = [pki.issuing.certificate]) =>
  verifyPdf(pdf, { roots: pki.roots, intermediates, now: signingTime });

withOpenssl.each([
  ['that does not name its certificate', [], 'signing_certificate_attribute_missing'],
  ['without signed attributes', ['-noattr'], 'signed_attributes_missing'],
] as const)('a signature %s is sound and not settled; broken, it is invalid', (_, options, reason) => {
  const pdf = signedByOpenssl(...options);
  expect(verify(pdf)).toMatchObject({
    verdict: 'indeterminate',
    reason,
    signatures: [{ intact: true, trusted: true }],
  });
  expect(verify(overwritten(pdf, 20, 'X'))).toMatchObject({ verdict: 'invalid' });
});

withOpenssl('a signature that holds the leaf only is valid once its authorities are given', () => {
  const pdf = signedByOpenssl('-cades');
  expect(verify(pdf, [])).toMatchObject({ verdict: 'indeterminate', reason: 'no_path_to_root' });
  expect(verify(pdf)).toMatchObject({ verdict: 'valid' });
});

withOpenssl('a file with a dated signature may be signed further, one with a broken signature may not', () => {
  const dated = signedByOpenssl();
  expect(intactSignatures(dated)).toEqual({ ok: true, value: 1 });
  expect(reasonOf(intactSignatures(overwritten(dated, 20, 'X')))).toBe('earlier_signature_broken');
});
