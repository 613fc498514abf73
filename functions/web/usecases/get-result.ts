import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { hourAndDate, type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import { maskedPhone } from '../domain/masking.ts';
import type { ResultTrouble, ResultView } from '../pages/result.ts';
import type { Documents, Dossiers, Redeemed } from '../ports.ts';

interface Ports {
  readonly dossiers: Dossiers;
  readonly documents: Documents;
}

const unknown = () => fail({ kind: 'not_found', what: 'page' } as const);

const written = (date: string): string => date.split('-').reverse().join('/');

/** The download page of a dossier for the holder of its token. */
export const showResult =
  ({ dossiers, documents }: Ports) =>
  async (token: string, now: Instant, shown: Pick<ResultView, 'step' | 'trouble'>): Promise<Result<ResultView>> => {
    const dossier = await dossiers.ofToken(token, now);
    if (!dossier) return unknown();
    const issued = await documents.ofDossier(dossier.dossierCode);
    return ok({
      token,
      dossierCode: dossier.dossierCode,
      documents: issued.map((each) => ({ ...each, issuedOn: written(each.issuedOn) })),
      maskedPhone: dossier.phone === undefined ? undefined : maskedPhone(dossier.phone),
      ...shown,
    });
  };

/** Has a code sent to the dossier's phone, where there is something to download. */
export const requestCode =
  ({ dossiers, documents }: Ports) =>
  async (token: string, now: Instant, requestId: string): Promise<Result<unknown>> => {
    const dossier = await dossiers.ofToken(token, now);
    if (!dossier) return unknown();
    const issued = await documents.ofDossier(dossier.dossierCode);
    if (issued.length === 0 || dossier.phone === undefined)
      return fail({ kind: 'not_allowed_now', detail: 'there is no result to download, or no phone' });
    return documents.sendCode(dossier.dossierCode, now, requestId);
  };

/** Tries the code that a citizen typed for one of the dossier's documents. */
export const redeemCode =
  ({ dossiers, documents }: Ports) =>
  async (
    token: string,
    typed: {
      readonly code: string;
      /** Undefined: the newest. */
      readonly resultId: string | undefined;
      readonly now: Instant;
      readonly requestId: string;
    },
  ): Promise<Result<Redeemed>> => {
    const dossier = await dossiers.ofToken(token, typed.now);
    if (!dossier) return unknown();
    const { dossierCode } = dossier;
    const issued = await documents.ofDossier(dossierCode);
    const chosen =
      typed.resultId === undefined ? issued[0] : issued.find(({ resultId }) => resultId === typed.resultId);
    if (!chosen) return fail({ kind: 'not_allowed_now', detail: 'there is no such document to download' });
    return documents.redeem({ ...typed, dossierCode, resultId: chosen.resultId });
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
