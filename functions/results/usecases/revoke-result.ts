import * as z from 'zod';
import { type Caller, recordedBy } from '../../../shared/kernel/callers.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import type { RegistryEntry } from '../domain/registry-entry.ts';
import type { ResultRegistry } from '../ports.ts';
import { resultToDecide } from './read-result.ts';

/** By which decision a result is revoked, why, and who says so. */
export const RevokeInput = z.strictObject({ decisionNumber: Line(100), reason: Lines(1000).min(1), by: Line(200) });

/** A request to revoke a result. */
export interface RevokeResult {
  readonly resultId: ResultId;
  readonly input: z.output<typeof RevokeInput>;
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
}

/** Revokes an issued result; again the first decision stands. `not_allowed_now` where it is not issued or was replaced. */
export const revokeResult =
  (ports: { readonly registry: ResultRegistry }) =>
  async ({ resultId, input, caller, requestId, now }: RevokeResult): Promise<Result<RegistryEntry>> => {
    const { registry } = ports;
    const found = await resultToDecide(ports)(resultId, caller);
    if (!found.ok) return found;
    const { state } = found.value;
    if (state === 'revoked') return found;
    if (state !== 'issued') return fail({ kind: 'not_allowed_now', detail: `the result is ${state}` });
    // Of two decisions at once the first stands, and the other is kept aside for a person to see.
    await registry.record(resultId, { kind: 'revoked', ...input, revokedAt: now }, recordedBy(caller, requestId));
    const entry = await registry.read(resultId);
    return entry ? ok(entry) : fail({ kind: 'not_found', what: 'result' });
  };
