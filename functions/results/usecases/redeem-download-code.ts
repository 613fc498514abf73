import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { afterTry, type Redemption, unusable } from '../domain/download-code.ts';
import type { DerivedValues, DownloadCodes } from '../ports.ts';

/** How often the code is read again where others try it at the same moment: more than it can be tried. */
const TRIES = 10;

/**
 * Tries six digits against a dossier's download code. Every answer costs a try that was written first, so that any number of
 * tries at once learn no more than 5 in a row; the right digits work once.
 */
export const redeemDownloadCode =
  ({ codes, derived }: { readonly codes: DownloadCodes; readonly derived: DerivedValues }) =>
  async (dossierCode: DossierCode, digits: string, now: number): Promise<Result<Redemption>> => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const present = await codes.read(dossierCode);
      if (!present?.code.nonce) return ok({ outcome: 'expired' });
      const ended = unusable(present.code, now);
      if (ended) return ok(ended);
      const right = codes.equal(digits, await derived.downloadDigits(dossierCode, present.code.nonce));
      const after = afterTry(present.code, right);
      if (!(await codes.replace(dossierCode, after, present.version))) continue;
      return ok(
        right
          ? { outcome: 'accepted', sentAt: after.sentAt.at(-1) ?? now }
          : { outcome: 'wrong', triesLeft: after.triesLeft },
      );
    }
    return fail({ kind: 'temporarily_unavailable', detail: 'the code is being tried by others' });
  };
