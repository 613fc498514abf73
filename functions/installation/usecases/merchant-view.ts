import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { MerchantRow } from '../ports.ts';

/** A merchant as operators are answered: never its credentials, only when they changed. */
export const merchantView = ({ setUpAt: _, fee, endedAt, ...row }: MerchantRow) => ({
  ...row,
  credentialsUpdatedAt: toOffsetDateTime(row.credentialsUpdatedAt),
  ...(fee === undefined ? {} : { fee }),
  ...(endedAt === undefined ? {} : { endedAt: toOffsetDateTime(endedAt) }),
});
