import * as z from 'zod';
import { type Caller, recordedBy } from '../../../shared/kernel/callers.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import type { FactOf } from '../domain/facts.ts';
import { isFinal, type RegistryEntry, signatoriesOf } from '../domain/registry-entry.ts';
import { SignerId, signerRoles } from '../domain/signers.ts';
import type { ResultRegistry } from '../ports.ts';
import { type CheckPlanPorts, checkPlan, UPLOADED_FIRST } from './check-plan.ts';
import { resultToDecide } from './read-result.ts';

/** Who signs in whose place, why, and who says so. */
export const NamedSigner = z.strictObject({ signerId: SignerId, reason: Lines(1000).min(1), by: Line(200) });

/** A request to have somebody else sign as a role. */
export interface NameSigner {
  readonly resultId: ResultId;
  readonly role: string;
  readonly input: z.output<typeof NamedSigner>;
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
}

/** A role's signer may be named so often: its facts, three for each, must stay within what one aggregate may hold. */
const MAX_TURNS = 8;

/**
 * Names another signer for a role that waits or was refused, by the rules of plans; or has the same one asked again after a refusal. Again
 * is the same. `already_signed` once the role has signed.
 */
export const nameSigner = (ports: CheckPlanPorts & { readonly registry: ResultRegistry }) => {
  /** Whether what is uploaded signed still comes before what is signed here. */
  const isInOrder = (entry: RegistryEntry, role: string, way: string | undefined): boolean => {
    const ways = signatoriesOf(entry).map(({ planned }) => (planned.role === role ? way : planned.by));
    return ways.every((by, i) => i === 0 || by !== 'upload' || ways[i - 1] === 'upload');
  };

  const wayOf = async (entry: RegistryEntry, { role, input, now }: NameSigner): Promise<Result<string>> => {
    const known = signerRoles.find((one) => one === role);
    if (!known) return fail({ kind: 'not_found', what: 'signature' });
    const { agencyCode, plan } = entry.intended;
    const signatures = [{ role: known, signerId: input.signerId }];
    const checked = await checkPlan(ports)({ agencyCode, signatures, level: plan.level }, now);
    if (checked.ok) {
      const way = checked.value.signatures[0]?.by;
      if (isInOrder(entry, role, way)) return ok(way ?? '');
      return fail({ kind: 'invalid_input', fields: [{ path: 'signerId', message: UPLOADED_FIRST }] });
    }
    const { failure } = checked;
    if (failure.kind !== 'invalid_input') return checked;
    return fail({ ...failure, fields: failure.fields.map(({ message }) => ({ path: 'signerId', message })) });
  };

  return async (asked: NameSigner): Promise<Result<RegistryEntry>> => {
    const { resultId, role, input, caller, requestId, now } = asked;
    const found = await resultToDecide(ports)(resultId, caller);
    if (!found.ok) return found;
    const entry = found.value;
    const signatory = signatoriesOf(entry).find(({ planned }) => planned.role === role);
    if (!signatory) return fail({ kind: 'not_found', what: 'signature' });
    const { planned, turn, state } = signatory;
    if (state === 'signed') return fail({ kind: 'already_signed' });
    if (isFinal(entry)) return fail({ kind: 'not_allowed_now', detail: 'the result has come to its end' });
    if (planned.signerId === input.signerId && state !== 'refused') return ok(entry);
    if (turn >= MAX_TURNS)
      return fail({ kind: 'not_allowed_now', detail: `${MAX_TURNS} signers were named: open another result` });
    const way = await wayOf(entry, asked);
    if (!way.ok) return way;

    const uploadVersionId = entry.attempts.at(-1)?.request?.uploadVersionId;
    const fact: FactOf<'signer_named'> = {
      ...{ kind: 'signer_named', role, turn: turn + 1, signerId: input.signerId, by: way.value },
      ...{ reason: input.reason, namedBy: input.by, namedAt: now },
      ...(uploadVersionId === undefined ? {} : { uploadVersionId }),
    };
    const outcome = await ports.registry.record(resultId, fact, recordedBy(caller, requestId));
    if (outcome === 'conflict') return fail({ kind: 'conflict', key: `${resultId}/${role}` });
    const after = await ports.registry.read(resultId);
    return after ? ok(after) : fail({ kind: 'not_found', what: 'result' });
  };
};
