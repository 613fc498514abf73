import { generateKeyPairSync } from 'node:crypto';
import { immediateSigner } from '../../functions/results/adapters/immediate-signer.ts';
import {
  createRootAuthority,
  issueCertificate,
  publicKeyInfoOf,
} from '../../functions/results/pades/authority/certificate-authority.ts';
import { developmentSigner } from '../../functions/results/pades/authority/development-signer.ts';
import type { ExternalSigner } from '../../functions/results/pades/sign/external-signer.ts';
import type { Signer, SignerAnswer } from '../../functions/results/ports.ts';
import { inVietNam } from './viet-nam-time.ts';

const hourMs = 3_600_000;
const NOON = inVietNam('2026-11-19 09:00');
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A certificate for a public key (SubjectPublicKeyInfo, DER) by an authority of its own, good for weeks around a moment. */
export const certified = (publicKey: Uint8Array, commonName: string, now: number) => {
  const authority = createRootAuthority({
    subject: { commonName: 'Gốc thử nghiệm', country: 'VN' },
    notBefore: new Date(now - hourMs),
    notAfter: new Date(now + 1000 * hourMs),
  });
  const certificate = issueCertificate(authority, {
    subject: { commonName, country: 'VN' },
    publicKey,
    profile: 'signer',
    notBefore: new Date(now - hourMs),
    notAfter: new Date(now + 900 * hourMs),
  });
  return { certificate, roots: [authority.certificate] };
};

/** A key in memory with its certificate and the root above it; `key` may be another than the one that was certified. */
export const memoryKey = (
  commonName: string,
  key = privateKey,
  now = NOON,
): { readonly key: ExternalSigner; readonly roots: readonly Uint8Array[] } => {
  const { certificate, roots } = certified(publicKeyInfoOf(privateKey), commonName, now);
  const algorithm = 'RSASSA_PKCS1_V1_5_SHA_256';
  return { key: developmentSigner({ privateKey: key, certificate, chain: [], algorithm }), roots };
};

/** The agency's seal with its key in memory: a signer that answers at once. */
export const memorySeal = (key = privateKey): Signer => {
  const made = memoryKey('Dấu Sở Tư pháp', key);
  return immediateSigner(made.key, made.roots);
};

/** A person who signs later, each order once, however often it is given. */
export const laterSigner = (commonName: string) => {
  const { key, roots } = memoryKey(commonName);
  const orders = new Map<string, { readonly digest: Uint8Array; answer: SignerAnswer }>();
  /** Every order that was given, in order, repeated ones too. */
  const begun: string[] = [];
  const settle = async (answer: (digest: Uint8Array) => Promise<SignerAnswer>) => {
    for (const order of orders.values())
      if (order.answer.state === 'waiting') order.answer = await answer(order.digest);
  };
  const signer: Signer = {
    ...immediateSigner(key, roots),
    async begin({ reference, digest }) {
      begun.push(reference);
      const order = orders.get(reference) ?? { digest, answer: { state: 'waiting' } };
      orders.set(reference, order);
      return order.answer;
    },
    answer: async ({ reference }) => orders.get(reference)?.answer ?? { state: 'unknown' },
  };
  return {
    signer,
    begun,
    /** Signs all that waits. */
    sign: () => settle(async (digest) => ({ state: 'signed', value: await key.sign(digest) })),
    /** Signs all that waits with a key that is not the certificate's. */
    signWrongly: () => settle(async (digest) => ({ state: 'signed', value: (await key.sign(digest)).reverse() })),
    /** Declines all that waits. */
    refuse: (detail: string) => settle(async () => ({ state: 'refused', detail })),
  };
};

/** No signing service: nobody is to ask one. */
export const noService = async (): Promise<never> => Promise.reject(new Error('a signing service was asked'));
