import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type FactOf, MAX_KEPT_TOKEN_BYTES } from '../domain/facts.ts';
import type { RegistryEntry } from '../domain/registry-entry.ts';
import type { Signatory } from '../domain/signatories.ts';
import { type Outcome as PadesOutcome, type PadesRefusal, type RefusalReason, refusalHints } from '../pades/refusal.ts';
import { assembled, checkedSignature, embedSignature } from '../pades/sign/embed.ts';
import { type PreparedSignature, prepareSignature } from '../pades/sign/prepare.ts';
import type { CheckedTimestamp } from '../pades/tsp/timestamp-client.ts';
import { intactSignatures } from '../pades/verify/earlier-signatures.ts';
import { isWithinValidity, parseCertificate } from '../pades/x509/certificate.ts';
import type {
  PanelDrawer,
  PreparedFiles,
  ResultRegistry,
  SignatureOrder,
  Signer,
  SignerAnswer,
  SignerRefusal,
  Timestamping,
} from '../ports.ts';
import { preparedOf } from './prepared-signature.ts';
import { showSignature } from './show-signature.ts';
import { stampOfValue } from './stamp-signature.ts';

/**
 * So long after an order was recorded whoever recorded it may still be giving it: longer than a signing function may run, with
 * clocks that differ.
 */
export const ORDER_LEASE_MS = 75_000;

/** Signing services name what they are asked by so often for one result, within what one aggregate may hold: then nobody waits for more. */
export const MAX_GIVEN = 400;

/** A signature to be made on a file that bears those before it. */
export interface SignatureTask {
  readonly entry: RegistryEntry;
  readonly request: FactOf<'issue_requested'>;
  readonly signatory: Signatory;
  readonly signer: Signer;
  readonly base: Uint8Array;
  /** Whether the plan has another signature after it, which is made over this one and its time stamp. */
  readonly isFollowed: boolean;
  /** Undefined where nothing is stamped. */
  readonly timestamping: Timestamping | undefined;
  readonly now: number;
  readonly by: RecordedBy;
}

/** What came of one signature: the file with it, nothing yet, or a refusal of the document with what the officer can do. */
export type SignatureOutcome =
  | { readonly state: 'signed'; readonly pdf: Uint8Array }
  /** Nothing goes on by itself, unless there is somebody to be asked again. */
  | { readonly state: 'waiting'; readonly isAskedAgain: boolean }
  | { readonly state: 'refused'; readonly reason: string; readonly detail: string }
  /** Its signer will not sign: another one or another upload goes on from there. */
  | {
      readonly state: 'declined';
      readonly signatory: Signatory;
      readonly reason: SignerRefusal;
      readonly detail: string;
    };

/** Faults of the signer's key or certificate, not of the document: an operator mends them, the officer cannot. */
const signerFaults: readonly RefusalReason[] = [
  'signer_key_mismatch',
  'signer_certificate_unusable',
  'malformed_certificate',
  'unsupported_algorithm',
];

/** What such a fault means of somebody whose key is none of the installation's: no operator mends it, another one may sign. */
const refusalOfFault: Partial<Readonly<Record<RefusalReason, SignerRefusal>>> = {
  signer_key_mismatch: 'wrong_key',
  signer_certificate_unusable: 'certificate_expired',
};

const certificateEnded: PadesRefusal = {
  reason: 'signer_certificate_unusable',
  detail: 'validity',
  hint: refusalHints.signer_certificate_unusable,
};

/** In the place of a service's handle: the order is being given to it once more. */
const GIVEN_AGAIN = 'again';

/** A signature's name, when it was recorded that its signer will be asked, and whether whoever goes on now recorded it. */
interface Asked {
  readonly name: string;
  readonly at: number;
  readonly isOurs: boolean;
}

const beingAsked = fail({ kind: 'temporarily_unavailable' as const, detail: 'the signer is being asked by another' });

const declined = (
  { signatory, signer }: Pick<SignatureTask, 'signatory' | 'signer'>,
  { reason: code, detail, hint }: PadesRefusal,
): Result<SignatureOutcome> => {
  const reason = refusalOfFault[code];
  if (reason && signer.by) return ok({ state: 'declined', signatory, reason, detail: hint });
  return signerFaults.includes(code)
    ? fail({ kind: 'not_configured', detail: `the signer for ${signatory.planned.role}: ${detail}` })
    : ok({ state: 'refused', reason: code, detail: hint });
};

