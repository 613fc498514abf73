import { type Caller, mayActFor } from '../../../shared/kernel/callers.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { StatementKey } from '../domain/statement.ts';
import type { Merchant, Merchants } from '../ports.ts';

/** The merchant whose statement it is; `not_found` also where the caller may not know of it. */
export async function merchantOfStatement(
  merchants: Pick<Merchants, 'find'>,
  { provider, merchant }: Pick<StatementKey, 'provider' | 'merchant'>,
  caller: Caller,
): Promise<Result<Merchant>> {
  const found = await merchants.find(provider, merchant);
  return found && mayActFor(caller, [found.agencyCode]) ? ok(found) : fail({ kind: 'not_found', what: 'merchant' });
}
