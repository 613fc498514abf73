import { DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Dossiers, Tries } from '../ports.ts';

/**
 * The token of the dossier with this code, for whoever knows the last four digits of its phone. Each try is counted before it is
 * judged, for dossiers that exist and for others alike; every failure is the same `not_found`.
 */
export const lookUp =
  ({ dossiers, tries }: { readonly dossiers: Dossiers; readonly tries: Tries }) =>
  async (asked: {
    readonly dossierCode: string;
    readonly lastDigits: string;
    readonly now: Instant;
  }): Promise<Result<{ readonly token: string }>> => {
    const nothing = fail({ kind: 'not_found', what: 'dossier' } as const);
    const code = DossierCode.safeParse(asked.dossierCode);
    if (!code.success || !/^\d{4}$/.test(asked.lastDigits)) return nothing;
    const isInTime = await tries.take(code.data, asked.now);
    const found = await dossiers.wayIn(code.data);
    if (!isInTime || !found?.phones.some((phone) => phone.endsWith(asked.lastDigits))) return nothing;
    await tries.forget(code.data);
    return ok({ token: found.token });
  };
