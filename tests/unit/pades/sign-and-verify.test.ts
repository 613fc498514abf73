import { expect, test } from 'vitest';
import { embedSignature } from '../../../functions/results/pades/sign/embed.ts';
import { inspectPdf } from '../../../functions/results/pades/sign/inspect.ts';
import type { SignatureRequest } from '../../../functions/results/pades/sign/prepare.ts';
import { prepareSignature } from '../../../functions/results/pades/sign/prepare.ts';
import { parsePrepared, serialisePrepared } from '../../../functions/results/pades/sign/prepared-json.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { developmentPki, type KeyKind, signerOf, signingTime } from '../../support/pades/development-pki.ts';
import { type CrossReferenceStyle, makePdf } from '../../support/pades/pdf-files.ts';

const pki = developmentPki();
const request: SignatureRequest = {
  field: 'CanBo',
  signingTime,
  fileId: Buffer.alloc(16, 7),
  name: 'Nguyễn Thị Ánh Nguyệt',
  reason: 'Phê duyệt kết quả',
  location: 'Đà Nẵng',
};
const verify = (pdf: Uint8Array) => verifyPdf(pdf, { roots: pki.roots, now: signingTime });

async function signed(pdf: Uint8Array, kind: KeyKind = 'rsa3072', changes: Partial<SignatureRequest> = {}) {
  const outcome = await signPdf(pdf, { ...request, ...changes }, signerOf(pki, kind));
  if (!outcome.ok) throw new Error(outcome.refusal.detail);
  return outcome.value;
}

test.each<CrossReferenceStyle>(['table', 'stream', 'hybrid'])(
  'a signature on a %s file is valid and keeps every byte',
  async (style) => {
    const pdf = makePdf({ style });
    expect(inspectPdf(pdf).ok).toBe(true);
    const { pdf: after } = await signed(pdf);
    expect(Buffer.from(after).subarray(0, pdf.length).equals(pdf)).toBe(true);
    const report = verify(after);
    expect(report).toMatchObject({ verdict: 'valid', level: 'B-B', coversWholeFile: true });
    expect(report.signatures[0]).toMatchObject({
      field: 'CanBo',
      intact: true,
      trusted: true,
      signer: 'CN=Nguyễn Thị Ánh Nguyệt, O=Ủy ban nhân dân thành phố Đà Nẵng, C=VN',
      claimedTime: signingTime,
    });
  },
);

test.each<KeyKind>(['rsa2048', 'rsa4096', 'pss3072', 'p256', 'p256raw', 'p384'])(
  'a %s key signs validly',
  async (kind) => {
    expect(verify((await signed(makePdf(), kind)).pdf).verdict).toBe('valid');
  },
);

test('the same request signed twice with RSA gives the same bytes', async () => {
  const signer = signerOf(pki, 'rsa3072');
  const [first, second] = await Promise.all([signPdf(makePdf(), request, signer), signPdf(makePdf(), request, signer)]);
  expect(first.ok && second.ok && Buffer.from(first.value.pdf).equals(second.value.pdf)).toBe(true);
});

test('a signature prepared here is completed from stored JSON, and only on the same document', async () => {
  const pdf = makePdf();
  const signer = signerOf(pki, 'rsa3072');
  const prepared = prepareSignature(pdf, request, signer);
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  const answer = await signer.sign(prepared.value.digestToSign);

  const later = parsePrepared(serialisePrepared(prepared.value));
  if (!later.ok) throw new Error(later.refusal.detail);
  const finished = embedSignature(pdf, later.value, answer);
  expect(finished.ok && verify(finished.value.pdf).verdict).toBe('valid');

  const other = embedSignature(makePdf({ text: 'Quyet dinh 13/QD-UBND' }), later.value, answer);
  expect(other).toMatchObject({ ok: false, refusal: { reason: 'prepared_for_other_file' } });
});

test('a key that does not belong to the certificate is refused before anything is written', async () => {
  const signer = { ...signerOf(pki, 'rsa2048'), sign: signerOf(pki, 'rsa3072').sign };
  expect(await signPdf(makePdf(), request, signer)).toMatchObject({
    ok: false,
    refusal: { reason: 'signer_key_mismatch' },
  });
});

test('a root that is not ours leaves the verdict open', async () => {
  const { pdf } = await signed(makePdf());
  const report = verifyPdf(pdf, { roots: developmentPki().roots, now: signingTime });
  expect(report).toMatchObject({ verdict: 'indeterminate', reason: 'no_path_to_root' });
});

test('an unsigned file is unsigned, and bytes that are no PDF are invalid', () => {
  expect(verify(makePdf()).verdict).toBe('unsigned');
  expect(verify(Buffer.from('PK\u0003\u0004'))).toMatchObject({ verdict: 'invalid', reason: 'not_a_pdf' });
});
