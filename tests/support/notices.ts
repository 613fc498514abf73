import type { Notice } from '../../functions/notifications/domain/notice.ts';
import type { Particulars } from '../../functions/notifications/domain/wording.ts';

/** The latest moment that stories tell of. */
export const LAST_MOMENT = Date.parse('2027-12-31T23:59:00+07:00');
/** A promised date. */
export const promisedAt = Date.parse('2026-11-27T17:00:00+07:00');
const MOST = 999_999_999_999;
const sums = { amountVnd: MOST, receivedVnd: MOST, surplusVnd: MOST };
/** A step with a note. */
export const step = { at: LAST_MOMENT, eventId: 'e1' };

/** Every template with its longest values, and without those that it can do without. */
export const notices: readonly Notice[] = [
  { template: 'registered', at: LAST_MOMENT },
  { template: 'accepted', promisedAt: LAST_MOMENT },
  { template: 'accepted', promisedAt: null },
  { template: 'acceptance_withdrawn', promisedAt: LAST_MOMENT, eventId: 'e1' },
  { template: 'acceptance_withdrawn', promisedAt: null },
  { template: 'corrected', was: 6, eventId: 'e1' },
  { template: 'promise_moved', promisedAt: LAST_MOMENT, insteadOf: LAST_MOMENT, because: 'pause' },
  { template: 'promise_moved', promisedAt: LAST_MOMENT, insteadOf: null, because: 'of a later release' },
  { template: 'rescheduled', promisedAt: LAST_MOMENT, insteadOf: LAST_MOMENT, eventId: 'e1' },
  { template: 'rescheduled', promisedAt: LAST_MOMENT, insteadOf: null },
  ...(['supplement_requested', 'refused', 'stopped', 'withdrawal_received', 'finished', 'returned'] as const).map(
    (template) => ({ template, ...step }),
  ),
  { template: 'status_changed', status: 6, ...step },
  { template: 'status_changed', status: 99, ...step },
  { template: 'fee_due', amountVnd: MOST, payableUntil: LAST_MOMENT },
  { template: 'fee_reminder', amountVnd: MOST, payableUntil: LAST_MOMENT },
  { template: 'partially_paid', amountVnd: MOST, receivedVnd: MOST, leftVnd: MOST },
  { template: 'paid', amountVnd: MOST },
  ...['overpaid', 'cancelled', 'expired', 'of a later release'].map((because) => ({
    template: 'surplus' as const,
    because,
    ...sums,
  })),
  { template: 'refunded', amountVnd: MOST, refundVnd: MOST },
  ...['cancelled', 'closed', 'written_off', 'of a later release'].map((because) => ({
    template: 'fee_closed' as const,
    amountVnd: MOST,
    because,
  })),
  { template: 'result_ready' },
  { template: 'result_revoked', at: LAST_MOMENT },
  { template: 'download_code', nonce: 'n' },
];

/** What a message says besides its notice. */
export const particulars: Particulars = {
  language: 'vi',
  agencyCode: 'H26.10',
  agencyName: 'Ủy ban nhân dân phường Ngọc Hà',
  agencyNameEn: 'People’s Committee of Ngoc Ha',
  agencyPhone: '024 3843 5333',
  dossierCode: 'H26.10-261120-0007',
  procedureName: 'Cấp bản sao trích lục hộ tịch',
  fullName: 'Nguyễn Thị Ánh',
  citizenUrl: 'https://motcua.example.vn/t/0123456789abcdefghjkmnpqrs',
  status: 6,
  code: '012345',
};

/** The same at the greatest lengths. */
export const longest: Particulars = {
  ...particulars,
  agencyCode: '000.00.00.H26.10.11',
  agencyName: `${'Ủy ban nhân dân '.repeat(12)}Đặng`,
  website: `https://${'dichvucong.'.repeat(8)}gov.vn`,
  dossierCode: `000.00.00.H26.10.11-26112000-${'1234567890'.repeat(4).slice(0, 35)}`,
  fullName: 'Ễ'.repeat(200),
  note: 'Ễ'.repeat(1000),
};

/** Names that no word can be taken from. */
export const nasty: readonly Particulars[] = [
  { ...longest, agencyName: '[{^|~}]'.repeat(28) },
  { ...longest, agencyName: '人民委员会' },
  { ...longest, agencyName: ' \u200b ' },
];
