import { describe, expect, test } from 'vitest';
import { agencyPlansIn } from '../../../functions/results/adapters/table-plans.ts';
import { signersIn } from '../../../functions/results/adapters/table-signers.ts';
import { tableTrustStore } from '../../../functions/results/adapters/table-trust-store.ts';
import { AgencyPlan } from '../../../functions/results/domain/agency-plan.ts';
import { SignerSetUp } from '../../../functions/results/domain/signers.ts';
import { createRootAuthority } from '../../../functions/results/pades/authority/certificate-authority.ts';
import { planInForce, putPlan } from '../../../functions/results/usecases/agency-plan.ts';
import { endSigner } from '../../../functions/results/usecases/end-signer.ts';
import { putSigner } from '../../../functions/results/usecases/put-signer.ts';
import { signerView } from '../../../functions/results/usecases/signer-view.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { signatureImage } from '../../support/pades/images.ts';
import { must } from '../../support/payments.ts';
import { OFFICER_SET_UP, signersRoot, signersRootPem, tokenOf } from '../../support/signer-set-up.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const AT = inVietNam('2026-11-20 10:00');
const seal = tokenOf('Dấu Sở Tư pháp');
const SEAL_SET_UP = { agencyCode: 'H26', role: 'agency', by: 'kms', label: 'Dấu' } as const;

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** The picture with another width in its header. */
const huge = Buffer.from(signatureImage);
huge.writeUInt32BE(100_000, 16);

const room = async () => {
  const table = memoryTable();
  const trust = tableTrustStore(table);
  await trust.putAnchors({ rootsPem: signersRootPem });
  await trust.putSeal({ certificatePem: seal.certificatePem, chainPem: '' });
  const secrets = new Map<string, unknown>();
  const ports = {
    trust,
    signerRows: signersIn(table),
    sealKeyId: 'seal-key',
    agencyPlans: agencyPlansIn(table),
    signerSecrets: {
      async write(signerId: string, secret: unknown) {
        secrets.set(signerId, secret);
      },
    },
  };
  const put = async (signerId: string, setUp: object) => {
    const read = parseInput(SignerSetUp, setUp);
    return read.ok ? putSigner(ports)(signerId, read.value, AT) : read;
  };
  const plan = async (agencyCode: string, wanted: object) => {
    const read = parseInput(AgencyPlan, wanted);
    return read.ok ? putPlan(ports)(agencyCode as AgencyCode, read.value, AT) : read;
  };
  return { table, secrets, ports, put, plan };
};

const faults = (result: Result<unknown>) =>
  result.ok || result.failure.kind !== 'invalid_input'
    ? result
    : result.failure.fields.map(({ path, message }) => `${path}: ${message}`);

