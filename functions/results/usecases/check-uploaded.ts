import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { FactOf } from '../domain/facts.ts';
import { detailOfUploaded } from '../domain/refusals.ts';
import type { Signatory } from '../domain/signatories.ts';
import { uploadedSignatures } from '../pades/verify/uploaded-signatures.ts';
import type { ResultRegistry, Signer } from '../ports.ts';
import type { SignatureTask } from './make-signature.ts';

/** A role of the plan with who makes its signature. */
export interface Signing {
  readonly signatory: Signatory;
  readonly signer: Signer;
}

/** A file that came signed, as it is to be checked: by whom it should be, and what is believed. */
export interface UploadedTask extends Pick<SignatureTask, 'entry' | 'request' | 'now' | 'by'> {
  readonly pdf: Uint8Array;
  readonly uploaded: readonly Signing[];
  readonly isFollowed: boolean;
  readonly roots: readonly Uint8Array[];
  readonly intermediates: readonly Uint8Array[];
}

/** Whether what was uploaded may be gone on with, or why not and what the officer can do. */
export type UploadedOutcome =
  | { readonly state: 'taken' }
  | { readonly state: 'refused'; readonly reason: string; readonly detail: string };

/**
 * Checks that an upload bears the signatures that its plan wants by upload, and nothing that speaks against them; they are recorded as
 * made, once. Its bytes stay what they are.
 */
export const checkUploaded =
  (ports: { readonly registry: ResultRegistry; readonly sha256: (bytes: Uint8Array) => string }) =>
  async (task: UploadedTask): Promise<Result<UploadedOutcome>> => {
    const { entry, request, now, by, pdf, uploaded, isFollowed, roots, intermediates } = task;
    const { uploadVersionId } = request;
    if (uploaded.every(({ signatory }) => signatory.made)) return ok({ state: 'taken' });
    const certificates = uploaded.map(({ signer }) => signer.identity.certificate);
    const found = uploadedSignatures(pdf, certificates, { roots, intermediates, now: new Date(now), isFollowed });
    if (!found.ok) return ok({ state: 'refused', reason: found.reason, detail: detailOfUploaded[found.reason] });
    for (const [i, { signatory, signer }] of uploaded.entries()) {
      const borne = found.signatures[i];
      if (!borne) continue;
      const { role } = signatory.planned;
      const parts = [entry.resultId, uploadVersionId, role, signer.fingerprint];
      const order = ports.sha256(Buffer.from(JSON.stringify(parts)));
      const made: FactOf<'signature_made'> = {
        ...{ kind: 'signature_made', role, uploadVersionId, order, madeAt: now },
        ...{ value: Buffer.from(borne.value).toString('base64'), field: borne.field.slice(0, 300) },
      };
      await ports.registry.record(entry.resultId, made, by);
    }
    return ok({ state: 'taken' });
  };
