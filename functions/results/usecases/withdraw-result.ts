import * as z from 'zod';
import { type Caller, recordedBy } from '../../../shared/kernel/callers.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import { isSigned, type RegistryEntry } from '../domain/registry-entry.ts';
import type { ResultRegistry } from '../ports.ts';
import { resultToDecide } from './read-result.ts';

/** Why a result is not wanted any more, and who says so. */
export const WithdrawInput = z.strictObject({ reason: Lines(1000).min(1), by: Line(200) });

/** A request to end what was opened. */
export interface WithdrawResult {
  readonly resultId: ResultId;
  readonly input: z.output<typeof WithdrawInput>;
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
}

const tooLate = fail({ kind: 'not_allowed_now' as const, detail: 'every signature was made: it can be revoked' });

/** Ends a result that was opened, until the last signature of its plan exists; again the first stands. */
export const withdrawResult =
  (ports: { readonly registry: ResultRegistry }) =>
  async ({ resultId, input, caller, requestId, now }: WithdrawResult): Promise<Result<RegistryEntry>> => {
    const { registry } = ports;
    const found = await resultToDecide(ports)(resultId, caller);
    if (!found.ok) return found;
    if (found.value.issued) return tooLate;
    if (found.value.withdrawn) return found;
    if (isSigned(found.value)) return tooLate;
    await registry.record(resultId, { kind: 'withdrawn', ...input, withdrawnAt: now }, recordedBy(caller, requestId));
    const entry = await registry.read(resultId);
    if (!entry) return fail({ kind: 'not_found', what: 'result' });
    // Whoever signs looks once more for a withdrawal when it has signed: one of both sees the other.
    return entry.issued || isSigned(entry) ? tooLate : ok(entry);
  };
