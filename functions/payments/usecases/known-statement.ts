import { type Caller, mayActFor } from '../../../shared/kernel/callers.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Instant, vietNamDate } from '../../../shared/kernel/time.ts';
import type { StatementKey } from '../domain/statement.ts';
import type { FormatVersion, KeptFormat, StatementFormat } from '../domain/statement-format.ts';
import type { Merchant, Merchants } from '../ports.ts';
import type { StatementFormats } from '../statement-ports.ts';

/** The merchant whose statement it is; `not_found` also where the caller may not know of it. */
export async function merchantOfStatement(
  merchants: Pick<Merchants, 'find'>,
  { provider, merchant }: Pick<StatementKey, 'provider' | 'merchant'>,
  caller: Caller,
): Promise<Result<Merchant>> {
  const found = await merchants.find(provider, merchant);
  return found && mayActFor(caller, [found.agencyCode]) ? ok(found) : fail({ kind: 'not_found', what: 'merchant' });
}

/** The refusal of an account of a day that has not begun in Viet Nam; undefined for any other day. */
export const dayFault = ({ date }: Pick<StatementKey, 'date'>, now: Instant): Result<never> | undefined =>
  date > vietNamDate(now)
    ? fail({ kind: 'invalid_input', fields: [{ path: 'date', message: 'expected a day that has begun' }] })
    : undefined;

/** The newest version of the format that a file is said to be in; undefined for the normal one. One that nobody set up is a fault of the query. */
export async function formatNamed(
  formats: Pick<StatementFormats, 'newest'>,
  name: string | undefined,
): Promise<Result<KeptFormat | undefined>> {
  if (name === undefined) return ok(undefined);
  const kept = await formats.newest(name);
  return kept
    ? ok(kept)
    : fail({ kind: 'invalid_input', fields: [{ path: 'format', message: 'expected a format that was set up' }] });
}

/** The format by which a file that was taken is read; undefined for the normal one. Throws where that version is not kept, which none ever stops to be. */
export async function formatOf(
  formats: Pick<StatementFormats, 'find'>,
  version: FormatVersion | undefined,
): Promise<StatementFormat | undefined> {
  const format = version && (await formats.find(version));
  if (version && !format) throw new Error(`no version ${version.version} of format ${version.name}`);
  return format;
}
