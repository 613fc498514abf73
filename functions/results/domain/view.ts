import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { FactOf } from './facts.ts';
import { currentAttempt, type IssuedResult, type RegistryEntry, signatoriesOf } from './registry-entry.ts';
import type { Signatory } from './signatories.ts';

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

/** A signature of the plan: who makes it how and how far that is on the newest upload, and in an issued file who signed when. */
const signatureView = (entry: RegistryEntry, { planned, state, made, refused }: Signatory) => {
  const { role, signerId, by = 'kms', field } = planned;
  const found = entry.issued?.signatures?.find((one) => one.field === (made?.field ?? field));
  return {
    role,
    ...(signerId === undefined ? {} : { signerId }),
    by,
    state: entry.issued ? 'signed' : state,
    ...(found ? { signer: found.signer } : {}),
    ...(found?.signedAt === undefined ? {} : { signedAt: toOffsetDateTime(found.signedAt) }),
    ...(state === 'refused' && refused ? { reason: refused.reason } : {}),
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
    signatures: signatoriesOf(entry).map((signatory) => signatureView(entry, signatory)),
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
