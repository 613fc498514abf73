import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { citizenUrl } from '../../../shared/platform/citizen-link.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import type { Payment } from '../domain/payment.ts';

/** Where the citizen of a dossier pays its fees. The token is derived, so that it can be answered again without being stored. */
export const payUrlOf = (pepper: Pepper, publicOrigin: string, dossierCode: DossierCode): string =>
  `${citizenUrl(pepper, publicOrigin, dossierCode)}/pay`;

/** Where a provider sends the browser back, and where its notices, with our own page of each order. */
export const orderUrlsOf = (publicOrigin: string, pepper: () => Promise<Pepper>) => ({
  returnUrl: (provider: string, merchant: string): string => `${publicOrigin}/payments/return/${provider}/${merchant}`,
  webhookUrl: (provider: string, merchant: string): string =>
    `${publicOrigin}/webhooks/payments/${provider}/${merchant}`,
  pageUrl: async ({ dossierCode, paymentId }: Pick<Payment, 'dossierCode' | 'paymentId'>, reference: string) =>
    `${payUrlOf(await pepper(), publicOrigin, dossierCode)}/${reference}?payment=${paymentId}`,
});
