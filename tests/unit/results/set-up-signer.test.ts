import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { authorityAddresses } from '../../../functions/results/handlers/authority-addresses.ts';
import {
  authorityFromPem,
  issueCertificate,
  publicKeyInfoOf,
} from '../../../functions/results/pades/authority/certificate-authority.ts';
import { developmentSigner } from '../../../functions/results/pades/authority/development-signer.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { derOfPem, pemOf } from '../../../functions/results/pades/x509/pem.ts';
import { readTrustAnchors } from '../../../functions/results/usecases/read-trust-anchors.ts';
import { setUpSigner } from '../../../functions/results/usecases/set-up-signer.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { authorityRoom, developmentPlan } from '../../support/installed-authority.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { NOON } from '../../support/results-house.ts';

describe('setting the seal up', () => {
  test('gives a certificate under which a signed file verifies', async () => {
    const { trust, state, setUp } = authorityRoom();
    const inPlace = await setUp(developmentPlan(), NOON);
    const certificate = derOfPem((await trust.seal())!.certificatePem)[0]!;
    const roots = derOfPem((await trust.anchors()).rootsPem);
    const { fingerprint256, subject, validTo } = new X509Certificate(certificate);
    expect(inPlace).toEqual({
      ok: true,
      value: { fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(), notAfter: Date.parse(validTo) },
    });
    const organization = 'O=Một cửa (môi trường phát triển)';
    expect(subject.split('\n').sort()).toEqual(['C=VN', 'CN=Dấu thử nghiệm', organization]);
    const root = new X509Certificate(roots[0]!);
    expect(root.subject.split('\n').sort()).toEqual(['C=VN', 'CN=CA phát triển motcua', organization]);
    expect(Date.parse(root.validTo)).toBe(NOON + 20 * 365 * DAY_MS);
    expect((await trust.seal())?.chainPem).toBe('');
    expect(await readTrustAnchors({ trust })()).toEqual(await trust.anchors());
    expect((await trust.anchors()).rootsPem).toBe(roots.map((der) => pemOf('CERTIFICATE', der)).join(''));
    const request = { field: 'Seal', signingTime: new Date(NOON), fileId: Buffer.alloc(16, 7) };
    const signed = await signPdf(simplePdf(), request, developmentSigner({ privateKey: state.key, certificate }));
    expect(signed.ok && verifyPdf(signed.value.pdf, { roots, now: new Date(NOON) }).verdict).toBe('valid');
  });

  test('again changes neither authority nor certificate', async () => {
    const { trust, kept, setUp } = authorityRoom();
    await setUp(developmentPlan(), NOON);
    const before = await trust.seal();
    await setUp(developmentPlan(), NOON + DAY_MS);
    expect(await trust.seal()).toEqual(before);
    expect(kept).toHaveLength(1);
    expect(derOfPem((await trust.anchors()).rootsPem)).toHaveLength(1);
  });

  test('another key, another name, or the coming end of the certificate renews it under the same authority', async () => {
    const { trust, kept, renewKey, setUp } = authorityRoom();
    const seen = new Set<string>();
    const look = async (now: number, name?: string) => {
      await setUp(developmentPlan(name), now);
      seen.add((await trust.seal())!.certificatePem);
    };
    await look(NOON);
    renewKey();
    await look(NOON);
    await look(NOON, 'Dấu khác');
    await look(NOON + 680 * DAY_MS, 'Dấu khác');
    expect(seen.size).toBe(4);
    expect(kept).toHaveLength(1);
  });

  test('another address gives seal and time stamps certificates that name it, for the same keys', async () => {
    const { trust, kept, setUp } = authorityRoom();
    const plan = developmentPlan();
    await setUp(plan, NOON);
    const before = new X509Certificate((await trust.seal())!.certificatePem);
    await setUp({ ...plan, addresses: authorityAddresses('https://motcua.example.vn') }, NOON);
    const after = new X509Certificate((await trust.seal())!.certificatePem);
    expect(after.publicKey.equals(before.publicKey)).toBe(true);
    expect(after.infoAccess).toBe(
      'OCSP - URI:https://motcua.example.vn/sandbox/pki/ocsp\nCA Issuers - URI:https://motcua.example.vn/pki/development.cer',
    );
    const [first, second] = kept.map(({ timestamp }) => timestamp!);
    expect(second?.privateKeyPem).toBe(first?.privateKeyPem);
    expect(new X509Certificate(second!.certificatePem).infoAccess).toBe(after.infoAccess);
    expect(derOfPem((await trust.anchors()).rootsPem)).toHaveLength(1);
  });

  test('an installation whose certificates name no address keeps its root; what was sealed stays valid, what comes is new', async () => {
    const { trust, kept, state, setUp } = authorityRoom();
    await setUp(developmentPlan(), NOON);
    const { certificatePem, privateKeyPem } = kept[0]!;
    // As a release before kept it: an authority alone, and a certificate with nothing but the address of a list.
    kept.splice(0, 1, { certificatePem, privateKeyPem });
    const bare = issueCertificate(authorityFromPem(kept[0]!), {
      subject: { commonName: 'Dấu thử nghiệm', country: 'VN' },
      publicKey: publicKeyInfoOf(state.key),
      profile: 'signer',
      notBefore: new Date(NOON - DAY_MS),
      notAfter: new Date(NOON + 700 * DAY_MS),
      crlUrl: developmentPlan().addresses.crlUrl,
    });
    await trust.putSeal({ certificatePem: pemOf('CERTIFICATE', bare), chainPem: '' });
    const request = { field: 'Seal', signingTime: new Date(NOON), fileId: Buffer.alloc(16, 7) };
    const signer = developmentSigner({ privateKey: state.key, certificate: bare });
    const earlier = await signPdf(simplePdf(), request, signer);

    await setUp(developmentPlan(), NOON);
    expect(kept.map((each) => each.certificatePem)).toEqual([certificatePem, certificatePem]);
    expect(kept[1]?.timestamp).toBeDefined();
    const renewed = derOfPem((await trust.seal())!.certificatePem)[0]!;
    expect(new X509Certificate(renewed).infoAccess).toContain('CA Issuers');
    const roots = derOfPem((await trust.anchors()).rootsPem);
    expect(roots).toHaveLength(1);
    expect(earlier.ok && verifyPdf(earlier.value.pdf, { roots, now: new Date(NOON) }).verdict).toBe('valid');
  });

  test('the certificate of the time stamps is renewed from the sixtieth day before its end', async () => {
    const { kept, setUp } = authorityRoom();
    await setUp(developmentPlan(), NOON);
    const end = Date.parse(new X509Certificate(kept[0]!.timestamp!.certificatePem).validTo);
    expect(end).toBe(NOON + 3650 * DAY_MS);
    await setUp(developmentPlan(), end - 60 * DAY_MS - 1);
    expect(kept).toHaveLength(1);
    await setUp(developmentPlan(), end - 60 * DAY_MS);
    expect(kept).toHaveLength(2);
  });

  test('a certificate is renewed from the sixtieth day before its end', async () => {
    const { trust, setUp } = authorityRoom();
    await setUp(developmentPlan(), NOON);
    const first = await trust.seal();
    const sixtyDaysBefore = Date.parse(new X509Certificate(first!.certificatePem).validTo) - 60 * DAY_MS;
    await setUp(developmentPlan(), sixtyDaysBefore - 1);
    expect(await trust.seal()).toEqual(first);
    await setUp(developmentPlan(), sixtyDaysBefore);
    expect(await trust.seal()).not.toEqual(first);
  });

  test('that is nobody’s yet asks no key and installs nothing', async () => {
    const { trust, kept } = authorityRoom();
    const setUp = setUpSigner({
      key: { publicKey: async () => Promise.reject(new Error('there is no key')) },
      trust,
      vault: { read: async () => kept[0], keep: async () => undefined },
    });
    expect(await setUp({ by: 'nobody' }, NOON)).toEqual({ ok: true, value: undefined });
    expect(await trust.seal()).toBeUndefined();
  });

  test('an authority that was lost is made anew, and its root stays trusted', async () => {
    const { trust, kept, setUp } = authorityRoom();
    await setUp(developmentPlan(), NOON);
    const [first] = kept;
    kept.length = 0;
    await setUp(developmentPlan(), NOON);
    const { rootsPem } = await trust.anchors();
    expect(rootsPem).toBe(`${first?.certificatePem}${kept[0]?.certificatePem}`);
  });

  test("an operator's certificate is installed where it fits the key, and refused where it does not", async () => {
    const source = authorityRoom();
    await source.setUp(developmentPlan(), NOON);
    const seal = (await source.trust.seal())!;
    const { rootsPem } = await source.trust.anchors();
    const fitting = authorityRoom();
    fitting.state.key = source.state.key;
    expect((await fitting.setUp({ by: 'operator', seal, rootsPem }, NOON)).ok).toBe(true);
    expect(await fitting.trust.seal()).toEqual(seal);
    expect(fitting.kept).toEqual([]);
    const other = authorityRoom();
    const unfit = (detail: string) => ({ ok: false, failure: { kind: 'not_configured', detail } });
    expect(await other.setUp({ by: 'operator', seal, rootsPem }, NOON)).toEqual(
      unfit('the seal: the certificate belongs to another key'),
    );
    const unreadable = { ...seal, certificatePem: seal.certificatePem.slice(0, 90) };
    expect(await other.setUp({ by: 'operator', seal: unreadable, rootsPem }, NOON)).toEqual(
      unfit('the seal: the certificate cannot be read'),
    );
    expect(await other.trust.seal()).toBeUndefined();
  });
});
