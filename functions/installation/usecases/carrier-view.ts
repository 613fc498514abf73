import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { CarrierRow } from '../ports.ts';

/** A carrier as operators are answered: never its credentials, only when they changed. */
export const carrierView = ({ agencyCode, pricePerSegmentVnd, receiptUrl, endedAt, ...row }: CarrierRow) => ({
  ...row,
  credentialsUpdatedAt: toOffsetDateTime(row.credentialsUpdatedAt),
  ...(agencyCode === undefined ? {} : { agencyCode }),
  ...(pricePerSegmentVnd === undefined ? {} : { pricePerSegmentVnd }),
  ...(receiptUrl === undefined ? {} : { receiptUrl }),
  ...(endedAt === undefined ? {} : { endedAt: toOffsetDateTime(endedAt) }),
});
