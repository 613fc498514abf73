import { X509Certificate } from 'node:crypto';
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { ExternalSigner } from '../pades/sign/external-signer.ts';
import { derOfPem } from '../pades/x509/pem.ts';
import type { SealCertificate, SealKey, Signer, Signers, TrustStore } from '../ports.ts';
import type { RequestingKey } from '../usecases/request-seal.ts';
import { immediateSigner } from './immediate-signer.ts';

const ALGORITHM = 'RSASSA_PKCS1_V1_5_SHA_256';

/** How long a seal is used before its certificate is read again. */
const KEEP_MS = 300_000;

/** The public half of a key in KMS. */
export const kmsSealKey = (client: KMSClient, keyId: string): SealKey => ({
  async publicKey() {
    const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: keyId }));
    if (!PublicKey) throw new Error('KMS answered no public key');
    return PublicKey;
  },
});

const signerInKms = (client: KMSClient, keyId: string) => async (digest: Uint8Array) => {
  const { Signature } = await client.send(
    new SignCommand({ KeyId: keyId, Message: digest, MessageType: 'DIGEST', SigningAlgorithm: ALGORITHM }),
  );
  if (!Signature) throw new Error('KMS answered no signature');
  return Signature;
};

/** A key in KMS that asks for its certificate. */
export const kmsRequestingKey = (client: KMSClient, keyId: string): RequestingKey => ({
  ...kmsSealKey(client, keyId),
  sign: signerInKms(client, keyId),
});

const keyInKms = (client: KMSClient, keyId: string, certificate: Uint8Array, chain: Uint8Array[]): ExternalSigner => ({
  certificate,
  chain,
  algorithm: ALGORITHM,
  sign: signerInKms(client, keyId),
});

const notConfigured = (detail: string) => fail({ kind: 'not_configured' as const, detail });

/** Signers of the one key in KMS. */
export interface KmsSeal extends Signers {
  /** The key by another certificate of it than the one that was installed. */
  by(certificate: SealCertificate): Promise<Result<Signer>>;
}

/**
 * The agency's seal: an RSA key in KMS with the certificate that was installed for it, for the role `agency` and no other. A
 * certificate of another key is never used. RSA PKCS#1 v1.5 is deterministic, so that signing again gives the same bytes.
 */
export const kmsSeal = (client: KMSClient, keyId: string, trust: TrustStore, now: () => number): KmsSeal => {
  const key = kmsSealKey(client, keyId);
  const kept = new Map<string, { readonly seal: Signer; readonly readAt: number }>();

  const read = async (own: SealCertificate | undefined): Promise<Result<Signer>> => {
    const [installed, rootsPem, publicKey] = await Promise.all([
      own ?? trust.seal(),
      trust.rootsFor('signatures'),
      key.publicKey(),
    ]);
    const certificate = installed && derOfPem(installed.certificatePem)[0];
    if (!certificate) return notConfigured('no certificate is installed for the seal');
    const certified = new X509Certificate(certificate).publicKey.export({ format: 'der', type: 'spki' });
    if (Buffer.compare(certified, publicKey) !== 0)
      return notConfigured('the certificate of the seal belongs to another key');
    const sealing = keyInKms(client, keyId, certificate, derOfPem(installed.chainPem));
    return ok(immediateSigner(sealing, derOfPem(rootsPem)));
  };

  const sealBy = async (own: SealCertificate | undefined): Promise<Result<Signer>> => {
    const name = own?.certificatePem ?? '';
    const known = kept.get(name);
    if (known && now() - known.readAt < KEEP_MS) return ok(known.seal);
    const found = await read(own);
    if (found.ok) kept.set(name, { seal: found.value, readAt: now() });
    return found;
  };

  return {
    signerOf: async ({ role }) => (role === 'agency' ? sealBy(undefined) : notConfigured(`nobody signs as ${role}`)),
    by: sealBy,
  };
};
