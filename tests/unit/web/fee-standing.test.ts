import { describe, expect, test } from 'vitest';
import {
  concernsMoney,
  type FeeMoney,
  type FeeStanding,
  feeWords,
  standingOf,
} from '../../../functions/web/domain/fee-standing.ts';

const NOW = 1_000_000;

const fee = (changes: Partial<FeeMoney>): FeeMoney => ({
  state: 'created',
  amountVnd: 150_000,
  receivedVnd: 0,
  heldVnd: 0,
  refundedVnd: 0,
  returningVnd: 0,
  surplusVnd: 0,
  ended: undefined,
  expiresAt: NOW + 1,
  ...changes,
});

describe('where a fee stands for its citizen', () => {
  test.each<[Partial<FeeMoney>, FeeStanding]>([
    [{ state: 'created' }, 'payable'],
    [{ state: 'pending' }, 'payable'],
    [{ state: 'partially_paid', receivedVnd: 50_000 }, 'payable'],
    [{ state: 'created', expiresAt: NOW }, 'expired'],
    [{ state: 'pending', expiresAt: NOW }, 'expired'],
    [{ state: 'paid', receivedVnd: 150_000, expiresAt: NOW }, 'paid'],
    [{ state: 'paid_after_close', receivedVnd: 150_000 }, 'paid'],
    [{ state: 'expired', ended: 'expired', expiresAt: NOW }, 'expired'],
    [{ state: 'cancelled', ended: 'cancelled', expiresAt: NOW }, 'cancelled'],
    [{ state: 'paid', receivedVnd: 200_000, surplusVnd: 50_000 }, 'overpaid'],
    [{ state: 'paid_after_close', ended: 'cancelled', surplusVnd: 150_000 }, 'after_cancel'],
    [{ state: 'paid_after_close', ended: 'expired', surplusVnd: 150_000 }, 'after_expiry'],
    [{ state: 'under_review', heldVnd: 150_000 }, 'under_review'],
    [{ state: 'under_review', heldVnd: 1, surplusVnd: 50_000, ended: 'cancelled' }, 'under_review'],
    [{ state: 'of a later release', surplusVnd: 50_000, expiresAt: NOW }, 'under_review'],
    [{ state: 'refunded', surplusVnd: 50_000 }, 'refunded'],
    [{ state: 'partially_refunded', surplusVnd: 50_000, ended: 'expired' }, 'partially_refunded'],
    [{ state: 'paid', amountVnd: 0 }, 'free'],
    [{ state: 'paid', amountVnd: 0, receivedVnd: 1, surplusVnd: 1 }, 'overpaid'],
    [{ state: 'paid', receivedVnd: 149_999 }, 'written_off'],
    [{ state: 'cancelled', receivedVnd: 1 }, 'written_off'],
    [{ state: 'expired', ended: 'expired', receivedVnd: 0 }, 'expired'],
  ])('%j: %s', (changes, standing) => {
    expect(standingOf(fee(changes), NOW)).toBe(standing);
  });
});

test('every page tells of money that nobody owed or that is looked at, and of no other', () => {
  const told = ['overpaid', 'after_cancel', 'after_expiry', 'under_review'] as const;
  const untold = [
    'payable',
    'free',
    'paid',
    'written_off',
    'expired',
    'cancelled',
    'partially_refunded',
    'refunded',
  ] as const;
  expect(told.map(concernsMoney)).toEqual(told.map(() => true));
  expect(untold.map(concernsMoney)).toEqual(untold.map(() => false));
});

describe('a citizen is told in Vietnamese and in English', () => {
  const money = fee({ receivedVnd: 200_000, surplusVnd: 50_000, refundedVnd: 20_000 });

  test.each([
    ['paid', /^Đã nộp đủ/, /^Paid/],
    ['overpaid', /200\.000 đ.*150\.000 đ.*50\.000 đ.*hoàn trả/, /200,000 VND.*150,000 VND.*50,000 VND.*given back/],
    ['after_cancel', /không còn phải nộp.*200\.000 đ.*hoàn trả/, /no longer due.*200,000 VND.*given back/],
    ['after_expiry', /200\.000 đ.*hết hạn.*150\.000 đ.*không nộp thêm/, /200,000 VND.*150,000 VND.*do not pay again/],
    ['under_review', /đang được kiểm tra.*không nộp thêm/, /being checked.*do not pay again/],
    [
      'expired',
      /hết hạn nộp phí, lệ phí trực tuyến.*liên hệ cơ quan/,
      /time to pay the fee online is over.*ask the agency/,
    ],
    ['cancelled', /không còn phải nộp/, /no longer due/],
    ['free', /không phải nộp/, /nothing to pay/],
    ['written_off', /Đã nhận 200\.000 đ.*không thu thêm/i, /200,000 VND.*no more/],
    [
      'partially_refunded',
      /hoàn trả 20\.000 đ.*200\.000 đ.*không phải nộp lại/,
      /20,000 VND.*200,000 VND.*nothing to pay again/,
    ],
    ['refunded', /Đã hoàn trả 20\.000 đ.*liên hệ cơ quan/, /20,000 VND was given back.*ask the agency/],
  ] as const)('of a fee that is %s, with its sums and what becomes of them', (standing, vi, en) => {
    expect(feeWords(standing, money)).toEqual([{ vi: expect.stringMatching(vi), en: expect.stringMatching(en) }]);
  });

  test('of a fee that is paid: of what was given back of it only where something was', () => {
    expect(feeWords('paid', fee({ receivedVnd: 150_000 }))).toEqual([
      { vi: 'Đã nộp đủ. Xin cảm ơn ông/bà.', en: 'Paid. Thank you.' },
    ]);
    expect(feeWords('paid', money)).toEqual([
      {
        vi: expect.stringMatching(/^Đã nộp đủ.*20\.000 đ đã được hoàn trả/),
        en: expect.stringMatching(/^Paid.*20,000 VND, was given back/),
      },
    ]);
  });

  test('of money that is held beside what is known, unless that is all there is to say', () => {
    const held = fee({ heldVnd: 20_000 });
    const besides = {
      vi: expect.stringMatching(/20\.000 đ.*kiểm tra/),
      en: expect.stringMatching(/20,000 VND.*checked/),
    };
    for (const standing of [
      'free',
      'paid',
      'written_off',
      'overpaid',
      'after_cancel',
      'after_expiry',
      'expired',
      'cancelled',
    ] as const)
      expect(feeWords(standing, held), standing).toEqual([expect.anything(), besides]);
    for (const standing of ['under_review', 'partially_refunded', 'refunded'] as const)
      expect(feeWords(standing, held)).toHaveLength(1);
  });
});
