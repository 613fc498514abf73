import { type AmountVnd, formatVnd } from '../../../shared/kernel/money.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Words } from '../../../shared/kernel/words.ts';
import type { Tone } from './words.ts';

/** What is known of a fee and its money; amounts in dong. */
export interface FeeMoney {
  readonly state: string;
  readonly amountVnd: AmountVnd;
  readonly receivedVnd: AmountVnd;
  /** Money that a person looks at; it is neither received nor given back. */
  readonly heldVnd: AmountVnd;
  /** Money that was given back. */
  readonly refundedVnd: AmountVnd;
  /** Money that is on its way back. */
  readonly returningVnd: AmountVnd;
  /** Received money for which nothing is due. */
  readonly surplusVnd: AmountVnd;
  /** How the fee ended without being due any more. */
  readonly ended: 'cancelled' | 'expired' | undefined;
  readonly expiresAt: Instant;
}

/**
 * Where a fee stands for its citizen. `free`: nothing was ever due. `overpaid`, `after_cancel`, `after_expiry`: money has come for which
 * nothing is due. `written_off`: a person decided that what came is enough, or is kept.
 */
export type FeeStanding =
  | 'payable'
  | 'free'
  | 'paid'
  | 'written_off'
  | 'overpaid'
  | 'after_cancel'
  | 'after_expiry'
  | 'under_review'
  | 'expired'
  | 'cancelled'
  | 'partially_refunded'
  | 'refunded';

const standings: Readonly<Record<string, FeeStanding>> = {
  created: 'payable',
  pending: 'payable',
  partially_paid: 'payable',
  paid: 'paid',
  paid_after_close: 'paid',
  expired: 'expired',
  cancelled: 'cancelled',
  partially_refunded: 'partially_refunded',
  refunded: 'refunded',
};

const surplusStandings = { overpaid: 'overpaid', cancelled: 'after_cancel', expired: 'after_expiry' } as const;

const isGivenBack = (standing: FeeStanding): standing is 'refunded' | 'partially_refunded' =>
  standing === 'refunded' || standing === 'partially_refunded';

/** Of a fee with which nobody has anything to do any more: whether it was ever due, and whether a person forgave a part or kept what came. */
const settledStanding = (standing: FeeStanding, { amountVnd, receivedVnd }: FeeMoney): FeeStanding => {
  if (standing === 'paid' && amountVnd === 0) return 'free';
  const isDecided = standing === 'paid' ? receivedVnd < amountVnd : standing === 'cancelled' && receivedVnd > 0;
  return isDecided ? 'written_off' : standing;
};

/**
 * Where a fee stands, for every page alike: money that came is never asked for again, no fee is asked for while money for it is
 * under review, and a state not known here asks for none.
 */
export const standingOf = (fee: FeeMoney, now: Instant): FeeStanding => {
  const standing = standings[fee.state] ?? 'under_review';
  if (isGivenBack(standing) || standing === 'under_review') return standing;
  if (fee.surplusVnd > 0) return surplusStandings[fee.ended ?? 'overpaid'];
  return standing === 'payable' && now >= fee.expiresAt ? 'expired' : settledStanding(standing, fee);
};

/** True where money came that the citizen did not owe, or that is looked at: every page that shows the fee says so. */
export const concernsMoney = (
  standing: FeeStanding,
): standing is 'under_review' | (typeof surplusStandings)[keyof typeof surplusStandings] =>
  standing === 'under_review' || Object.values<FeeStanding>(surplusStandings).includes(standing);

const held: Words = {
  vi: 'Đã nhận được tiền và đang được kiểm tra. Vui lòng không nộp thêm; khi kiểm tra xong, trang này cho biết kết quả.',
  en: 'Money has come and is being checked. Please do not pay again; this page will say what came of it.',
};

const besides = (heldVnd: AmountVnd): Words => ({
  vi: `Số tiền ${formatVnd(heldVnd)} nhận thêm đang được kiểm tra. Vui lòng không nộp thêm.`,
  en: `Another ${formatVnd(heldVnd, 'en')} has come and is being checked. Please do not pay again.`,
});

/** What is said of money that is on its way back, beside all else and also of a fee that is to be paid. */
export const returningWords = ({ returningVnd }: FeeMoney): readonly Words[] =>
  returningVnd > 0
    ? [
        {
          vi: `Đang hoàn trả ${formatVnd(returningVnd)}. Ông/bà không phải làm gì thêm; nếu sau vài ngày chưa nhận được tiền, vui lòng liên hệ cơ quan.`,
          en: `${formatVnd(returningVnd, 'en')} is being given back. There is nothing to do; if it has not come after some days, please ask the agency.`,
        },
      ]
    : [];

