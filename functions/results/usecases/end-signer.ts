import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { SignerRow } from '../domain/signers.ts';
import type { SignerRows } from '../signer-ports.ts';

/** Ends a signer: no plan takes it any more, and what it did stays readable. Again is the same. */
export const endSigner =
  ({ signerRows }: { readonly signerRows: SignerRows }) =>
  async (signerId: string, now: number): Promise<Result<SignerRow>> => {
    const row = await signerRows.find(signerId);
    if (!row) return fail({ kind: 'not_found', what: 'signer' });
    if (row.endedAt !== undefined) return ok(row);
    const ended = { ...row, endedAt: now };
    await signerRows.put(ended);
    return ok(ended);
  };
