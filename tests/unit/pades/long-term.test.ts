import { expect, test } from 'vitest';
import { answerOcspRequest } from '../../../functions/results/pades/authority/ocsp-responder.ts';
import { gatherValidationData } from '../../../functions/results/pades/revocation/gather.ts';
import { addDocumentTimestamp } from '../../../functions/results/pades/sign/document-timestamp.ts';
import {
  type ExtensionOptions,
  extendToArchive,
  extendToLongTerm,
} from '../../../functions/results/pades/sign/extend.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { parseCertificate } from '../../../functions/results/pades/x509/certificate.ts';
import { signerOf, signingTime } from '../../support/pades/development-pki.ts';
import { reasonOf, valueOfOutcome } from '../../support/pades/outcomes.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { pki, requestFor, signedTo } from '../../support/pades/scenario.ts';
import { daysLater, TrustServices } from '../../support/pades/trust-services.ts';

const verifyAt = (pdf: Uint8Array, now: Date) => verifyPdf(pdf, { roots: pki.roots, now });

test.each(['B-B', 'B-T', 'B-LT', 'B-LTA'] as const)(
  'officer and seal at level %s are valid and keep every earlier byte',
  async (level) => {
    const base = makePdf();
    const pdf = await signedTo(base, { level, count: 2 });
    expect(pdf.subarray(0, base.length).equals(base)).toBe(true);
    const report = verifyAt(pdf, signingTime);
    expect(report).toMatchObject({ verdict: 'valid', level });
    expect(report.signatures.filter(({ kind }) => kind === 'signature')).toHaveLength(2);
    if (level !== 'B-B') expect(report.signatures[0]?.provenTime).toEqual(signingTime);
  },
);

test.each([
  ['B-B', 'indeterminate'],
  ['B-T', 'indeterminate'],
  ['B-LT', 'valid'],
  ['B-LTA', 'valid'],
] as const)('with mandatory revocation data a file at %s is %s', async (level, verdict) => {
  const pdf = await signedTo(makePdf(), { level, count: 2 });
  const report = verifyPdf(pdf, { roots: pki.roots, now: signingTime, requireRevocation: true });
  expect(report).toMatchObject({ verdict, reason: verdict === 'valid' ? undefined : 'revocation_unknown' });
});

test('B-LT says that the certificates were good at the proven time', async () => {
  const report = verifyAt(await signedTo(makePdf(), { level: 'B-LT' }), signingTime);
  expect(report.signatures[0]).toMatchObject({ certificateStatus: 'good', changedAfter: 'permitted' });
});

test('after 18 months a B-T file of an expired signer is still valid, a B-B file is not settled', async () => {
  const services = new TrustServices(pki);
  const signer = signerOf(pki, 'p256', { notAfter: daysLater(300) });
  const timestamp = services.client();
  const withTime = valueOfOutcome(await signPdf(makePdf(), requestFor(0), signer, { timestamp }));
  const without = valueOfOutcome(await signPdf(makePdf(), requestFor(0), signer));
  expect(verifyAt(withTime.pdf, daysLater(548)).verdict).toBe('valid');
  expect(verifyAt(without.pdf, daysLater(548))).toMatchObject({
    verdict: 'indeterminate',
    reason: 'certificate_not_valid_at_time',
  });
});

test('renewed before its authority ends, an archive file is valid at 18 months; not renewed, it is not settled', async () => {
  const services = new TrustServices(pki);
  const first = services.timestampAuthority({ label: 'thứ nhất', notAfter: daysLater(365) });
  const signer = signerOf(pki, 'rsa2048', { notAfter: daysLater(200) });
  const signed = valueOfOutcome(await signPdf(makePdf(), requestFor(0), signer, { timestamp: services.client(first) }));
  const archived = valueOfOutcome(await extendToArchive(signed.pdf, services.client(first), services.extension()));

  services.now = daysLater(360);
  const second = services.timestampAuthority({ label: 'thứ hai' });
  const renewed = valueOfOutcome(await extendToArchive(archived, services.client(second), services.extension()));
  expect(Buffer.from(renewed).subarray(0, archived.length).equals(archived)).toBe(true);

  expect(verifyAt(archived, daysLater(548))).toMatchObject({ verdict: 'indeterminate' });
  expect(verifyAt(renewed, daysLater(548))).toMatchObject({ verdict: 'valid', level: 'B-LTA' });
});

