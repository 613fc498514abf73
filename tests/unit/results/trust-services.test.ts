import { expect, test } from 'vitest';
import {
  authorityToPem,
  createRootAuthority,
} from '../../../functions/results/pades/authority/certificate-authority.ts';
import { readCrl } from '../../../functions/results/pades/revocation/crl.ts';
import { encodeOcspRequest, readOcspResponse } from '../../../functions/results/pades/revocation/ocsp.ts';
import { extendToArchive } from '../../../functions/results/pades/sign/extend.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { requestTimestamp } from '../../../functions/results/pades/tsp/timestamp-client.ts';
import { readTimestampToken } from '../../../functions/results/pades/tsp/timestamp-token.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { parseCertificate } from '../../../functions/results/pades/x509/certificate.ts';
import { openTrustServices } from '../../../functions/results/usecases/open-trust-services.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { installedAuthority } from '../../support/installed-authority.ts';
import { valueOfOutcome } from '../../support/pades/outcomes.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { NOON } from '../../support/results-house.ts';

const installed = await installedAuthority(NOON);
const { services, roots, certificate } = installed;
const issuer = parseCertificate(services.certificate);
const clientAt = (at: number) => ({
  now: () => new Date(at),
  roots,
  request: async (request: Uint8Array) => services.timestamp(request, at),
});

test('before the seal was set up there is no authority, and none without its time stamps', async () => {
  const root = createRootAuthority({
    subject: { commonName: 'CA phát triển' },
    notBefore: new Date(NOON - DAY_MS),
    notAfter: new Date(NOON + DAY_MS),
  });
  for (const kept of [undefined, authorityToPem(root)]) {
    const vault = { read: async () => kept, keep: async () => undefined };
    expect(await openTrustServices({ vault, serialNumber: () => 1n })()).toEqual({
      ok: false,
      failure: { kind: 'not_configured', detail: 'there is no development authority' },
    });
  }
});

test('a time stamp passes every check of our own client, down to the root, and every function stamps by one certificate', async () => {
  const again = await installed.open();
  if (!again.ok) throw new Error(again.failure.kind);
  const signers = new Set<string>();
  for (const each of [services, again.value])
    for (const at of [NOON, NOON + 9 * 365 * DAY_MS]) {
      const client = { ...clientAt(at), request: async (request: Uint8Array) => each.timestamp(request, at) };
      const stamped = await requestTimestamp(client, Buffer.from('kết quả'));
      expect(stamped).toMatchObject({ ok: true, value: { time: new Date(at) } });
      const read =
        stamped.ok && readTimestampToken(stamped.value.token, () => Buffer.alloc(0)).signed.signerCertificate;
      if (!read) throw new Error('no certificate in the token');
      expect(read.subjectText).toContain('Dấu thời gian phát triển motcua');
      signers.add(read.serialHex);
    }
  expect(signers.size).toBe(1);
});

test('nothing that the authority gave is revoked: what it says of it is good for a week', () => {
  const given = parseCertificate(certificate);
  const answer = services.ocsp(encodeOcspRequest(given, issuer), NOON);
  expect(readOcspResponse(answer, given, issuer)).toMatchObject({
    status: 'good',
    thisUpdate: new Date(NOON),
    nextUpdate: new Date(NOON + 7 * DAY_MS),
  });
});

test('every minute has its list, good for 24 hours, and of one minute there is one', () => {
  const MINUTE = 60_000;
  const first = services.crl(NOON);
  expect(services.crl(NOON + MINUTE - 1)).toBe(first);
  const next = services.crl(NOON + MINUTE);
  for (const [list, from] of [
    [first, NOON],
    [next, NOON + MINUTE],
  ] as const)
    expect(readCrl(list, issuer)).toMatchObject({
      thisUpdate: new Date(from),
      nextUpdate: new Date(from + DAY_MS),
      revoked: new Map(),
    });
});

test.each([
  ['with OCSP', true],
  ['by its list alone', false],
])(
  'what the installation seals and stamps reaches B-LTA by the addresses in its own certificates, %s',
  async (_, withOcsp) => {
    const request = { field: 'Seal', signingTime: new Date(NOON), fileId: Buffer.alloc(16, 7) };
    const signed = valueOfOutcome(
      await signPdf(simplePdf(), request, installed.signer, { timestamp: clientAt(NOON + 30_000) }),
    );
    const later = NOON + 90_000;
    const source = installed.sourceAt(later);
    const archived = valueOfOutcome(
      await extendToArchive(signed.pdf, clientAt(later), {
        roots,
        source: withOcsp ? source : { ...source, ocsp: async () => undefined },
        now: new Date(later),
        fileIds: [Buffer.alloc(16, 8), Buffer.alloc(16, 9)],
      }),
    );
    const report = verifyPdf(archived, { roots, now: new Date(later), requireRevocation: true });
    expect(report).toMatchObject({ verdict: 'valid', level: 'B-LTA' });
  },
);
