import type { Limits } from '../pdf/limits.ts';
import type { Outcome } from '../refusal.ts';
import { gatherValidationData, type RevocationSource } from '../revocation/gather.ts';
import { requestTimestamp, type TimestampClient } from '../tsp/timestamp-client.ts';
import { addValidationData } from './document-security-store.ts';
import { addDocumentTimestamp } from './document-timestamp.ts';

/** What extending a signed file needs. */
export interface ExtensionOptions {
  readonly roots: readonly Uint8Array[];
  readonly intermediates?: readonly Uint8Array[];
  readonly source: RevocationSource;
  readonly now: Date;
  readonly madeSince?: Date;
  /** To renew a document time stamp: data of it alone are fetched, since it proves what lies under it. */
  readonly ofNewestTimestamp?: boolean;
  /** 16 bytes for each of the two updates. */
  readonly fileIds: readonly [validationData: Uint8Array, timestamp: Uint8Array];
  readonly limits?: Limits;
}

/** B-T to B-LT: validation data of every signature and time stamp goes into the file. */
export async function extendToLongTerm(pdf: Uint8Array, options: ExtensionOptions): Promise<Outcome<Uint8Array>> {
  const collected = await gatherValidationData(pdf, options);
  if (!collected.ok) return collected;
  return addValidationData(pdf, collected.value, { fileId: options.fileIds[0], limits: options.limits });
}

/**
 * B-T or B-LT to B-LTA, and B-LTA to its renewal: fresh validation data, that of the time-stamp authority included, and
 * a document time stamp over it (ETSI EN 319 142-1 section 5.4.3). Renew before the newest time stamp's certificate ends.
 */
export async function extendToArchive(
  pdf: Uint8Array,
  timestamp: TimestampClient,
  options: ExtensionOptions,
): Promise<Outcome<Uint8Array>> {
  // the authority's chain is known from a token only, and must be in the store before the time stamp that seals it
  const probe = await requestTimestamp(timestamp, pdf.subarray(0, 64));
  if (!probe.ok) return probe;
  const collected = await gatherValidationData(pdf, { ...options, probeTokens: [probe.value.token] });
  if (!collected.ok) return collected;
  const { fileIds, limits } = options;
  const stored = addValidationData(pdf, collected.value, { fileId: fileIds[0], limits });
  if (!stored.ok) return stored;
  const sealed = await addDocumentTimestamp(stored.value, timestamp, { fileId: fileIds[1], limits });
  return sealed.ok ? { ok: true, value: sealed.value.pdf } : sealed;
}
