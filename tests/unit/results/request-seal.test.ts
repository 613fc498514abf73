import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import { publicKeyInfoOf } from '../../../functions/results/pades/authority/certificate-authority.ts';
import { developmentSigner } from '../../../functions/results/pades/authority/development-signer.ts';
import { requestSeal, SealSubject } from '../../../functions/results/usecases/request-seal.ts';
import { testWith } from '../../support/programs.ts';

const test = testWith('openssl');
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
const key = {
  publicKey: async () => publicKeyInfoOf(privateKey),
  sign: developmentSigner({ privateKey, certificate: new Uint8Array() }).sign,
};

/** What openssl answers, and everything that it says: its exit code does not tell whether a signature holds. */
const openssl = (input: string, ...args: readonly string[]) => {
  const { stdout, stderr } = spawnSync('openssl', args, { input, encoding: 'utf8' });
  return { stdout, said: `${stdout}${stderr}` };
};

test('a request is signed by the key that it is for, with the subject in Vietnamese, for signing documents', async () => {
  const pem = await requestSeal(key)({
    commonName: 'UBND phường Kim Liên',
    organization: 'Ủy ban nhân dân thành phố Hà Nội',
    country: 'VN',
    organizationIdentifier: 'VATVN-0100109106',
  });
  const { said } = openssl(pem, 'req', '-verify', '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus');
  for (const words of [
    'verify OK',
    'CN=UBND phường Kim Liên',
    'O=Ủy ban nhân dân thành phố Hà Nội',
    'C=VN',
    'X509v3 Key Usage: critical',
    'Digital Signature, Non Repudiation',
    'sha256WithRSAEncryption',
  ])
    expect(said).toContain(words);
  const ours = publicKeyInfoOf(privateKey).toString('base64');
  expect(openssl(pem, 'req', '-pubkey', '-noout').stdout.replace(/-----.*-----|\n/g, '')).toBe(ours);
});

test('a request that was changed is not signed by its key', async () => {
  const pem = await requestSeal(key)({ commonName: 'A' });
  const der = Buffer.from(pem.replace(/-----.*-----|\n/g, ''), 'base64');
  der[20]! ^= 1;
  const changed = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
  expect(openssl(changed, 'req', '-verify', '-noout').said).not.toContain('verify OK');
});

test('a subject without a name, or of a country that is none, is refused', () => {
  for (const subject of [
    {},
    { commonName: '' },
    { commonName: 'A', country: 'Viet Nam' },
    { commonName: 'A', more: 1 },
  ])
    expect(SealSubject.safeParse(subject).success).toBe(false);
});
