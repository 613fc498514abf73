import { type Pepper, postToken } from '../../../shared/platform/pepper.ts';
import type { DerivedValues } from '../ports.ts';

/** Values derived from the installation's pepper. The purposes are permanent: another word gives other values. */
export const pepperValues = (pepper: () => Promise<Pepper>): DerivedValues => ({
  resultId: async ({ path, idempotencyKey }) => `res_${postToken(await pepper(), 'results', path, idempotencyKey)}`,
  verificationCode: async (id) => (await pepper()).token('verification-code', id),
  fileId: async (resultId, uploadVersionId) =>
    (await pepper()).bytes('file-id', resultId, uploadVersionId).subarray(0, 16).toString('hex'),
  downloadDigits: async (dossierCode, nonce) => (await pepper()).sixDigits('download-code', dossierCode, nonce),
});
