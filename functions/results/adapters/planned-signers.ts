import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { algorithmOf, certifiedSigner } from '../domain/signer-certificate.ts';
import type { SignerRow } from '../domain/signers.ts';
import { commonNameOf } from '../pades/x509/distinguished-name.ts';
import { derOfPem, pemOf } from '../pades/x509/pem.ts';
import type { Signer, Signers, TrustStore } from '../ports.ts';
import type { SignerRows } from '../signer-ports.ts';
import type { cscSigners } from './csc-signer.ts';
import type { KmsSeal } from './kms-seal.ts';

const notConfigured = (detail: string) => fail({ kind: 'not_configured' as const, detail });

/** Somebody who is given no orders: what they sign is brought here, or was signed before. */
const broughtBy = (row: SignerRow, by: NonNullable<Signer['by']>, roots: readonly Uint8Array[]): Result<Signer> => {
  const read = certifiedSigner(row.certificatePem ?? '', row.chainPem);
  if (!read.ok) return notConfigured(`the certificate of ${row.signerId}: ${read.refusal.detail}`);
  const { certificate, chain } = read.value;
  const algorithm = algorithmOf(certificate);
  if (!algorithm) return notConfigured(`the key of ${row.signerId} signs by no algorithm that is taken`);
  return ok({
    identity: { certificate: certificate.der, chain: chain.map(({ der }) => der), algorithm },
    roots,
    fingerprint: createHash('sha256').update(certificate.der).digest('hex'),
    name: commonNameOf(certificate.subject) ?? '',
    by,
    begin: async () => ({ state: 'waiting' }),
    answer: async () => ({ state: 'waiting' }),
  });
};

/** A service may end a credential once its certificate was revoked or renewed: what it signed before is made on with. */
const ofService = (
  found: Result<Signer>,
  row: SignerRow,
  roots: readonly Uint8Array[],
  signedBy: Uint8Array | undefined,
): Result<Signer> => {
  if (found.ok || found.failure.kind !== 'not_configured' || !signedBy) return found;
  return broughtBy({ ...row, certificatePem: pemOf('CERTIFICATE', signedBy) }, 'csc', roots);
};

/** The signers that operators set up, each in its way; where a plan names none, the seal of the installation. */
export const plannedSigners = (parts: {
  readonly seal: KmsSeal;
  readonly signerRows: Pick<SignerRows, 'find'>;
  readonly trust: Pick<TrustStore, 'rootsFor'>;
  readonly csc: ReturnType<typeof cscSigners>;
}): Signers => ({
  async signerOf(planned, signedBy) {
    const { role, signerId } = planned;
    if (signerId === undefined) return parts.seal.signerOf(planned);
    const row = await parts.signerRows.find(signerId);
    if (!row || row.role !== role || row.endedAt !== undefined)
      return notConfigured(`the signer ${signerId} is not set up, or was ended`);
    const { by, certificatePem, chainPem = '', image } = row;
    const shown = (found: Result<Signer>): Result<Signer> =>
      found.ok && image !== undefined ? ok({ ...found.value, image: Buffer.from(image, 'base64') }) : found;
    // Time stamps may have come with what they signed.
    if (by === 'hand' || by === 'upload') return shown(broughtBy(row, by, derOfPem(await parts.trust.rootsFor())));
    if (by === 'csc') {
      const roots = derOfPem(await parts.trust.rootsFor('signatures'));
      return shown(ofService(await parts.csc(row, roots), row, roots, signedBy));
    }
    if (by !== 'kms') return notConfigured(`nobody signs by ${by}`);
    const own = certificatePem === undefined ? undefined : { certificatePem, chainPem };
    return shown(await (own ? parts.seal.by(own) : parts.seal.signerOf(planned)));
  },
});
