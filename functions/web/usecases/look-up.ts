import { DossierCode } from '../../../shared/kernel/ids.ts';
import { nationalPhone } from '../../../shared/kernel/phone.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { networkOf } from '../domain/tries.ts';
import type { Dossiers, Tries } from '../ports.ts';

/**
 * The token of the dossier with this code, for whoever knows the last four digits of its phone, or all of them. Each try is counted
 * before it is judged, for dossiers that exist and for others alike; every failure is the same `not_found`. The last digits are
 * counted for the dossier, wherever they come from; the whole number for the dossier and the address, so that nobody's guesses can
 * keep the owner out.
 */
export const lookUp =
  ({ dossiers, tries }: { readonly dossiers: Dossiers; readonly tries: Tries }) =>
  async (asked: {
    readonly dossierCode: string;
    readonly digits: string;
    readonly sourceIp: string;
    readonly now: Instant;
  }): Promise<Result<{ readonly token: string }>> => {
    const nothing = fail({ kind: 'not_found', what: 'dossier' } as const);
    const code = DossierCode.safeParse(asked.dossierCode);
    const wholePhone = nationalPhone(asked.digits);
    if (!code.success || !(wholePhone || /^\d{4}$/.test(asked.digits))) return nothing;
    const counted = wholePhone ? `${code.data} ${networkOf(asked.sourceIp)}` : code.data;
    const isInTime = await tries.take(counted, asked.now);
    const found = await dossiers.wayIn(code.data);
    const fits = (phone: string) => (wholePhone ? phone === wholePhone : phone.endsWith(asked.digits));
    if (!isInTime || !found?.phones.some(fits)) return nothing;
    await tries.forget(counted);
    return ok({ token: found.token });
  };
