import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { tableTrustStore } from '../../../functions/results/adapters/table-trust-store.ts';
import { publicKeyInfoOf } from '../../../functions/results/pades/authority/certificate-authority.ts';
import { developmentSigner } from '../../../functions/results/pades/authority/development-signer.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { derOfPem, pemOf } from '../../../functions/results/pades/x509/pem.ts';
import type { KeptAuthority } from '../../../functions/results/ports.ts';
import { readTrustAnchors } from '../../../functions/results/usecases/read-trust-anchors.ts';
import { setUpSigner } from '../../../functions/results/usecases/set-up-signer.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { NOON } from '../../support/results-house.ts';

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const plan = (commonName = 'Dấu thử nghiệm') =>
  ({ by: 'development', commonName, crlUrl: 'http://localhost:8080/pki/development.crl' }) as const;

const room = () => {
  const trust = tableTrustStore(memoryTable());
  const kept: KeptAuthority[] = [];
  const state = { key: newKey() };
  const setUp = setUpSigner({
    key: { publicKey: async () => publicKeyInfoOf(state.key) },
    trust,
    vault: {
      read: async () => kept.at(-1),
      async keep(authority) {
        kept.push(authority);
      },
    },
  });
  return { trust, kept, state, setUp };
};

describe('setting the seal up', () => {
  test('gives a certificate under which a signed file verifies', async () => {
    const { trust, state, setUp } = room();
    const inPlace = await setUp(plan(), NOON);
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
    expect(Object.keys((await trust.anchors()).crls)).toEqual(['development.crl']);
  });

  test('again changes neither authority nor certificate', async () => {
    const { trust, kept, setUp } = room();
    await setUp(plan(), NOON);
    const before = await trust.seal();
    await setUp(plan(), NOON + DAY_MS);
    expect(await trust.seal()).toEqual(before);
    expect(kept).toHaveLength(1);
    expect(derOfPem((await trust.anchors()).rootsPem)).toHaveLength(1);
  });

  test('another key, another name, or the coming end of the certificate renews it under the same authority', async () => {
    const { trust, kept, state, setUp } = room();
    const seen = new Set<string>();
    const look = async (now: number, name?: string) => {
      await setUp(plan(name), now);
      seen.add((await trust.seal())!.certificatePem);
    };
    await look(NOON);
    state.key = newKey();
    await look(NOON);
    await look(NOON, 'Dấu khác');
    await look(NOON + 680 * DAY_MS, 'Dấu khác');
    expect(seen.size).toBe(4);
    expect(kept).toHaveLength(1);
  });

  test('a certificate is renewed from the sixtieth day before its end', async () => {
    const { trust, setUp } = room();
    await setUp(plan(), NOON);
    const first = await trust.seal();
    const sixtyDaysBefore = Date.parse(new X509Certificate(first!.certificatePem).validTo) - 60 * DAY_MS;
    await setUp(plan(), sixtyDaysBefore - 1);
    expect(await trust.seal()).toEqual(first);
    await setUp(plan(), sixtyDaysBefore);
    expect(await trust.seal()).not.toEqual(first);
  });

  test('that is nobody’s yet asks no key and installs nothing', async () => {
    const { trust, kept } = room();
    const setUp = setUpSigner({
      key: { publicKey: async () => Promise.reject(new Error('there is no key')) },
      trust,
      vault: { read: async () => kept[0], keep: async () => undefined },
    });
    expect(await setUp({ by: 'nobody' }, NOON)).toEqual({ ok: true, value: undefined });
    expect(await trust.seal()).toBeUndefined();
  });

  test('an authority that was lost is made anew, and its root stays trusted', async () => {
    const { trust, kept, setUp } = room();
    await setUp(plan(), NOON);
    const [first] = kept;
    kept.length = 0;
    await setUp(plan(), NOON);
    const { rootsPem } = await trust.anchors();
    expect(rootsPem).toBe(`${first?.certificatePem}${kept[0]?.certificatePem}`);
  });

  test("an operator's certificate is installed where it fits the key, and refused where it does not", async () => {
    const source = room();
    await source.setUp(plan(), NOON);
    const seal = (await source.trust.seal())!;
    const { rootsPem } = await source.trust.anchors();
    const fitting = room();
    fitting.state.key = source.state.key;
    expect((await fitting.setUp({ by: 'operator', seal, rootsPem }, NOON)).ok).toBe(true);
    expect(await fitting.trust.seal()).toEqual(seal);
    expect(fitting.kept).toEqual([]);
    const other = room();
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
