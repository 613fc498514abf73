import { type AmountVnd, formatVnd } from '../../../shared/kernel/money.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Words } from './words.ts';

/** What is known of a fee and its money; amounts in dong. */
export interface FeeMoney {
  readonly state: string;
  readonly amountVnd: AmountVnd;
  readonly receivedVnd: AmountVnd;
  /** Money that a person looks at; it is neither received nor given back. */
  readonly heldVnd: AmountVnd;
  /** Received money for which nothing is due. */
  readonly surplusVnd: AmountVnd;
  /** How the fee ended without being due any more. */
  readonly ended: 'cancelled' | 'expired' | undefined;
  readonly expiresAt: Instant;
}

/** Where a fee stands for its citizen. `overpaid`, `after_cancel`, `after_expiry`: money has come for which nothing is due. */
export type FeeStanding =
  | 'payable'
  | 'paid'
  | 'overpaid'
  | 'after_cancel'
  | 'after_expiry'
  | 'under_review'
  | 'expired'
  | 'cancelled'
  | 'refunded';

const standings: Readonly<Record<string, FeeStanding>> = {
  created: 'payable',
  pending: 'payable',
  partially_paid: 'payable',
  paid: 'paid',
  paid_after_close: 'paid',
  expired: 'expired',
  cancelled: 'cancelled',
  partially_refunded: 'refunded',
  refunded: 'refunded',
};

const surplusStandings = { overpaid: 'overpaid', cancelled: 'after_cancel', expired: 'after_expiry' } as const;

/**
 * Where a fee stands, for every page alike: money that came is never asked for again, no fee is asked for while money for it is
 * under review, and a state not known here asks for none.
 */
export const standingOf = (fee: FeeMoney, now: Instant): FeeStanding => {
  const standing = standings[fee.state] ?? 'under_review';
  if (standing === 'refunded' || standing === 'under_review') return standing;
  if (fee.surplusVnd > 0) return surplusStandings[fee.ended ?? 'overpaid'];
  return standing === 'payable' && now >= fee.expiresAt ? 'expired' : standing;
};

/** True where money came that the citizen did not owe, or that is looked at: every page that shows the fee says so. */
export const concernsMoney = (
  standing: FeeStanding,
): standing is 'under_review' | (typeof surplusStandings)[keyof typeof surplusStandings] =>
  standing === 'under_review' || Object.values<FeeStanding>(surplusStandings).includes(standing);

const held: Words = {
  vi: 'Đã nhận được tiền và đang được kiểm tra. Vui lòng không nộp thêm.',
  en: 'Money has come and is being checked. Please do not pay again.',
};

const besides = (heldVnd: AmountVnd): Words => ({
  vi: `Số tiền ${formatVnd(heldVnd)} nhận thêm đang được kiểm tra. Vui lòng không nộp thêm.`,
  en: `Another ${formatVnd(heldVnd, 'en')} has come and is being checked. Please do not pay again.`,
});

const mainWords = (standing: Exclude<FeeStanding, 'payable'>, fee: FeeMoney): Words => {
  const [due, came, rest] = [fee.amountVnd, fee.receivedVnd, fee.surplusVnd] as const;
  const english = (amountVnd: AmountVnd): string => formatVnd(amountVnd, 'en');
  switch (standing) {
    case 'paid':
      return { vi: 'Đã nộp đủ. Xin cảm ơn ông/bà.', en: 'Paid. Thank you.' };
    case 'overpaid':
      return {
        vi: `Đã nhận ${formatVnd(came)}, phí, lệ phí là ${formatVnd(due)}. Phần thừa ${formatVnd(rest)} sẽ được hoàn trả.`,
        en: `${english(came)} has come, the fee is ${english(due)}. The rest, ${english(rest)}, will be given back.`,
      };
    case 'after_cancel':
      return {
        vi: `Khoản phí, lệ phí này không còn phải nộp. Số tiền đã nhận, ${formatVnd(came)}, sẽ được hoàn trả.`,
        en: `This fee is no longer due. The money that came, ${english(came)}, will be given back.`,
      };
    case 'after_expiry':
      return {
        vi: `Đã nhận ${formatVnd(came)} sau khi hết hạn nộp khoản phí, lệ phí ${formatVnd(due)}. Cơ quan sẽ ghi nhận hoặc hoàn trả; vui lòng không nộp thêm.`,
        en: `${english(came)} came after the time to pay the fee of ${english(due)} was over. The agency will accept it or give it back; please do not pay again.`,
      };
    case 'under_review':
      return held;
    case 'expired':
      return {
        vi: 'Đã hết hạn nộp phí, lệ phí trực tuyến. Vui lòng liên hệ cơ quan.',
        en: 'The time to pay the fee online is over. Please ask the agency.',
      };
    case 'cancelled':
      return { vi: 'Khoản phí, lệ phí này không còn phải nộp.', en: 'This fee is no longer due.' };
    case 'refunded':
      return { vi: 'Đã hoàn tiền.', en: 'Refunded.' };
  }
};

/** What a citizen is told of a fee that is not to be paid now, with what came, what was due and what becomes of the rest. */
export const feeWords = (standing: Exclude<FeeStanding, 'payable'>, fee: FeeMoney): readonly Words[] => [
  mainWords(standing, fee),
  ...(fee.heldVnd > 0 && standing !== 'under_review' && standing !== 'refunded' ? [besides(fee.heldVnd)] : []),
];
