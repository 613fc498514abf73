import { expect, test } from 'vitest';
import {
  createRootAuthority,
  issueCertificate,
  publicKeyInfoOf,
} from '../../../functions/results/pades/authority/certificate-authority.ts';
import { oids } from '../../../functions/results/pades/der/object-identifiers.ts';
import { PdfDocument } from '../../../functions/results/pades/pdf/document.ts';
import { signedFieldsOf } from '../../../functions/results/pades/pdf/signature-fields.ts';
import { RevocationKnowledge } from '../../../functions/results/pades/revocation/status.ts';
import { prepareSignature } from '../../../functions/results/pades/sign/prepare.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { judge } from '../../../functions/results/pades/verify/judge.ts';
import { readSignature } from '../../../functions/results/pades/verify/read-signature.ts';
import { TrustBase } from '../../../functions/results/pades/verify/trust.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { parseCertificate } from '../../../functions/results/pades/x509/certificate.ts';
import { maySignDocuments } from '../../../functions/results/pades/x509/extensions.ts';
import { keyOf, signerOf, signingTime } from '../../support/pades/development-pki.ts';
import { reasonOf, valueOfOutcome } from '../../support/pades/outcomes.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { pki, requestFor, signedTo } from '../../support/pades/scenario.ts';

/** A certificate for answering about revocation: critical extended key usage, and marked nocheck. */
const responder = parseCertificate(
  issueCertificate(pki.issuing, {
    subject: { commonName: 'Trả lời OCSP', country: 'VN' },
    publicKey: publicKeyInfoOf(keyOf('p256')),
    profile: 'ocsp',
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2028-01-01T00:00:00Z'),
  }),
);
const issuing = parseCertificate(pki.issuing.certificate);
const nothing = { crls: [], ocspResponses: [] };

/** The judgement of an intact signature as if that certificate had made it. */
async function judgedWith(signerCertificate: typeof responder, requireRevocation: boolean) {
  const document = new PdfDocument(await signedTo(makePdf(), { kind: 'p256' }));
  const read = readSignature(document, signedFieldsOf(document)[0]!);
  const asIf = { ...read, signed: { ...read.signed!, signerCertificate } };
  const trust = new TrustBase([parseCertificate(pki.root.certificate)], [issuing], nothing);
  const bench = { trust, now: signingTime, requireRevocation, changes: new Map(), fileLength: document.bytes.length };
  return judge([asIf], bench)[0]!;
}

test('nocheck in a certificate that signs is no word on its revocation', () => {
  expect(new RevocationKnowledge(nothing).statusOf(responder, issuing)).toEqual({ status: 'unknown' });
});

test('a signature by a certificate for another purpose is not settled, nor by one of unknown status where that is asked', async () => {
  expect(await judgedWith(responder, false)).toMatchObject({
    verdict: 'indeterminate',
    reason: 'extended_key_usage_wrong',
    certificateStatus: 'unknown',
  });
  expect(await judgedWith(responder, true)).toMatchObject({ verdict: 'indeterminate', reason: 'revocation_unknown' });
});

test('nothing is signed with a certificate for another purpose', () => {
  const signer = { ...signerOf(pki, 'p256'), certificate: responder.der };
  expect(reasonOf(prepareSignature(makePdf(), requestFor(0), signer))).toBe('signer_certificate_unusable');
});

test.each<[string, readonly string[] | undefined, boolean, boolean]>([
  ['no extended key usage', undefined, false, true],
  ['document signing', [oids.documentSigning], true, true],
  ['what CAs give to persons', [oids.clientAuth, oids.emailProtection], true, true],
  ['any purpose', [oids.anyExtendedKeyUsage], true, true],
  ['servers only', [oids.serverAuth], true, false],
  ['servers only, not critical', [oids.serverAuth], false, false],
  ['a purpose of the issuer', ['1.3.6.1.4.1.99999.1'], false, true],
  ['a purpose of the issuer, critical', ['1.3.6.1.4.1.99999.1'], true, false],
  ['code', [oids.codeSigning], false, false],
])('a certificate for %s may sign documents or not', (_, purposes, critical, allowed) => {
  const extendedKeyUsage = purposes && { purposes, critical };
  expect(maySignDocuments({ ...responder.extensions, extendedKeyUsage })).toBe(allowed);
});

test('an authority that renewed its key under the same name: what either key issued is trusted', async () => {
  const subject = { commonName: 'Gốc', country: 'VN' };
  const times = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2046-01-01T00:00:00Z') };
  const authorities = [createRootAuthority({ subject, ...times }), createRootAuthority({ subject, ...times })];
  const roots = authorities.map(({ certificate }) => certificate);
  for (const root of authorities) {
    const signer = signerOf({ root, issuing: root, roots }, 'p256');
    const { pdf } = valueOfOutcome(await signPdf(makePdf(), requestFor(0), { ...signer, chain: [] }));
    expect(verifyPdf(pdf, { roots, now: signingTime }).verdict).toBe('valid');
    expect(verifyPdf(pdf, { roots: roots.toReversed(), now: signingTime }).verdict).toBe('valid');
  }
});
