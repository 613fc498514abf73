import * as z from 'zod';
import { type Caller, partIn, recordedBy, refusalOf } from '../../../shared/kernel/callers.ts';
import type { Failure } from '../../../shared/kernel/failures.ts';
import { type DossierCode, madeId, type ResultId } from '../../../shared/kernel/ids.ts';
import type { UploadAddress } from '../../../shared/kernel/presigned-urls.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import { DateFromCaller } from '../../../shared/kernel/time.ts';
import { type WantedSignature, WantedSignatures } from '../domain/agency-plan.ts';
import type { FactOf } from '../domain/facts.ts';
import { type RegistryEntry, takesUpload } from '../domain/registry-entry.ts';
import type { SigningPlan } from '../domain/signing-plan.ts';
import type { DerivedValues, Dossiers, ResultRegistry, SigningPlans, Uploads } from '../ports.ts';

/** A result as a back office describes it. */
export const ResultInput = z.strictObject({
  documentNumber: Line(100),
  title: Line(300),
  issuedOn: DateFromCaller,
  finishes: z.boolean().default(true),
  /** In the place of those that the agency's plan lists. */
  signatures: WantedSignatures.optional(),
  /** In the place of which result it is to be issued, by which decision, why, and who says so. */
  replaces: z
    .strictObject({ resultId: madeId('res'), decisionNumber: Line(100), reason: Lines(1000).min(1), by: Line(200) })
    .optional(),
});

const wantedIn = (signatures: readonly WantedSignature[] | undefined) =>
  signatures ? { wanted: signatures.map(({ role, signerId }) => `${role}:${signerId}`) } : {};

const ofKept = (entry: RegistryEntry | undefined, otherwise: Result<SigningPlan>): Result<SigningPlan> =>
  entry ? ok(entry.intended.plan) : otherwise;

/** A result is opened while its dossier is accepted, in processing, or finished. */
const OPEN_STATUSES: readonly number[] = [2, 4, 9];

/** One that takes another's place also where the dossier has ended well. */
const REPLACE_STATUSES: readonly number[] = [...OPEN_STATUSES, 10];

/** A request to open a result. `resultId` is made from the caller's idempotency key, so that a repeat finds the first. */
export interface OpenResult {
  readonly resultId: ResultId;
  readonly dossierCode: DossierCode;
  readonly input: z.output<typeof ResultInput>;
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
}

/** A result with where its file goes, as long as one is taken. */
export interface OpenedResult {
  readonly entry: RegistryEntry;
  readonly upload: UploadAddress | undefined;
}

/** Why no result can take the place that it names: that of an issued or revoked result of the same dossier which no other took. */
const faultOfReplacing = async (
  registry: ResultRegistry,
  { dossierCode, input: { replaces } }: Pick<OpenResult, 'dossierCode' | 'input'>,
): Promise<Failure | undefined> => {
  if (!replaces) return undefined;
  const replaced = await registry.read(replaces.resultId);
  if (replaced?.intended.dossierCode !== dossierCode)
    return {
      kind: 'invalid_input',
      fields: [{ path: 'replaces.resultId', message: 'expected a result of this dossier' }],
    };
  if (!replaced.issued) return { kind: 'not_allowed_now', detail: `the result to be replaced is ${replaced.state}` };
  return replaced.replaced || replaced.replacement ? { kind: 'already_replaced' } : undefined;
};

/** Opens a result for a dossier, once: a repeat answers it as it is now, with a fresh upload; another body under the same key is a conflict. */
export const openResult =
  (ports: {
    readonly registry: ResultRegistry;
    readonly dossiers: Dossiers;
    readonly uploads: Uploads;
    readonly derived: DerivedValues;
    readonly plans: SigningPlans;
  }) =>
  async ({ resultId, dossierCode, input, caller, requestId, now }: OpenResult): Promise<Result<OpenedResult>> => {
    const { registry, dossiers, uploads, derived, plans } = ports;
    const card = await dossiers.read(dossierCode);
    if (!card) return fail({ kind: 'not_found', what: 'dossier' });
    const forbidden = refusalOf(partIn(caller, card), 'decide', 'dossier');
    if (forbidden) return fail(forbidden);

    const status = await dossiers.status(dossierCode);
    const refused: Failure | undefined = (input.replaces ? REPLACE_STATUSES : OPEN_STATUSES).includes(status)
      ? await faultOfReplacing(registry, { dossierCode, input })
      : { kind: 'not_allowed_now', detail: `a result cannot be opened at status ${status}` };
    // What was opened while it was allowed is still answered.
    if (refused && !(await registry.read(resultId))) return fail(refused);
    const { signatures, ...described } = input;
    const plan = await plans.of(card.agencyCode, signatures, now);
    // What was opened keeps its plan, whatever became of its signers.
    const planned = plan.ok ? plan : ofKept(await registry.read(resultId), plan);
    if (!planned.ok) return planned;
    const intended: FactOf<'intended'> = {
      kind: 'intended',
      dossierCode,
      agencyCode: card.agencyCode,
      ...(card.receivingAgencyCode ? { receivingAgencyCode: card.receivingAgencyCode } : {}),
      ...described,
      ...wantedIn(signatures),
      verificationCode: await derived.verificationCode(resultId),
      plan: planned.value,
    };
    const outcome = await registry.intend(resultId, intended, recordedBy(caller, requestId));
    if (outcome === 'conflict') return fail({ kind: 'conflict', key: resultId });
    const entry = await registry.read(resultId);
    if (!entry) return fail({ kind: 'not_found', what: 'result' });
    return ok({ entry, upload: takesUpload(entry) ? await uploads.target(resultId, now) : undefined });
  };
