import type { FieldFault } from '../../../shared/kernel/failures.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type CertifiedSigner, certifiedSigner, faultOfCertificate } from '../domain/signer-certificate.ts';
import type { SignerRow, SignerSetUp } from '../domain/signers.ts';
import { derOfPem } from '../pades/x509/pem.ts';
import type { TrustStore } from '../ports.ts';
import type { SignerRows, SignerSecrets } from '../signer-ports.ts';

/** What setting up a signer needs. */
export interface PutSignerPorts {
  readonly signerRows: SignerRows;
  readonly signerSecrets: SignerSecrets;
  /** The one key in KMS, as its store names it. */
  readonly sealKeyId: string;
  readonly trust: Pick<TrustStore, 'seal' | 'rootsFor'>;
}

/** A signer as it was set up. */
export interface SignerPut {
  readonly created: boolean;
  readonly signer: SignerRow;
}

const fault = (path: string, message: string): FieldFault => ({ path, message });

/** What of a set-up does not go with how it signs. */
const mismatches = ({ role, by, certificatePem, kms, csc }: SignerSetUp): FieldFault[] => {
  const isBrought = by === 'hand' || by === 'upload';
  const found: (FieldFault | false)[] = [
    role === 'officer' && by === 'kms' && fault('by', "an officer's key is no key of the installation"),
    isBrought && certificatePem === undefined && fault('certificatePem', `expected for a signer by ${by}`),
    by !== 'kms' && kms !== undefined && fault('kms', 'expected for a signer by kms alone'),
    by !== 'csc' && csc !== undefined && fault('csc', 'expected for a signer by csc alone'),
    by === 'csc' && csc === undefined && fault('csc', 'expected for a signer by csc'),
  ];
  return found.filter((one) => one !== false);
};

const shownService = (csc: SignerSetUp['csc']) => {
  if (!csc) return {};
  const { url, clientId, credentialId } = csc;
  return { csc: { url, clientId, credentialId } };
};

/**
 * Sets a signer up, or replaces its set-up; one that was ended signs again. A certificate must be in force, for signing documents, and
 * lead to a trust anchor of signatures; a signer by kms has the one key of the installation, by its own certificate or another one of that
 * key: else `invalid_input`. The secret of a signing service is written before the row.
 */
export const putSigner = ({ signerRows, signerSecrets, sealKeyId, trust }: PutSignerPorts) => {
  const sealFaults = async (certified: CertifiedSigner | undefined, keyId: string | undefined) => {
    const seal = await trust.seal();
    const sealed = seal && certifiedSigner(seal.certificatePem, seal.chainPem);
    if (!sealed?.ok) return [fault('by', 'the seal of the installation has no certificate yet')];
    if (keyId !== undefined && keyId !== sealKeyId)
      return [fault('kms.keyId', 'this installation signs with its own key alone')];
    const isItsKey = !certified || certified.certificate.publicKeyInfo.equals(sealed.value.certificate.publicKeyInfo);
    return isItsKey ? [] : [fault('certificatePem', 'the certificate belongs to another key')];
  };

  const faultsOf = async (setUp: SignerSetUp, now: number): Promise<FieldFault[]> => {
    const found = mismatches(setUp);
    const { certificatePem, chainPem, by, kms } = setUp;
    const certified = certificatePem === undefined ? undefined : certifiedSigner(certificatePem, chainPem);
    if (certified && !certified.ok) return [...found, fault('certificatePem', 'expected certificates in PEM')];
    if (certified) {
      const roots = derOfPem(await trust.rootsFor('signatures'));
      const wrong = faultOfCertificate(certified.value, { roots, now });
      if (wrong !== undefined) found.push(fault('certificatePem', wrong));
    }
    return by === 'kms' ? [...found, ...(await sealFaults(certified?.value, kms?.keyId))] : found;
  };

  return async (signerId: string, setUp: SignerSetUp, now: number): Promise<Result<SignerPut>> => {
    const fields = await faultsOf(setUp, now);
    if (fields.length > 0) return fail({ kind: 'invalid_input', fields });
    const { csc, ...row } = setUp;
    const { clientSecret, pin } = csc ?? {};
    if (clientSecret !== undefined)
      await signerSecrets.write(signerId, { clientSecret, ...(pin === undefined ? {} : { pin }) });
    const signer = { signerId, ...row, ...shownService(csc) };
    const before = await signerRows.find(signerId);
    await signerRows.put(signer);
    return ok({ created: before === undefined, signer });
  };
};
