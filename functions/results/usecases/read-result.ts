import { type Caller, partIn, refusalOf } from '../../../shared/kernel/callers.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { mayKnow, type Reader } from '../domain/reader.ts';
import type { RegistryEntry } from '../domain/registry-entry.ts';
import type { ResultRegistry } from '../ports.ts';

/** A result for somebody who may know of it; for everybody else there is none. */
export const readResult =
  ({ registry }: { readonly registry: ResultRegistry }) =>
  async (resultId: ResultId, reader: Reader): Promise<Result<RegistryEntry>> => {
    const entry = await registry.read(resultId);
    return entry && mayKnow(reader, entry) ? ok(entry) : fail({ kind: 'not_found', what: 'result' });
  };

/** A result for a caller who decides about it: else as for `readResult`, or `forbidden` where they may only know of it. */
export const resultToDecide =
  (ports: { readonly registry: ResultRegistry }) =>
  async (resultId: ResultId, caller: Caller): Promise<Result<RegistryEntry>> => {
    const found = await readResult(ports)(resultId, { caller });
    if (!found.ok) return found;
    const forbidden = refusalOf(partIn(caller, found.value.intended), 'decide', 'result');
    return forbidden ? fail(forbidden) : found;
  };
