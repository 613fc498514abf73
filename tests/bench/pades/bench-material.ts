import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  createRootAuthority,
  issueCertificate,
  publicKeyInfoOf,
} from '../../../functions/results/pades/authority/certificate-authority.ts';
import { pemOf } from '../../../functions/results/pades/x509/pem.ts';
import { keyOf } from '../../support/pades/development-pki.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { passphrase } from './passphrase.ts';

/** The little of node-forge that writes a PKCS #12 file; the package has no types of its own. */
interface Forge {
  readonly pki: { privateKeyFromPem(pem: string): object; certificateFromPem(pem: string): object };
  readonly pkcs12: {
    toPkcs12Asn1(key: object, certificates: object[], password: string, options: { algorithm: '3des' }): object;
  };
  readonly asn1: { toDer(value: object): { getBytes(): string } };
}
const forge: Forge = createRequire(import.meta.url)('node-forge');

/** Documents and keys that every variant gets. ASCII names only: one of the peers damages others. */
export function writeMaterial(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of [
    ['100KB', 98_000],
    ['5MB', 5_200_000],
  ] as const)
    writeFileSync(join(folder, `${name}.pdf`), makePdf({ padding: noise(bytes) }));
  const validity = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2049-01-01T00:00:00Z') };
  const root = createRootAuthority({
    subject: { commonName: 'Bench root' },
    ...validity,
    key: keyOf('rsa2048', 'root'),
  });
  const issue = (label: string, profile: 'signer' | 'timestamp') => {
    const privateKey = keyOf('rsa2048', label);
    const certificate = issueCertificate(root, {
      subject: { commonName: `Bench ${label}` },
      publicKey: publicKeyInfoOf(privateKey),
      profile,
      ...validity,
    });
    writeFileSync(join(folder, `${label}.crt.pem`), pemOf('CERTIFICATE', certificate));
    writeFileSync(join(folder, `${label}.key.pem`), privateKey.export({ format: 'pem', type: 'pkcs1' }));
    return { certificate, privateKey };
  };
  const signer = issue('signer', 'signer');
  issue('timestamp', 'timestamp');
  writeFileSync(join(folder, 'root.crt.pem'), pemOf('CERTIFICATE', root.certificate));
  const key = forge.pki.privateKeyFromPem(signer.privateKey.export({ format: 'pem', type: 'pkcs1' }).toString());
  const certificates = [signer.certificate, root.certificate].map((der) =>
    forge.pki.certificateFromPem(pemOf('CERTIFICATE', der)),
  );
  const p12 = forge.pkcs12.toPkcs12Asn1(key, certificates, passphrase, { algorithm: '3des' });
  writeFileSync(join(folder, 'signer.p12'), Buffer.from(forge.asn1.toDer(p12).getBytes(), 'latin1'));
}

/** Bytes that do not compress, the same every time. */
function noise(bytes: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, i) => createHash('sha256').update(`${i}`).digest());
  return Buffer.concat(blocks).subarray(0, bytes);
}