test('an archive file is renewed by what its newest time stamp rests on, whatever became of the signer', async () => {
  const services = new TrustServices(pki);
  const serialNumber = 4713n;
  const signer = signerOf(pki, 'rsa2048', { serialNumber, notAfter: daysLater(200) });
  const signed = valueOfOutcome(await signPdf(makePdf(), requestFor(0), signer, { timestamp: services.client() }));
  const archived = valueOfOutcome(await extendToArchive(signed.pdf, services.client(), services.extension()));
  services.revoked.push({ serialNumber, at: signingTime });
  services.now = daysLater(360);
  const renewedBy = (ofNewestTimestamp: boolean) =>
    extendToArchive(archived, services.client(), services.extension({ ofNewestTimestamp }));
  expect(reasonOf(await renewedBy(false))).toBe('revoked');
  const renewed = valueOfOutcome(await renewedBy(true));
  expect(Buffer.from(renewed).subarray(0, archived.length).equals(archived)).toBe(true);
  const report = verifyPdf(renewed, { roots: pki.roots, now: daysLater(548), requireRevocation: true });
  expect(report).toMatchObject({ verdict: 'valid', level: 'B-LTA' });
});

test('a signer who was revoked after the proven time is no reason not to last; a time-stamp authority is', async () => {
  const services = new TrustServices(pki);
  const serialNumber = 4714n;
  const signer = signerOf(pki, 'p256', { serialNumber });
  const authority = services.timestampAuthority();
  const timestamp = services.client(authority);
  const signed = valueOfOutcome(await signPdf(makePdf(), requestFor(0), signer, { timestamp }));
  services.now = daysLater(20);
  services.revoked.push({ serialNumber, at: daysLater(10) });
  const extended = (more: Partial<ExtensionOptions>) =>
    extendToArchive(signed.pdf, timestamp, services.extension(more));
  expect(reasonOf(await extended({}))).toBe('revoked');
  expect(reasonOf(await extended({ madeSince: daysLater(10) }))).toBe('revoked');
  const pdf = valueOfOutcome(await extended({ madeSince: signingTime }));
  const report = verifyPdf(pdf, { roots: pki.roots, now: daysLater(20), requireRevocation: true });
  expect(report).toMatchObject({ verdict: 'valid', level: 'B-LTA' });
  expect(report.signatures[0]?.notes).toContain('certificate_revoked_later');

  const { serialHex } = parseCertificate(authority.certificate);
  services.revoked.push({ serialNumber: BigInt(`0x${serialHex}`), at: daysLater(10) });
  expect(reasonOf(await extended({ madeSince: signingTime }))).toBe('revoked');
});

test('the archive time stamp of another authority has its chain in the store', async () => {
  const services = new TrustServices(pki);
  const signed = await signedTo(makePdf(), { level: 'B-T', services });
  const other = services.timestampAuthority({ label: 'trung gian', below: pki.issuing, enclosed: false });
  const client = services.client(other, { intermediates: [pki.issuing.certificate] });
  const pdf = valueOfOutcome(await extendToArchive(signed, client, services.extension()));
  expect(verifyAt(pdf, signingTime)).toMatchObject({ verdict: 'valid', level: 'B-LTA' });
  expect(pdf.length).toBeGreaterThan(signed.length);
});

test('an authority below an intermediate that its token lacks: the signature carries it, and room is kept for it', async () => {
  const services = new TrustServices(pki);
  const authority = services.timestampAuthority({ label: 'trung gian', below: pki.issuing, enclosed: false });
  const timestamp = services.client(authority, { intermediates: [pki.issuing.certificate] });
  const signer = { ...signerOf(pki, 'p256'), chain: [] };
  const request = requestFor(0, { furtherCertificates: [pki.issuing.certificate] });
  const signed = valueOfOutcome(await signPdf(makePdf(), request, signer, { timestamp }));
  expect(verifyAt(signed.pdf, signingTime)).toMatchObject({ verdict: 'valid', level: 'B-T' });
});

test('an OCSP responder without nocheck brings its own revocation data', async () => {
  const services = new TrustServices(pki, { withoutNoCheck: true });
  const pdf = await signedTo(makePdf(), { level: 'B-LT', services });
  expect(verifyAt(pdf, signingTime)).toMatchObject({ verdict: 'valid', level: 'B-LT' });
});

test('without OCSP the CRLs serve', async () => {
  const services = new TrustServices(pki);
  services.ocspAnswers = false;
  expect(verifyAt(await signedTo(makePdf(), { level: 'B-LTA', services }), signingTime).level).toBe('B-LTA');
});

