import { citizenUrl, unsubscribeUrl } from '../../../shared/platform/citizen-link.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import type { ComposedParts, MessageNames } from '../ports.ts';

/** Ids of messages from the pepper, so that a phone number cannot be guessed from one. */
export const messageNames = (pepper: Pepper): MessageNames => ({
  idOf: (occasion, told, channel, recipient) => `msg_${pepper.token('message', occasion, told, channel, recipient)}`,
});

/** Links and codes from the pepper. A code is that of the nonce which the results keep. */
export const composedParts = (pepper: Pepper, publicOrigin: string): ComposedParts => ({
  citizenUrl: (dossierCode) => citizenUrl(pepper, publicOrigin, dossierCode),
  unsubscribeUrl: (dossierCode) => unsubscribeUrl(pepper, publicOrigin, dossierCode),
  downloadCode: (dossierCode, nonce) => pepper.sixDigits('download-code', dossierCode, nonce),
});
