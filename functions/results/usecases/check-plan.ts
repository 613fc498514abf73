import type { FieldFault } from '../../../shared/kernel/failures.ts';
import { type AgencyCode, upwards } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { holdsRevocationData, keptPlan, type WantedSignature } from '../domain/agency-plan.ts';
import { certifiedSigner, namesRevocationSources } from '../domain/signer-certificate.ts';
import { type SignerRow, signerRoles } from '../domain/signers.ts';
import type { SigningPlan } from '../domain/signing-plan.ts';
import { derOfPem } from '../pades/x509/pem.ts';
import type { TrustStore } from '../ports.ts';
import type { SignerRows } from '../signer-ports.ts';

/** What checking a plan needs. */
export interface CheckPlanPorts {
  readonly signerRows: Pick<SignerRows, 'find'>;
  readonly trust: Pick<TrustStore, 'seal' | 'rootsFor'>;
}

/** The signatures that somebody wants for an agency's results, at a level, and how a signature needs be shown. */
export interface WantedPlan extends Pick<SigningPlan, 'level' | 'qr'> {
  readonly agencyCode: AgencyCode;
  readonly signatures: readonly WantedSignature[];
}

/** What is wrong with a plan in which somebody signs here before the upload. */
export const UPLOADED_FIRST = 'what is signed before the upload comes first';

const orderFaults = (signatures: readonly WantedSignature[]): FieldFault[] => {
  const places = signatures.map(({ role }) => signerRoles.indexOf(role));
  return places.flatMap((place, i) => {
    const path = `signatures.${i}.role`;
    if (places.indexOf(place) < i) return [{ path, message: 'a role signs once' }];
    return i > 0 && place < (places[i - 1] ?? 0) ? [{ path, message: 'the officer signs before the agency' }] : [];
  });
};

/**
 * A plan as results keep it: each role once, the officer before the agency, what is uploaded signed before what is signed here; signers in
 * force, of that role, of the agency or of one above it; from B-LT on only those whose certificates say where revocation is told of
 * (`revocation_source_missing`). Else `invalid_input`.
 */
export const checkPlan = ({ signerRows, trust }: CheckPlanPorts) => {
  const lacksRevocation = async ({ by, certificatePem, chainPem }: SignerRow, now: number): Promise<boolean> => {
    const own = certificatePem === undefined ? undefined : { certificatePem, chainPem };
    const pems = own ?? (by === 'kms' ? await trust.seal() : undefined);
    // The certificate of a signing service is known once that is asked.
    if (!pems) return by !== 'csc';
    const signer = certifiedSigner(pems.certificatePem, pems.chainPem);
    const roots = derOfPem(await trust.rootsFor('signatures'));
    return !signer.ok || !namesRevocationSources(signer.value, { roots, now });
  };

  const signerFault = async (
    { role }: WantedSignature,
    row: SignerRow | undefined,
    { agencyCode, level }: WantedPlan,
    now: number,
  ): Promise<string | undefined> => {
    if (!row) return 'there is no such signer';
    if (row.endedAt !== undefined) return 'the signer was ended';
    if (row.role !== role) return `the signer signs as ${row.role}`;
    if (!upwards(agencyCode).includes(row.agencyCode)) return 'the signer is of another agency';
    return holdsRevocationData(level) && (await lacksRevocation(row, now)) ? 'revocation_source_missing' : undefined;
  };

  return async (wanted: WantedPlan, now: number): Promise<Result<SigningPlan>> => {
    const { signatures, level, qr } = wanted;
    const fields = orderFaults(signatures);
    const rows: SignerRow[] = [];
    for (const [i, signature] of signatures.entries()) {
      const row = await signerRows.find(signature.signerId);
      const message = await signerFault(signature, row, wanted, now);
      if (message !== undefined) fields.push({ path: `signatures.${i}.signerId`, message });
      else if (row?.by === 'upload' && rows.some(({ by }) => by !== 'upload'))
        fields.push({ path: `signatures.${i}.signerId`, message: UPLOADED_FIRST });
      if (row) rows.push(row);
    }
    return fields.length > 0 ? fail({ kind: 'invalid_input', fields }) : ok(keptPlan(signatures, rows, { level, qr }));
  };
};
