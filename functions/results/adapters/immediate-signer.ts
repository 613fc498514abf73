import { createHash, X509Certificate } from 'node:crypto';
import type { ExternalSigner } from '../pades/sign/external-signer.ts';
import type { Signer } from '../ports.ts';

/** A key that signs whenever it is asked, as a signer. It keeps no orders: giving it one twice makes two signatures of one digest. */
export const immediateSigner = (key: ExternalSigner, roots: readonly Uint8Array[]): Signer => ({
  identity: key,
  roots,
  fingerprint: createHash('sha256').update(key.certificate).digest('hex'),
  name: /^CN=(.*)$/m.exec(new X509Certificate(key.certificate).subject)?.[1] ?? '',
  begin: async ({ digest }) => ({ state: 'signed', value: await key.sign(digest) }),
  answer: async () => ({ state: 'unknown' }),
});