const mainWords = (standing: Exclude<FeeStanding, 'payable'>, fee: FeeMoney): Words => {
  const { amountVnd: due, receivedVnd: came, surplusVnd: rest, refundedVnd: given } = fee;
  const english = (amountVnd: AmountVnd): string => formatVnd(amountVnd, 'en');
  switch (standing) {
    case 'paid':
      return given
        ? {
            vi: `Đã nộp đủ; phần thừa ${formatVnd(given)} đã được hoàn trả. Xin cảm ơn ông/bà.`,
            en: `Paid; the rest, ${english(given)}, was given back. Thank you.`,
          }
        : { vi: 'Đã nộp đủ. Xin cảm ơn ông/bà.', en: 'Paid. Thank you.' };
    case 'free':
      return { vi: 'Ông/bà không phải nộp khoản này.', en: 'There is nothing to pay.' };
    case 'written_off':
      return {
        vi: `Cơ quan đã nhận ${formatVnd(came)} và không thu thêm. Ông/bà không phải nộp khoản này nữa.`,
        en: `The agency has received ${english(came)} and asks for no more. There is nothing left to pay.`,
      };
    case 'overpaid':
      return {
        vi: `Đã nhận ${formatVnd(came)}, phí, lệ phí là ${formatVnd(due)}. Phần thừa ${formatVnd(rest)} sẽ được hoàn trả; ông/bà không phải làm gì thêm.`,
        en: `${english(came)} has come, the fee is ${english(due)}. The rest, ${english(rest)}, will be given back; there is nothing to do.`,
      };
    case 'after_cancel':
      return {
        vi: `Khoản phí, lệ phí này không còn phải nộp. Số tiền đã nhận, ${formatVnd(came)}, sẽ được hoàn trả; vui lòng không nộp thêm.`,
        en: `This fee is no longer due. The money that came, ${english(came)}, will be given back; please do not pay again.`,
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
        vi: 'Đã hết hạn nộp phí, lệ phí trực tuyến. Vui lòng liên hệ cơ quan để được hướng dẫn; nếu ông/bà vừa nộp, xin đợi cơ quan xác nhận.',
        en: 'The time to pay the fee online is over. Please ask the agency; if you have just paid, wait for its confirmation.',
      };
    case 'cancelled':
      return {
        vi: 'Khoản phí, lệ phí này không còn phải nộp. Nếu ông/bà vừa nộp, số tiền sẽ được hoàn trả.',
        en: 'This fee is no longer due. If you have just paid, the money will be given back.',
      };
    case 'partially_refunded':
      return {
        vi: `Đã hoàn trả ${formatVnd(given)} trong số ${formatVnd(came)} đã nhận. Ông/bà không phải nộp lại; nếu chưa rõ, vui lòng liên hệ cơ quan.`,
        en: `${english(given)} of the ${english(came)} that came was given back. There is nothing to pay again; please ask the agency if in doubt.`,
      };
    case 'refunded':
      return {
        vi: `Đã hoàn trả ${formatVnd(given)}. Nếu chưa thấy tiền về tài khoản đã dùng để nộp, vui lòng liên hệ cơ quan.`,
        en: `${english(given)} was given back. If it has not reached the account that you paid from, please ask the agency.`,
      };
  }
};

/** What a citizen is told of a fee that is not to be paid now, with what came, what was due and what becomes of the rest. */
export const feeWords = (standing: Exclude<FeeStanding, 'payable'>, fee: FeeMoney): readonly Words[] => [
  mainWords(standing, fee),
  ...(fee.heldVnd > 0 && standing !== 'under_review' && !isGivenBack(standing) ? [besides(fee.heldVnd)] : []),
  ...returningWords(fee),
];

/** What a fee that is not to be paid now is, in a few words and in its tone. */
export const feeHeadings: Readonly<Record<Exclude<FeeStanding, 'payable'>, Words & { readonly tone: Tone }>> = {
  free: { vi: 'Không phải nộp', en: 'Nothing to pay', tone: 'good' },
  paid: { vi: 'Đã nộp', en: 'Paid', tone: 'good' },
  written_off: { vi: 'Không thu thêm', en: 'Nothing more to pay', tone: 'good' },
  overpaid: { vi: 'Đã nhận thừa tiền', en: 'Too much has come', tone: 'wait' },
  after_cancel: { vi: 'Tiền sẽ được hoàn trả', en: 'To be given back', tone: 'wait' },
  after_expiry: { vi: 'Đã nhận tiền sau hạn', en: 'The money came late', tone: 'wait' },
  under_review: { vi: 'Đang kiểm tra', en: 'Under review', tone: 'wait' },
  expired: { vi: 'Đã hết hạn', en: 'The time is over', tone: 'bad' },
  cancelled: { vi: 'Không còn phải nộp', en: 'No longer due', tone: 'plain' },
  partially_refunded: { vi: 'Đã hoàn một phần', en: 'A part was given back', tone: 'plain' },
  refunded: { vi: 'Đã hoàn tiền', en: 'Refunded', tone: 'plain' },
};