test('a CRL older than the certificate, or already expired, is refused rather than embedded', async () => {
  const services = new TrustServices(pki);
  const signed = await signedTo(makePdf(), { level: 'B-T', services });
  services.ocspAnswers = false;
  const stale = (thisUpdate: Date) => ({
    ...services.source,
    crl: async () => services.crl(pki.issuing, thisUpdate),
  });
  const source = stale(new Date('2025-12-20T00:00:00Z'));
  expect(reasonOf(await extendToLongTerm(signed, services.extension({ source })))).toBe('revocation_unavailable');
  const expired = stale(daysLater(-60));
  expect(reasonOf(await extendToLongTerm(signed, services.extension({ source: expired })))).toBe(
    'revocation_unavailable',
  );
});

test('an old OCSP answer that names no end is a replayed one', async () => {
  const services = new TrustServices(pki);
  const signed = await signedTo(makePdf(), { level: 'B-T', services });
  const answered = (daysAgo: number) => ({
    crl: async () => undefined,
    ocsp: async (_: string, request: Uint8Array) =>
      answerOcspRequest(pki.issuing, request, { now: daysLater(-daysAgo), statusOf: () => 'good' as const }),
  });
  const ofSigner = (daysAgo: number) =>
    gatherValidationData(signed, { ...services.extension(), source: answered(daysAgo) });
  expect(await ofSigner(2)).toMatchObject({ refusal: { detail: expect.stringContaining('Nguyễn Thị Ánh Nguyệt') } });
  // the signer is settled now; what is missing is the list of the authority above
  expect(await ofSigner(0)).toMatchObject({ refusal: { detail: expect.stringContaining('CA phát hành') } });
});

test('a revoked signer: extending refuses, and the file is invalid once the data says so', async () => {
  const services = new TrustServices(pki);
  const serialNumber = 4711n;
  const signer = signerOf(pki, 'p256', { serialNumber });
  const signed = valueOfOutcome(await signPdf(makePdf(), requestFor(0), signer, { timestamp: services.client() }));
  services.revoked.push({ serialNumber, at: daysLater(-1) });
  expect(reasonOf(await extendToLongTerm(signed.pdf, services.extension()))).toBe('revoked');
  const revocation = { crls: [services.crl(pki.issuing)], ocspResponses: [] };
  const report = verifyPdf(signed.pdf, { roots: pki.roots, now: signingTime, revocation });
  expect(report).toMatchObject({ verdict: 'invalid', reason: 'certificate_revoked' });
});

test('revoked after the proven time, the signature stays valid and says so', async () => {
  const services = new TrustServices(pki);
  const serialNumber = 4712n;
  const signer = signerOf(pki, 'p256', { serialNumber });
  const signed = valueOfOutcome(await signPdf(makePdf(), requestFor(0), signer, { timestamp: services.client() }));
  services.now = daysLater(20);
  services.revoked.push({ serialNumber, at: daysLater(10) });
  const revocation = { crls: [services.crl(pki.issuing), services.crl(pki.root)], ocspResponses: [] };
  const report = verifyPdf(signed.pdf, { roots: pki.roots, now: daysLater(20), revocation });
  expect(report.verdict).toBe('valid');
  expect(report.signatures[0]?.notes).toContain('certificate_revoked_later');
});

test('a time stamp from the future proves nothing', async () => {
  const services = new TrustServices(pki);
  const signed = await signedTo(makePdf(), { level: 'B-T', services });
  expect(verifyAt(signed, daysLater(-2)).verdict).toBe('indeterminate');
});

test('a document time stamp alone proves when the signature existed', async () => {
  const services = new TrustServices(pki);
  const signed = await signedTo(makePdf(), { services });
  const stamped = valueOfOutcome(
    await addDocumentTimestamp(signed, services.client(), { fileId: Buffer.alloc(16, 3) }),
  );
  expect(verifyAt(stamped.pdf, signingTime).signatures[0]?.provenTime).toEqual(signingTime);
});

test('extending an unsigned file is refused', async () => {
  const services = new TrustServices(pki);
  expect(reasonOf(await extendToLongTerm(makePdf(), services.extension()))).toBe('not_signed');
});

test('a time stamp of 13 KB finds its room, in a signature and over a document', async () => {
  const services = new TrustServices(pki);
  const authority = services.timestampAuthority({ label: 'nhiều chứng thư' });
  const others = Array.from({ length: 22 }, () => services.timestampAuthority({ label: 'khác' }).certificate);
  const timestamp = services.client({ ...authority, chain: others });
  const signed = valueOfOutcome(await signPdf(makePdf(), requestFor(0), signerOf(pki, 'p256'), { timestamp }));
  expect(signed.cms.length).toBeGreaterThan(13_000);
  const archived = valueOfOutcome(await extendToArchive(signed.pdf, timestamp, services.extension()));
  expect(verifyAt(archived, signingTime)).toMatchObject({ verdict: 'valid', level: 'B-LTA' });
});
