import type { DossierCode } from '../kernel/ids.ts';
import type { Pepper } from './pepper.ts';

/** Raised when all citizens' tokens must change. */
const ROTATION = '1';

/** The token in a dossier's link for its citizen: derived, so that it can be answered again while only its hash is stored. */
export const citizenToken = (pepper: Pepper, dossierCode: DossierCode): string =>
  pepper.token('citizen', dossierCode, ROTATION);

/** A dossier's link for its citizen, as answers, pages and e-mails carry it. */
export const citizenUrl = (pepper: Pepper, publicOrigin: string, dossierCode: DossierCode): string =>
  `${publicOrigin}/t/${citizenToken(pepper, dossierCode)}`;

/** The address under it that ends e-mail for the dossier by one click (RFC 8058). */
export const unsubscribeUrl = (pepper: Pepper, publicOrigin: string, dossierCode: DossierCode): string =>
  `${citizenUrl(pepper, publicOrigin, dossierCode)}/unsubscribe`;
