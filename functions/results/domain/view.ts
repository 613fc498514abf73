import { currentAttempt, type RegistryEntry } from './registry-entry.ts';

/** A result as callers see it. */
export type ResultView = ReturnType<typeof viewOf>;

/**
 * What a result shows. The verification code is there from the beginning, so that it can be printed on the document before
 * the upload; it finds nothing until the result is issued.
 */
export const viewOf = (entry: RegistryEntry, publicOrigin: string) => {
  const { resultId, state, intended, current } = entry;
  const warnings = currentAttempt(entry)?.read?.warnings.map(({ code, detail }) => ({ code, detail }));
  return {
    resultId,
    dossierCode: intended.dossierCode,
    state,
    documentNumber: intended.documentNumber,
    title: intended.title,
    issuedOn: intended.issuedOn,
    finishes: intended.finishes,
    verificationCode: intended.verificationCode,
    verificationUrl: `${publicOrigin}/verify/${intended.verificationCode}`,
    ...(current ? { sha256: current.sha256, bytes: current.bytes } : {}),
    ...(warnings ? { warnings } : {}),
    ...(entry.state === 'refused' ? { refusal: { reason: entry.refusal.reason, detail: entry.refusal.detail } } : {}),
  };
};