/**
 * Makes one signature of a plan. That the signer will be asked is recorded before it is; who finds that recorded asks what
 * became of the order, and gives it again only where the signer does not know it and whoever recorded it can no longer be
 * at it; to a signing service, whose owner is asked each time, only who recorded that it is given again. An order names what is to be signed: where that comes out otherwise, by another chain of certificates or another
 * release, it is another order. The value is checked with the certificate, then recorded: the first one stands, and from it,
 * the upload and the recorded moment the same bytes come out each time. Then it is stamped (B-T), once where another is made over it;
 * without a time stamp it is not made: `temporarily_unavailable`. For who signs elsewhere a file is prepared and kept first, so that what
 * they sign stays the same, and it goes on from that file once they have; by what a service is to be asked is recorded with it. Throws where
 * a key of the installation cannot be reached.
 */
export const makeSignature = ({
  registry,
  preparedFiles,
  panels,
  sha256,
}: {
  readonly registry: ResultRegistry;
  readonly panels: PanelDrawer;
  readonly preparedFiles: Pick<PreparedFiles, 'keep' | 'read'>;
  readonly sha256: (bytes: Uint8Array) => string;
}) => {
  const show = showSignature(panels);

  const hashOf = (parts: readonly string[]): string => sha256(Buffer.from(JSON.stringify(parts)));
  const whose = ({ signatory, request }: SignatureTask) => ({
    role: signatory.planned.role,
    uploadVersionId: request.uploadVersionId,
  });

  const ask = async (task: SignatureTask): Promise<Result<Asked>> => {
    const { entry, signatory, request, signer, base, now, by } = task;
    const { resultId } = entry;
    const { planned, turn } = signatory;
    const { fingerprint: signerFingerprint } = signer;
    const parts = [resultId, request.uploadVersionId, sha256(base), planned.role, signerFingerprint];
    // Who is asked again after a refusal is asked something else.
    const name = hashOf(turn === 0 ? parts : [...parts, String(turn)]);
    const known = entry.asked.find(({ signature }) => signature === name);
    if (known) return ok({ name, at: known.askedAt, isOurs: false });
    const asked = { ...whose(task), signature: name, signerFingerprint, askedAt: now, ...(turn === 0 ? {} : { turn }) };
    const outcome = await registry.record(resultId, { kind: 'signature_asked', ...asked }, by);
    return outcome === 'recorded' ? ok({ name, at: now, isOurs: true }) : beingAsked;
  };

  const prepare = async (task: SignatureTask, askedAt: number): Promise<PadesOutcome<PreparedSignature>> => {
    const { signatory, request, signer, base, timestamping } = task;
    const shown = await show(task, askedAt);
    if (!shown.ok) return shown;
    return prepareSignature(
      base,
      {
        panel: shown.value,
        field: signatory.planned.field,
        signingTime: new Date(askedAt),
        // Each update of a file has an id of its own, and the same one at each try.
        fileId: Buffer.from(sha256(Buffer.from(`${request.fileId}/${signatory.planned.field}`)), 'hex').subarray(0, 16),
        name: signer.name,
        reason: 'Ban hành kết quả thủ tục hành chính',
        // Who signs elsewhere may bring a time stamp, or sign when authorities were set up meanwhile.
        timestamped: timestamping !== undefined || signer.by !== undefined,
      },
      signer.identity,
    );
  };

  const lastGiven = ({ given }: Pick<RegistryEntry, 'given'>, { reference }: SignatureOrder) =>
    given.filter(({ order }) => order === reference).at(-1);

  /** Keeps by what a signing service is to be asked next, behind what is known of the order; false where another did so first. */
  const keepHandle = async (
    task: SignatureTask,
    known: Pick<RegistryEntry, 'given'>,
    order: SignatureOrder,
    handle: string,
  ): Promise<boolean> => {
    const { entry, signatory, now, by } = task;
    const n = (lastGiven(known, order)?.n ?? -1) + 1;
    const said = { order: order.reference, turn: signatory.turn, n, handle, givenAt: now };
    const fact = { kind: 'signature_given' as const, ...whose(task), ...said };
    return (await registry.record(entry.resultId, fact, by)) === 'recorded';
  };

  /** Keeps by what a service that took the order is to be asked, where something else was kept last: also that it was given again. */
  const keepNew = async (task: SignatureTask, order: SignatureOrder, handle: string): Promise<void> => {
    const known = (await registry.read(task.entry.resultId)) ?? task.entry;
    if (lastGiven(known, order)?.handle !== handle) await keepHandle(task, known, order, handle);
  };

  const answered = async (
    task: SignatureTask,
    order: SignatureOrder,
    asked: Omit<Asked, 'name'>,
  ): Promise<Result<SignerAnswer>> => {
    const { entry, signer, now } = task;
    if (signer.by === 'csc' && entry.given.length >= MAX_GIVEN)
      return ok({ state: 'refused', detail: 'Dịch vụ ký số đã được hỏi quá nhiều lần mà người ký chưa ký.' });
    if (asked.isOurs) return ok(await signer.begin(order));
    const answer = await signer.answer(order);
    if (answer.state !== 'unknown') return ok(answer);
    const last = lastGiven(entry, order);
    if (now - Math.max(asked.at, last?.givenAt ?? 0) < ORDER_LEASE_MS) return beingAsked;
    // Its owner is asked again each time, so that one alone may do it.
    if (signer.by === 'csc' && !(await keepHandle(task, entry, order, GIVEN_AGAIN))) return beingAsked;
    return ok(await signer.begin(order));
  };

  const madeBy = ({ made }: RegistryEntry, { reference }: SignatureOrder): Uint8Array | undefined => {
    const known = made.find(({ order }) => order === reference);
    return known && Buffer.from(known.value, 'base64');
  };

  /** The value that stands, once one does: another's where that was recorded first. */
  const standing = async (task: SignatureTask, order: SignatureOrder, made: Uint8Array): Promise<Uint8Array> => {
    const { entry, now, by } = task;
    const value = Buffer.from(made).toString('base64');
    const { turn } = task.signatory;
    const fact = { kind: 'signature_made' as const, ...whose(task), order: order.reference, value, madeAt: now, turn };
    if ((await registry.record(entry.resultId, fact, by)) === 'recorded') return made;
    const read = await registry.read(entry.resultId);
    const first = read && madeBy(read, order);
    if (!first) throw new Error('a recorded signature cannot be read');
    return first;
  };

  const keptStamp = ({ stamped }: RegistryEntry, { reference }: SignatureOrder): CheckedTimestamp | undefined => {
    const known = stamped.find(({ order }) => order === reference);
    return known && { token: Buffer.from(known.token, 'base64'), time: new Date(known.stampedAt) };
  };

  /** The time stamp that stands: where another signature is made over it, the first that was recorded. */
  const stampOf = async (
    task: SignatureTask,
    order: SignatureOrder,
    prepared: PreparedSignature,
    value: Uint8Array,
  ): Promise<Result<CheckedTimestamp | undefined>> => {
    const { entry, timestamping, isFollowed, now, by } = task;
    const known = keptStamp(entry, order);
    if (known) return ok(known);
    const maxBytes = isFollowed ? MAX_KEPT_TOKEN_BYTES : undefined;
    const stamp = await stampOfValue(timestamping, prepared, value, now, maxBytes);
    if (!stamp.ok || !stamp.value || !isFollowed) return stamp;
    const token = Buffer.from(stamp.value.token).toString('base64');
    const stampedAt = stamp.value.time.getTime();
    const fact = { kind: 'signature_stamped' as const, ...whose(task), order: order.reference, token, stampedAt };
    if ((await registry.record(entry.resultId, fact, by)) === 'recorded') return stamp;
    const read = await registry.read(entry.resultId);
    const first = read && keptStamp(read, order);
    if (!first) throw new Error('a recorded time stamp cannot be read');
    return ok(first);
  };

  const embedded = async (
    task: SignatureTask,
    order: SignatureOrder,
    prepared: PreparedSignature,
    value: Uint8Array,
  ): Promise<Result<SignatureOutcome>> => {
    const stamp = await stampOf(task, order, prepared, value);
    if (!stamp.ok) return stamp;
    const signed = embedSignature(task.base, prepared, value, stamp.value);
    return signed.ok ? ok({ state: 'signed', pdf: signed.value.pdf }) : declined(task, signed.refusal);
  };

  /** Keeps a file for who signs it elsewhere; nothing is recorded before it is there. */
  const layReady = async (
    task: SignatureTask,
    { reference: order }: SignatureOrder,
    prepared: PreparedSignature,
  ): Promise<void> => {
    const { entry, base, signatory, now, by } = task;
    const { resultId } = entry;
    const file = assembled(base, prepared);
    await preparedFiles.keep(resultId, file);
    const { turn } = signatory;
    const { baseLength, gapStart, gapEnd, signer } = prepared;
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
    const fact: FactOf<'signature_prepared'> = {
      kind: 'signature_prepared',
      ...whose(task),
      ...{ turn, order, sha256: sha256(file), baseLength, gapStart, gapEnd, preparedAt: now },
      certificate: base64(signer.certificate),
      algorithm: signer.algorithm,
      signedAttributes: base64(prepared.signedAttributes),
      digest: hex(prepared.digestToSign),
      documentDigest: hex(prepared.documentDigest),
    };
    await registry.record(resultId, fact, by);
  };

  /** What a signer's answer leads to; a value is checked with the certificate, recorded and embedded. */
  const settled = async (
    task: SignatureTask,
    order: SignatureOrder,
    prepared: PreparedSignature,
    answer: SignerAnswer,
  ): Promise<Result<SignatureOutcome>> => {
    const { signatory, signer } = task;
    switch (answer.state) {
      case 'failed':
        return fail({ kind: answer.kind, detail: `the signer for ${signatory.planned.role}: ${answer.detail}` });
      case 'refused': {
        const { reason = 'declined', detail } = answer;
        return ok({ state: 'declined', signatory, reason, detail });
      }
      case 'waiting':
        if (answer.handle !== undefined) await keepNew(task, order, answer.handle);
        return ok({ state: 'waiting', isAskedAgain: signer.by === 'csc' });
      case 'signed': {
        const fits = checkedSignature(prepared, answer.value);
        if (!fits.ok) return declined(task, fits.refusal);
        return embedded(task, order, prepared, await standing(task, order, answer.value));
      }
    }
  };

  /** Goes on with the file that was kept, whatever would be prepared today; undefined where it is gone. */
  const fromKept = async (
    task: SignatureTask,
    kept: FactOf<'signature_prepared'>,
  ): Promise<Result<SignatureOutcome> | undefined> => {
    const { entry, signatory, signer, now } = task;
    const { made, planned, given } = signatory;
    if (!made && signer.by !== 'csc') return ok({ state: 'waiting', isAskedAgain: false });
    const file = await preparedFiles.read(entry.resultId, kept.sha256);
    if (!file) return undefined;
    const { base, prepared } = preparedOf(kept, file, signer.identity.chain, made);
    const { digestToSign: digest } = prepared;
    const order = { reference: kept.order, resultId: entry.resultId, planned, digest, handle: given?.handle };
    const onKept = { ...task, base };
    if (made) return embedded(onKept, order, prepared, Buffer.from(made.value, 'base64'));
    if (!isWithinValidity(parseCertificate(prepared.signer.certificate), new Date(now)))
      return declined(task, certificateEnded);
    const answer = await answered(task, order, { at: kept.preparedAt, isOurs: false });
    return answer.ok ? settled(onKept, order, prepared, answer.value) : answer;
  };

  return async (task: SignatureTask): Promise<Result<SignatureOutcome>> => {
    const { entry, signatory, signer, base } = task;
    const { planned, prepared: kept } = signatory;
    const goneOn = kept && (await fromKept(task, kept));
    if (goneOn) return goneOn;
    const earlier = intactSignatures(base);
    if (!earlier.ok) return declined(task, earlier.refusal);
    const asked = await ask(task);
    if (!asked.ok) return asked;
    const prepared = await prepare(task, asked.value.at);
    if (!prepared.ok) return declined(task, prepared.refusal);
    const { digestToSign: digest } = prepared.value;
    const reference = hashOf([asked.value.name, Buffer.from(digest).toString('hex')]);
    const order = { reference, resultId: entry.resultId, planned, digest };
    const known = madeBy(entry, order);
    if (known) return embedded(task, order, prepared.value, known);
    if (signer.by) await layReady(task, order, prepared.value);
    if (signer.by === 'hand') return ok({ state: 'waiting', isAskedAgain: false });

    const answer = await answered(task, order, asked.value);
    return answer.ok ? settled(task, order, prepared.value, answer.value) : answer;
  };
};
