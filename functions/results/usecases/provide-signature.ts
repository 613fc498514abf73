import * as z from 'zod';
import { type Caller, recordedBy } from '../../../shared/kernel/callers.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type FactOf, MAX_KEPT_TOKEN_BYTES } from '../domain/facts.ts';
import { currentAttempt, type RegistryEntry, signatoriesOf } from '../domain/registry-entry.ts';
import { type BroughtSignature, broughtSignature, valueInCms } from '../pades/sign/brought-signature.ts';
import { checkedSignature } from '../pades/sign/embed.ts';
import type { CheckedTimestamp } from '../pades/tsp/timestamp-client.ts';
import { isWithinValidity, parseCertificate } from '../pades/x509/certificate.ts';
import { derOfPem } from '../pades/x509/pem.ts';
import type { Dossiers, PreparedFiles, ResultRegistry, TrustStore } from '../ports.ts';
import { refusalByDossier } from './closed-dossier.ts';
import { preparedOf } from './prepared-signature.ts';
import { resultToDecide } from './read-result.ts';

/** A signature that was made elsewhere: its value over what was prepared, or a whole CMS of the signer's own tool. */
export const SignatureInput = z
  .strictObject({ signature: z.base64().min(1).max(2000).optional(), cms: z.base64().min(1).max(100_000).optional() })
  .refine(({ signature, cms }) => (signature === undefined) !== (cms === undefined), {
    path: ['signature'],
    message: 'expected signature or cms, one of both',
  });

/** What is asked of signatures by hand with. */
export interface SignaturePorts {
  readonly registry: ResultRegistry;
  readonly dossiers: Pick<Dossiers, 'status'>;
  readonly preparedFiles: PreparedFiles;
  readonly trust: Pick<TrustStore, 'rootsFor'>;
}

/** Who asks for a role's signature on a result. */
export interface AskedSignature {
  readonly resultId: ResultId;
  readonly role: string;
  readonly caller: Caller;
}

/** A signature that somebody brings. */
export interface BroughtInput extends AskedSignature {
  readonly input: z.output<typeof SignatureInput>;
  readonly requestId: string;
  readonly now: number;
}

/** A file that lies ready for a signer by hand, and the signature, once it was brought. */
interface Ready {
  readonly entry: RegistryEntry;
  readonly prepared: FactOf<'signature_prepared'>;
  readonly made: FactOf<'signature_made'> | undefined;
}

const readyFor =
  (ports: Pick<SignaturePorts, 'registry'>) =>
  async ({ resultId, role, caller }: AskedSignature): Promise<Result<Ready>> => {
    const found = await resultToDecide(ports)(resultId, caller);
    if (!found.ok) return found;
    const signatory = signatoriesOf(found.value).find(({ planned }) => planned.role === role);
    if (!signatory) return fail({ kind: 'not_found', what: 'signature' });
    const { prepared, planned, made, state } = signatory;
    const isOpen = currentAttempt(found.value) !== undefined && (made !== undefined || !found.value.withdrawn);
    if (planned.by !== 'hand' || !prepared || !isOpen || state === 'refused') return fail({ kind: 'not_asked' });
    return ok({ entry: found.value, prepared, made });
  };

/** What lies ready for a signer by hand: digests, and where the file is. `not_asked` where nothing does. */
export const readSignatureAsked = (ports: SignaturePorts) => async (asked: AskedSignature) => {
  const ready = await readyFor(ports)(asked);
  if (!ready.ok) return ready;
  const { prepared, made } = ready.value;
  const { algorithm, digest, documentDigest, sha256 } = prepared;
  const documentUrl = await ports.preparedFiles.downloadUrl(asked.resultId, sha256);
  return ok({ state: made ? ('signed' as const) : ('asked' as const), algorithm, digest, documentDigest, documentUrl });
};

/** What was brought, checked: its value, and what a tool of the signer's own wrote around it. */
interface Checked extends Pick<FactOf<'signature_made'>, 'value' | 'signed'> {
  readonly timestamp?: CheckedTimestamp | undefined;
}

const invalid = (detail: string) => fail({ kind: 'signature_invalid' as const, detail });

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const alreadySigned = fail({ kind: 'already_signed' as const });

const notAsked = fail({ kind: 'not_asked' as const });

/** The value of a signature as it was brought, by itself or in a CMS. */
const broughtValue = ({ signature, cms = '' }: BroughtInput['input']): string | undefined => {
  const value = signature === undefined ? valueInCms(Buffer.from(cms, 'base64')) : undefined;
  return value ? base64(value) : signature;
};

/** Whether nothing but the signature of this role is missing. */
const isLastOf = (entry: RegistryEntry, role: string): boolean =>
  signatoriesOf(entry).every(({ planned, made }) => made !== undefined || planned.role === role);

const turnOf = (entry: RegistryEntry, role: string): number | undefined =>
  signatoriesOf(entry).find(({ planned }) => planned.role === role)?.turn;

/** Signed attributes that leave room for everything else in the gap. */
const MAX_ATTRIBUTES = 1200;

