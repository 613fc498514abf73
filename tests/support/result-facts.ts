import { createHash } from 'node:crypto';
import type { FactOf } from '../../functions/results/domain/facts.ts';
import { sealAlone } from '../../functions/results/domain/signing-plan.ts';
import type { ResultRegistry } from '../../functions/results/ports.ts';
import type { ResultId } from '../../shared/kernel/ids.ts';

const by = { recordedBy: 'system', requestId: 'r' };

/** A hash for a file that there need not be. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A result that was opened; for the seal alone, unless a test plans otherwise. */
export const intended = (plan: FactOf<'intended'>['plan'] = sealAlone): FactOf<'intended'> => ({
  kind: 'intended',
  dossierCode: 'H26.10-261116-0007',
  agencyCode: 'H26.10',
  documentNumber: '12/TLKS',
  title: 'Trích lục',
  issuedOn: '2026-11-19',
  finishes: true,
  verificationCode: '0'.repeat(26),
  plan,
});

/** A signature that was made on an upload. */
export const signatureMade = (role = 'agency', uploadVersionId = 'v1', madeAt = 1): FactOf<'signature_made'> => ({
  kind: 'signature_made',
  role,
  uploadVersionId,
  order: hashOf(`${role}/${uploadVersionId}`),
  value: 'AAAA',
  madeAt,
});

/** A file of a result. */
export const revision = (n = 1, more: Partial<FactOf<'revision'>> = {}): FactOf<'revision'> => ({
  kind: 'revision',
  n,
  level: 'B-B',
  sha256: hashOf(`file ${n}`),
  bytes: n,
  objectKey: `k${n}`,
  objectVersionId: `o${n}`,
  uploadVersionId: 'v1',
  registeredAt: n,
  ...more,
});

/** Registers a result as issued by its agency's seal, without the files. */
export const registerIssued = async (registry: ResultRegistry, resultId: ResultId): Promise<void> => {
  await registry.record(resultId, signatureMade(), by);
  await registry.register(resultId, revision(), by);
};
