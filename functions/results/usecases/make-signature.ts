import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { FactOf } from '../domain/facts.ts';
import { type RegistryEntry, signatureOf } from '../domain/registry-entry.ts';
import type { PlannedSignature } from '../domain/signing-plan.ts';
import type { PadesRefusal, RefusalReason } from '../pades/refusal.ts';
import { embedSignature } from '../pades/sign/embed.ts';
import { type PreparedSignature, prepareSignature } from '../pades/sign/prepare.ts';
import type { ResultRegistry, Signer, SignerAnswer } from '../ports.ts';

/**
 * So long after an order was recorded whoever recorded it may still be giving it: longer than a signing function may run, with
 * clocks that differ.
 */
export const ORDER_LEASE_MS = 75_000;

/** A signature to be made on a file that bears those before it. */
export interface SignatureTask {
  readonly entry: RegistryEntry;
  readonly request: FactOf<'issue_requested'>;
  readonly planned: PlannedSignature;
  readonly signer: Signer;
  readonly base: Uint8Array;
  readonly now: number;
  readonly by: RecordedBy;
}

/** What came of one signature: the file with it, nothing yet, or a refusal with what the officer can do. */
export type SignatureOutcome =
  | { readonly state: 'signed'; readonly pdf: Uint8Array }
  | { readonly state: 'waiting' }
  | { readonly state: 'refused'; readonly reason: string; readonly detail: string };

/** Faults of the signer's key or certificate, not of the document: an operator mends them, the officer cannot. */
const signerFaults: readonly RefusalReason[] = [
  'signer_key_mismatch',
  'signer_certificate_unusable',
  'malformed_certificate',
  'unsupported_algorithm',
  'chain_incomplete',
  'revoked',
];

/** Which signature, as its facts name it. */
type Which = Pick<FactOf<'signature_asked'>, 'role' | 'uploadVersionId' | 'reference'>;

/** When it was recorded that a signer will be asked, and whether whoever goes on now recorded it. */
interface Asked {
  readonly at: number;
  readonly isOurs: boolean;
}

const beingAsked = fail({ kind: 'temporarily_unavailable' as const, detail: 'the signer is being asked by another' });

const declined = ({ planned }: SignatureTask, { reason, detail, hint }: PadesRefusal): Result<SignatureOutcome> =>
  signerFaults.includes(reason)
    ? fail({ kind: 'not_configured', detail: `the signer for ${planned.role}: ${detail}` })
    : ok({ state: 'refused', reason, detail: hint });

/**
 * Makes one signature of a plan. That the signer will be asked is recorded before it is; who finds that recorded asks what
 * became of the order, and gives it again only where the signer does not know it and whoever recorded it can no longer be
 * at it. The value is checked with the certificate, then recorded: the first one stands, and from it, the upload and the
 * recorded moment the same bytes come out each time. Throws where the signer cannot be reached.
 */
export const makeSignature = ({
  registry,
  sha256,
}: {
  readonly registry: ResultRegistry;
  readonly sha256: (bytes: Uint8Array) => string;
}) => {
  const whichOf = ({ entry, planned, request, signer, base }: SignatureTask): Which => {
    const { uploadVersionId } = request;
    const named = [entry.resultId, uploadVersionId, sha256(base), planned.role, signer.fingerprint];
    return { role: planned.role, uploadVersionId, reference: sha256(Buffer.from(JSON.stringify(named))) };
  };

  const prepare = ({ planned, request, signer, base }: SignatureTask, askedAt: number) =>
    prepareSignature(
      base,
      {
        field: planned.field,
        signingTime: new Date(askedAt),
        // Each update of a file has an id of its own, and the same one at each try.
        fileId: Buffer.from(sha256(Buffer.from(`${request.fileId}/${planned.field}`)), 'hex').subarray(0, 16),
        name: signer.name,
        reason: 'Ban hành kết quả thủ tục hành chính',
      },
      signer.identity,
    );

  const answered = async (
    { entry, planned, signer, now }: SignatureTask,
    { reference }: Which,
    { digestToSign }: PreparedSignature,
    asked: Asked,
  ): Promise<Result<SignerAnswer>> => {
    const order = { reference, resultId: entry.resultId, planned, digest: digestToSign };
    if (asked.isOurs) return ok(await signer.begin(order));
    const answer = await signer.answer(order);
    if (answer.state !== 'unknown') return ok(answer);
    return now - asked.at < ORDER_LEASE_MS ? beingAsked : ok(await signer.begin(order));
  };

  const ask = async ({ entry, signer, now, by }: SignatureTask, which: Which): Promise<Result<Asked>> => {
    const known = signatureOf(entry, which.reference).asked;
    if (known) return ok({ at: known.askedAt, isOurs: false });
    const { fingerprint: signerFingerprint } = signer;
    const fact: FactOf<'signature_asked'> = { kind: 'signature_asked', ...which, signerFingerprint, askedAt: now };
    const outcome = await registry.record(entry.resultId, fact, by);
    return outcome === 'recorded' ? ok({ at: now, isOurs: true }) : beingAsked;
  };

  /** The value that stands, once one does: another's where that was recorded first. */
  const standing = async ({ entry, now, by }: SignatureTask, which: Which, value: Uint8Array): Promise<Uint8Array> => {
    const encoded = Buffer.from(value).toString('base64');
    const fact: FactOf<'signature_made'> = { kind: 'signature_made', ...which, value: encoded, madeAt: now };
    if ((await registry.record(entry.resultId, fact, by)) === 'recorded') return value;
    const read = await registry.read(entry.resultId);
    const first = read && signatureOf(read, which.reference).made;
    if (!first) throw new Error('a recorded signature cannot be read');
    return Buffer.from(first.value, 'base64');
  };

  return async (task: SignatureTask): Promise<Result<SignatureOutcome>> => {
    const which = whichOf(task);
    const asked = await ask(task, which);
    if (!asked.ok) return asked;
    const prepared = prepare(task, asked.value.at);
    if (!prepared.ok) return declined(task, prepared.refusal);
    const embedded = (value: Uint8Array): Result<SignatureOutcome> => {
      const signed = embedSignature(task.base, prepared.value, value);
      return signed.ok ? ok({ state: 'signed', pdf: signed.value.pdf }) : declined(task, signed.refusal);
    };
    const { made } = signatureOf(task.entry, which.reference);
    if (made) return embedded(Buffer.from(made.value, 'base64'));

    const answer = await answered(task, which, prepared.value, asked.value);
    if (!answer.ok) return answer;
    if (answer.value.state === 'waiting') return ok(answer.value);
    if (answer.value.state === 'refused')
      return ok({ state: 'refused', reason: 'signer_refused', detail: answer.value.detail });
    const fits = embedded(answer.value.value);
    if (!fits.ok || fits.value.state !== 'signed') return fits;
    const value = await standing(task, which, answer.value.value);
    return value === answer.value.value ? fits : embedded(value);
  };
};