/**
 * Takes a signature that was made elsewhere, once it verifies with the certificate that was asked for and over the file that was prepared;
 * whoever signs next is woken. Brought again it is the same; another one is `already_signed`, one that does not verify `signature_invalid`,
 * and one that nobody asks for, or no longer, `not_asked`: also where the prepared file is gone, where another signer was named meanwhile,
 * and where it would be the last one for a dossier that was closed, whose result is refused then. A CMS keeps its own signed attributes,
 * and its time stamp where that is believed.
 */
export const provideSignature = (ports: SignaturePorts) => {
  const refusalOfClosed = refusalByDossier(ports);

  const ofValue = ({ prepared }: Ready, value: string): Result<Checked> => {
    const { prepared: over } = preparedOf(prepared, new Uint8Array(), []);
    const checked = checkedSignature(over, Buffer.from(value, 'base64'));
    return checked.ok ? ok({ value }) : invalid(checked.refusal.detail);
  };

  const ofCms = async ({ prepared }: Ready, cms: string, file: Uint8Array): Promise<Result<Checked>> => {
    const { gapStart, gapEnd, certificate } = prepared;
    const brought = broughtSignature(Buffer.from(cms, 'base64'), {
      before: file.subarray(0, gapStart),
      after: file.subarray(gapEnd),
      certificate: Buffer.from(certificate, 'base64'),
      timestampRoots: derOfPem(await ports.trust.rootsFor('timestamps')),
    });
    return brought.ok ? ofTool(brought.value) : invalid(brought.refusal.detail);
  };

  const ofTool = ({ value, signedAttributes, signatureAlgorithm, timestamp }: BroughtSignature): Result<Checked> => {
    if (signedAttributes.length > MAX_ATTRIBUTES || signatureAlgorithm.length > 300)
      return invalid('the CMS signs more attributes than there is room for');
    const signed = { attributes: base64(signedAttributes), algorithm: base64(signatureAlgorithm) };
    const isKept = timestamp && timestamp.token.length <= MAX_KEPT_TOKEN_BYTES;
    return ok({ value: base64(value), signed, ...(isKept ? { timestamp } : {}) });
  };

  /** Keeps the time stamp that a signature came with; the first one that was kept stands. */
  const keepStamp = async ({ prepared }: Ready, { timestamp }: Checked, brought: BroughtInput): Promise<void> => {
    if (!timestamp) return;
    const { resultId, role, caller, requestId } = brought;
    const { uploadVersionId, order } = prepared;
    const stamped = { token: base64(timestamp.token), stampedAt: timestamp.time.getTime() };
    const fact = { kind: 'signature_stamped' as const, role, uploadVersionId, order, ...stamped };
    await ports.registry.record(resultId, fact, recordedBy(caller, requestId));
  };

  const keep = async (ready: Ready, checked: Checked, brought: BroughtInput): Promise<Result<RegistryEntry>> => {
    const { resultId, role, caller, requestId, now } = brought;
    const { uploadVersionId, order, turn } = ready.prepared;
    const { value, signed } = checked;
    const by = recordedBy(caller, requestId);
    const whose = { role, uploadVersionId, order, turn };
    const made = { ...whose, value, madeAt: now, cameLater: true, ...(signed ? { signed } : {}) };
    await ports.registry.record(resultId, { kind: 'signature_made', ...made }, by);
    const entry = await ports.registry.read(resultId);
    // Another signer may have been named while this one's was checked: theirs is waited for.
    if (entry && turnOf(entry, role) !== turn) return notAsked;
    const first = entry?.made.find((one) => one.order === order);
    if (!entry || first?.value !== value) return alreadySigned;
    await keepStamp(ready, checked, brought);
    return ok(entry);
  };

  /** The value that stands is the same again, however long ago it came; its time stamp is kept where that was cut short. */
  const again = async (ready: Ready, brought: BroughtInput): Promise<Result<RegistryEntry>> => {
    const { entry, prepared, made } = ready;
    const { cms } = brought.input;
    if (broughtValue(brought.input) !== made?.value) return alreadySigned;
    if (cms === undefined || entry.issued) return ok(entry);
    const file = await ports.preparedFiles.read(brought.resultId, prepared.sha256);
    const checked = file && (await ofCms(ready, cms, file));
    if (checked?.ok) await keepStamp(ready, checked.value, brought);
    return ok(entry);
  };

  return async (brought: BroughtInput): Promise<Result<RegistryEntry>> => {
    const { resultId, role, caller, requestId, now } = brought;
    const { signature, cms = '' } = brought.input;
    const ready = await readyFor(ports)(brought);
    if (!ready.ok) return ready;
    const { prepared, made, entry } = ready.value;
    if (made) return again(ready.value, brought);
    const file = await ports.preparedFiles.read(resultId, prepared.sha256);
    if (!file) return notAsked;
    const checked = signature === undefined ? await ofCms(ready.value, cms, file) : ofValue(ready.value, signature);
    if (!checked.ok) return checked;
    const certificate = parseCertificate(Buffer.from(prepared.certificate, 'base64'));
    if (!isWithinValidity(certificate, new Date(now))) return invalid('the certificate is not in force');
    const { uploadVersionId } = prepared;
    const refused = isLastOf(entry, role) ? await refusalOfClosed(entry, uploadVersionId, now) : undefined;
    if (!refused) return keep(ready.value, checked.value, brought);
    await ports.registry.record(resultId, refused, recordedBy(caller, requestId));
    return notAsked;
  };
};
