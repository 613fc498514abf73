import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { FactOf } from './facts.ts';
import { currentAttempt, type IssuedResult, type RegistryEntry } from './registry-entry.ts';
import type { PlannedSignature } from './signing-plan.ts';

/** A result as callers see it. */
export type ResultView = ReturnType<typeof viewOf>;

/** What became of an issued result: what took its place, and by which decision it was revoked. */
const fateView = ({ replaced, revoked }: IssuedResult) => ({
  ...(replaced ? { replacedBy: replaced.byResultId } : {}),
  ...(revoked
    ? {
        revocation: {
          decisionNumber: revoked.decisionNumber,
          reason: revoked.reason,
          ...(revoked.by === undefined ? {} : { by: revoked.by }),
          at: toOffsetDateTime(revoked.revokedAt),
        },
      }
    : {}),
});

const deliveryView = ({ deliveryId, channel, receiver, deliveredAt, trackingCode, by }: FactOf<'delivered'>) => ({
  ...{ deliveryId, channel, at: toOffsetDateTime(deliveredAt), by },
  ...(receiver === undefined ? {} : { receiver }),
  ...(trackingCode === undefined ? {} : { trackingCode }),
});

/** A signature of the plan: whether its signer was asked and has signed the newest upload, and in an issued file who signed when. */
const signatureView = (entry: RegistryEntry, { role, field }: PlannedSignature) => {
  const upload = entry.issued?.uploadVersionId ?? entry.attempts.at(-1)?.uploadVersionId;
  const ofRole = (one: { readonly role: string; readonly uploadVersionId: string }) =>
    one.role === role && one.uploadVersionId === upload;
  const isSigned = entry.issued !== undefined || entry.made.some(ofRole);
  const found = entry.issued?.signatures?.find((one) => one.field === field);
  return {
    role,
    state: isSigned ? 'signed' : entry.asked.some(ofRole) ? 'asked' : 'waiting',
    ...(found ? { signer: found.signer } : {}),
    ...(found?.signedAt === undefined ? {} : { signedAt: toOffsetDateTime(found.signedAt) }),
  };
};

/**
 * What a result shows. The verification code is there from the beginning, so that it can be printed on the document before
 * the upload; it finds nothing until the result is issued. `downloads` are the newest ones.
 */
export const viewOf = (
  entry: RegistryEntry,
  publicOrigin: string,
  downloads: readonly { readonly at: number; readonly by: string }[] = [],
) => {
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
    signatures: intended.plan.signatures.map((planned) => signatureView(entry, planned)),
    versions: entry.revisions.map(({ sha256, bytes, level, registeredAt }) => ({
      ...{ sha256, bytes, level },
      at: toOffsetDateTime(registeredAt),
    })),
    ...(current ? { level: current.level, sha256: current.sha256, bytes: current.bytes } : {}),
    ...(warnings ? { warnings } : {}),
    ...(entry.issued ? fateView(entry) : {}),
    ...(intended.replaces ? { replaces: intended.replaces } : {}),
    deliveries: entry.deliveries.map(deliveryView),
    downloads: downloads.map(({ at, by }) => ({ at: toOffsetDateTime(at), by })),
    ...(entry.state === 'refused' ? { refusal: { reason: entry.refusal.reason, detail: entry.refusal.detail } } : {}),
  };
};