describe('a signer', () => {
  test('is shown with what its certificate says, and a signing service keeps its secrets in the secret store alone', async () => {
    const { table, secrets, put, ports } = await room();
    const service = { url: 'http://10.0.0.9/csc/v2', clientId: 'motcua', credentialId: 'cred-1' };
    const hidden = { clientSecret: 'a client secret', pin: '482915' };
    const setUp = { agencyCode: 'H26.10', role: 'officer', by: 'csc', label: 'B', csc: { ...service, ...hidden } };
    expect(must(await put('officer-b', setUp))).toMatchObject({ created: true, signer: { csc: service } });
    expect(secrets.get('officer-b')).toEqual(hidden);
    expect(JSON.stringify(table.all())).not.toMatch(/a client secret|482915/);

    const { signer } = must(await put('officer-a', OFFICER_SET_UP)) as { signer: Parameters<typeof signerView>[0] };
    expect(signerView(signer)).toEqual({
      signerId: 'officer-a',
      ...OFFICER_SET_UP,
      certificate: {
        subject: expect.stringContaining('Nguyễn Văn A'),
        issuer: expect.stringContaining('Gốc chữ ký thử nghiệm'),
        notBefore: '2026-01-01T07:00:00+07:00',
        notAfter: '2046-01-01T07:00:00+07:00',
        key: 'RSA 2048',
      },
    });
    expect(await ports.signerRows.find('officer-a')).toEqual(signer);
  });

  test('ended stays readable and listed, and a put opens it again', async () => {
    const { put, ports } = await room();
    const end = endSigner(ports);
    expect(await end('officer-a', AT)).toEqual({ ok: false, failure: { kind: 'not_found', what: 'signer' } });
    must(await put('officer-a', OFFICER_SET_UP));
    must(await end('officer-a', AT + 1));
    expect(must(await end('officer-a', AT + 2)).endedAt).toBe(AT + 1);
    const listed = await ports.signerRows.list({ after: undefined, limit: 10 });
    expect(listed.items).toMatchObject([{ signerId: 'officer-a', endedAt: AT + 1 }]);
    expect(must(await put('officer-a', OFFICER_SET_UP))).toMatchObject({ created: false });
    expect((await ports.signerRows.find('officer-a'))?.endedAt).toBeUndefined();
  });

  const strange = createRootAuthority({
    subject: { commonName: 'Gốc lạ', country: 'VN' },
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2046-01-01T00:00:00Z'),
  });
  const { certificatePem: _, ...noCertificate } = OFFICER_SET_UP;
  const expired = tokenOf('B', 'rsa', { notAfter: new Date('2026-11-19T00:00:00Z') });
  const stamper = tokenOf('B', 'rsa', { profile: 'timestamp' });
  test.each([
    ['an officer by kms', { ...SEAL_SET_UP, role: 'officer' }, 'by: an officer'],
    ['by hand without a certificate', noCertificate, 'certificatePem: expected for'],
    ['by upload without a certificate', { ...noCertificate, by: 'upload' }, 'certificatePem: expected for'],
    ['no certificate where one should be', { ...OFFICER_SET_UP, certificatePem: 'x' }, 'certificatePem: expected cert'],
    [
      'one that expired',
      { ...OFFICER_SET_UP, certificatePem: expired.certificatePem },
      'certificatePem: the certificate is not in',
    ],
    [
      'one that stamps',
      { ...OFFICER_SET_UP, certificatePem: stamper.certificatePem },
      'certificatePem: the certificate is not for',
    ],
    [
      'one that nobody trusts',
      { ...OFFICER_SET_UP, certificatePem: tokenOf('B', 'rsa', {}, strange).certificatePem },
      'certificatePem: the certificate leads to no',
    ],
    ['another key in KMS', { ...SEAL_SET_UP, kms: { keyId: 'alias/other' } }, 'kms.keyId: this installation'],
    [
      "a certificate of another key than the seal's",
      { ...SEAL_SET_UP, certificatePem: tokenOf('Dấu khác').certificatePem },
      'certificatePem: the certificate belongs to another key',
    ],
    ['a signing service that is not told', { ...noCertificate, by: 'csc' }, 'csc: expected'],
    ['a picture that is none', { ...OFFICER_SET_UP, image: 'AAAA' }, 'image: expected a PNG'],
    [
      'a picture cut off',
      { ...OFFICER_SET_UP, image: base64(signatureImage.subarray(0, 20)) },
      'image: expected a PNG',
    ],
    ['a small file of a huge picture', { ...OFFICER_SET_UP, image: base64(huge) }, 'image: expected a PNG'],
  ])('is not set up as %s', async (_what, setUp, fault) => {
    const { put, table } = await room();
    expect(faults(await put('officer-a', setUp))).toEqual([expect.stringContaining(fault)]);
    expect(table.peek('SIGNER#officer-a', 'SIGNER')).toBeUndefined();
  });

  test("by kms takes the seal's certificate, or another one of its key", async () => {
    const { put } = await room();
    expect(faults(await put('seal-a', SEAL_SET_UP))).toMatchObject({ ok: true });
    expect(faults(await put('seal-c', { ...SEAL_SET_UP, kms: { keyId: 'seal-key' } }))).toMatchObject({ ok: true });
    expect(faults(await put('seal-b', { ...SEAL_SET_UP, certificatePem: seal.certificatePem }))).toMatchObject({
      ok: true,
    });
  });
});

