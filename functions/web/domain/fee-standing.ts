import type { Instant } from '../../../shared/kernel/time.ts';

/** What a citizen can do about a fee. */
export type FeeStanding = 'payable' | 'paid' | 'expired' | 'cancelled' | 'under_review' | 'refunded';

const standings: Readonly<Record<string, FeeStanding>> = {
  created: 'payable',
  pending: 'payable',
  partially_paid: 'payable',
  paid: 'paid',
  paid_after_close: 'paid',
  under_review: 'under_review',
  expired: 'expired',
  cancelled: 'cancelled',
  partially_refunded: 'refunded',
  refunded: 'refunded',
};

/** Where a fee stands: money that came is never asked for again, and a state not known here asks for none. */
export const standingOf = (fee: { readonly state: string; readonly expiresAt: Instant }, now: Instant): FeeStanding => {
  const standing = standings[fee.state] ?? 'under_review';
  return standing === 'payable' && now >= fee.expiresAt ? 'expired' : standing;
};
