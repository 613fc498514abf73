import { maskedPhone } from '../../../shared/kernel/masking.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { networkOf } from '../../../shared/kernel/source.ts';
import type { StrangerLimits } from '../../../shared/kernel/stranger-limits.ts';
import { hourAndDate, type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { Tries } from '../../../shared/kernel/tries.ts';
import { sentCodeCounts, untypedCodeCounts } from '../domain/tries.ts';
import { writtenDate } from '../domain/written-date.ts';
import type { ResultTrouble, ResultView } from '../pages/result.ts';
import type { Documents, Dossiers, Redeemed } from '../ports.ts';

/** What giving results out needs. */
export interface ResultPorts {
  readonly dossiers: Dossiers;
  readonly documents: Documents;
  readonly tries: Tries;
  readonly limits: StrangerLimits;
  /** Tells a person that a neighbourhood of the network has too many codes sent that nobody types in. */
  readonly tellPumped: (requestId: string) => void;
}

/** Who asks, and when. */
interface Asked {
  readonly now: Instant;
  readonly requestId: string;
  readonly sourceIp: string;
}

const unknown = () => fail({ kind: 'not_found', what: 'page' } as const);

/** The download page of a dossier for the holder of its token. */
export const showResult =
  ({ dossiers, documents }: Pick<ResultPorts, 'dossiers' | 'documents'>) =>
  async (token: string, now: Instant, shown: Pick<ResultView, 'step' | 'trouble'>): Promise<Result<ResultView>> => {
    const dossier = await dossiers.ofToken(token, now);
    if (!dossier) return unknown();
    const { dossierCode } = dossier;
    const { issued, former } = await documents.allOfDossier(dossierCode);
    return ok({
      token,
      dossierCode,
      documents: issued.map((each) => ({ ...each, issuedOn: writtenDate(each.issuedOn) })),
      former: former.map((each) => ({ ...each, issuedOn: writtenDate(each.issuedOn) })),
      maskedPhone: dossier.phone === undefined ? undefined : maskedPhone(dossier.phone),
      ...shown,
    });
  };

/**
 * Has a code sent to the dossier's phone, where there is something to download. Beside the dossier's own limits it counts for the
 * phone, and until it is typed in for its source and the installation.
 */
export const requestCode =
  ({ dossiers, documents, tries, limits, tellPumped }: ResultPorts) =>
  async (token: string, { now, requestId, sourceIp }: Asked): Promise<Result<unknown>> => {
    const dossier = await dossiers.ofToken(token, now);
    if (!dossier) return unknown();
    const issued = await documents.ofDossier(dossier.dossierCode);
    if (issued.length === 0 || dossier.phone === undefined)
      return fail({ kind: 'not_allowed_now', detail: 'there is no result to download, or no phone' });
    const counts = [...untypedCodeCounts(limits, networkOf(sourceIp)), ...sentCodeCounts(limits, dossier.phone)];
    const refused = await tries.take(counts, now);
    if (refused?.full.of === 'neighbourhood') tellPumped(requestId);
    if (refused) return fail({ kind: 'too_many_tries', retryAt: refused.retryAt });
    const sent = await documents.sendCode(dossier.dossierCode, now, requestId);
    if (!sent.ok) await tries.giveBack(counts, now);
    return sent;
  };

/** Tries the code that a citizen typed for one of the dossier's documents. */
export const redeemCode =
  ({ dossiers, documents, tries, limits }: ResultPorts) =>
  async (
    token: string,
    typed: Asked & {
      readonly code: string;
      /** As the form brought it; undefined: the newest. */
      readonly resultId: string | undefined;
    },
  ): Promise<Result<Redeemed>> => {
    const dossier = await dossiers.ofToken(token, typed.now);
    if (!dossier) return unknown();
    const { dossierCode } = dossier;
    const issued = await documents.ofDossier(dossierCode);
    const chosen =
      typed.resultId === undefined ? issued[0] : issued.find(({ resultId }) => resultId === typed.resultId);
    if (!chosen) return fail({ kind: 'not_allowed_now', detail: 'there is no such document to download' });
    const { code, now, requestId, sourceIp } = typed;
    const redeemed = await documents.redeem({ code, now, requestId, dossierCode, resultId: chosen.resultId });
    if (redeemed.ok && redeemed.value.outcome === 'accepted')
      await tries.giveBack(untypedCodeCounts(limits, networkOf(sourceIp)), redeemed.value.sentAt);
    return redeemed;
  };

/** Why a typed code did not open the document; the fifth wrong try says at once that the code is of no more use. */
export const troubleOf = (redeemed: Exclude<Redeemed, { outcome: 'accepted' }>): ResultTrouble => {
  if (redeemed.outcome === 'expired') return { kind: 'code_expired' };
  const triesLeft = redeemed.outcome === 'wrong' ? redeemed.triesLeft : 0;
  return triesLeft > 0 ? { kind: 'wrong_code', triesLeft } : { kind: 'code_used_up' };
};

/** Why no further code is sent, and when one may be asked for again: in seconds where that is soon. */
export const tooManyCodes = (retryAt: Instant, now: Instant): ResultTrouble => {
  const seconds = Math.ceil((retryAt - now) / 1000);
  const again: readonly [string, string] =
    retryAt - now <= MINUTE_MS
      ? [`sau ${seconds} giây`, `in ${seconds} seconds`]
      : [`từ ${hourAndDate(retryAt)}`, `from ${hourAndDate(retryAt)}`];
  return { kind: 'too_many_codes', again };
};