test('a signer is set up with a picture', async () => {
  const { put } = await room();
  expect(faults(await put('officer-a', { ...OFFICER_SET_UP, image: base64(signatureImage) }))).toMatchObject({
    ok: true,
  });
});

describe('a signing plan', () => {
  const officerThenSeal = [
    { role: 'officer', signerId: 'officer-a' },
    { role: 'agency', signerId: 'seal-a' },
  ];
  const set = async () => {
    const rooms = await room();
    must(await rooms.put('officer-a', OFFICER_SET_UP));
    must(await rooms.put('seal-a', SEAL_SET_UP));
    return rooms;
  };

  test('is used by agencies below that have none, until they have their own', async () => {
    const { plan, ports } = await set();
    const wanted = { level: 'B-T', signatures: officerThenSeal, qr: true };
    expect(must(await plan('H26.10', wanted))).toEqual({ created: true, plan: { agencyCode: 'H26.10', ...wanted } });
    expect(await planInForce(ports)('H26.10.02')).toEqual({ agencyCode: 'H26.10', ...wanted });
    expect(await planInForce(ports)('H26')).toBeUndefined();
    const own = { level: 'B-B', signatures: [{ role: 'agency', signerId: 'seal-a' }] };
    must(await plan('H26.10.02', own));
    expect(await planInForce(ports)('H26.10.02')).toEqual({ agencyCode: 'H26.10.02', ...own });
    expect(must(await plan('H26.10', own))).toMatchObject({ created: false });
  });

  test.each([
    [
      'the seal first',
      'H26.10',
      officerThenSeal.toReversed(),
      ['signatures.1.role: the officer signs before the agency'],
    ],
    ['a role twice', 'H26.10', [officerThenSeal[0], officerThenSeal[0]], ['signatures.1.role: a role signs once']],
    ['nobody known', 'H26.10', [{ role: 'agency', signerId: 'x' }], ['signatures.0.signerId: there is no such signer']],
    [
      'another role',
      'H26.10',
      [{ role: 'agency', signerId: 'officer-a' }],
      ['signatures.0.signerId: the signer signs as officer'],
    ],
    [
      'a signer of an agency beside',
      'H26.11',
      [officerThenSeal[0]],
      ['signatures.0.signerId: the signer is of another agency'],
    ],
    ['nobody', 'H26.10', [], [expect.stringContaining('signatures')]],
  ])('is not set up with %s', async (_what, agencyCode, signatures, expected) => {
    const { plan, ports } = await set();
    expect(faults(await plan(agencyCode, { level: 'B-T', signatures }))).toEqual(expected);
    expect(await planInForce(ports)(agencyCode as AgencyCode)).toBeUndefined();
  });

  test('takes no signer that was ended, nor one by upload after one who signs here', async () => {
    const { plan, ports, put } = await set();
    must(await put('stamp', { ...OFFICER_SET_UP, agencyCode: 'H26.10', role: 'agency', by: 'upload' }));
    const late = [officerThenSeal[0], { role: 'agency', signerId: 'stamp' }];
    expect(faults(await plan('H26.10', { level: 'B-T', signatures: late }))).toEqual([
      'signatures.1.signerId: what is signed before the upload comes first',
    ]);
    must(await endSigner(ports)('officer-a', AT));
    expect(faults(await plan('H26.10', { level: 'B-T', signatures: officerThenSeal }))).toEqual([
      'signatures.0.signerId: the signer was ended',
    ]);
  });

  test.each(['B-LT', 'B-LTA'])('%s needs certificates that say where revocation is told of', async (level) => {
    const { plan, put } = await set();
    const one = [{ role: 'officer', signerId: 'officer-a' }];
    expect(faults(await plan('H26.10', { level, signatures: one }))).toEqual([
      'signatures.0.signerId: revocation_source_missing',
    ]);
    const told = tokenOf('Nguyễn Văn A', 'ec', { crlUrl: 'http://ca.example.vn/a.crl' }, signersRoot);
    must(await put('officer-a', { ...OFFICER_SET_UP, certificatePem: told.certificatePem }));
    expect(faults(await plan('H26.10', { level, signatures: one }))).toMatchObject({ ok: true });
  });
});
