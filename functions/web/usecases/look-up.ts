import { DossierCode } from '../../../shared/kernel/ids.ts';
import { nationalPhone } from '../../../shared/kernel/phone.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { networkOf } from '../../../shared/kernel/source.ts';
import type { StrangerLimits } from '../../../shared/kernel/stranger-limits.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Tries } from '../../../shared/kernel/tries.ts';
import { lastDigitsCounts, wholePhoneCounts } from '../domain/tries.ts';
import type { WaysIn } from '../ports.ts';

/**
 * The token of the dossier with this code, for whoever knows the last four digits of its phone, or all of them. Each try is counted
 * before it is judged, for dossiers that exist and for others alike, and given back when it was right. What is wrong or was tried too
 * often at one dossier is the same `not_found`; a source that is held back, or a flood in all, is `too_many_tries` for the last digits
 * whatever they are. The whole number is counted apart, so that nobody's guesses keep the owner out (docs/adr/0012).
 */
export const lookUp =
  ({ ways, tries, limits }: { readonly ways: WaysIn; readonly tries: Tries; readonly limits: StrangerLimits }) =>
  async (asked: {
    readonly dossierCode: string;
    readonly digits: string;
    readonly sourceIp: string;
    readonly now: Instant;
  }): Promise<Result<{ readonly token: string }>> => {
    const nothing = fail({ kind: 'not_found', what: 'dossier' } as const);
    const code = DossierCode.safeParse(asked.dossierCode);
    const phone = nationalPhone(asked.digits);
    if (!code.success || !(phone || /^\d{4}$/.test(asked.digits))) return nothing;
    const by = { network: networkOf(asked.sourceIp), dossierCode: code.data };
    const counts = phone ? wholePhoneCounts({ ...by, phone }) : lastDigitsCounts(limits, by);
    const refused = await tries.take(counts, asked.now);
    if (refused)
      return refused.full.of === 'target' ? nothing : fail({ kind: 'too_many_tries', retryAt: refused.retryAt });
    const found = await ways.wayIn(code.data);
    const fits = (known: string) => (phone ? known === phone : known.endsWith(asked.digits));
    if (!found?.phones.some(fits)) return nothing;
    await tries.giveBack(counts, asked.now);
    return ok({ token: found.token });
  };
