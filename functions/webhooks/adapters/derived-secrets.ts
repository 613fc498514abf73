import type { Pepper } from '../../../shared/platform/pepper.ts';
import { secretFrom } from '../domain/signature.ts';
import type { WebhookSecrets } from '../ports.ts';

/** Secrets of 32 bytes, derived from the installation's pepper, so that none is stored and two who ask at once get the same. */
export const derivedSecrets = (pepper: Pepper): WebhookSecrets => ({
  secretOf: (agencyCode, generation) => secretFrom(pepper.bytes('webhook', agencyCode, String(generation))),
});
