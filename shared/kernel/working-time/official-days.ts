import type { OfficeSegment } from './office-hours.ts';

/** One day on which the official calendar of the civil service leaves the week pattern (Monday to Friday worked). */
export interface OfficialDay {
  /** `YYYY-MM-DD` in Viet Nam. */
  readonly date: string;
  /** `off`: a weekday not worked; `workday`: a Saturday worked in exchange. */
  readonly kind: 'off' | 'workday';
  /** Hours of its own, of a day that is worked; the office's where it is left out. */
  readonly segments?: readonly OfficeSegment[] | undefined;
  readonly reason: string;
  /** The law where the day follows from it, otherwise the year's notice. */
  readonly decision: string;
  /** `sourced`: a source states it; `unverified`: assumed until the decision is read. */
  readonly confidence: 'sourced' | 'unverified';
}

/** What one published calendar says of itself. It never changes: another decision makes another version. */
export interface CalendarVersion {
  readonly id: string;
  /** SHA-256, lower-case hex, of `canonicalDays`; a test holds it to the days below. */
  readonly hash: string;
  /** When it was published, epoch milliseconds. Of two versions the later one decides. */
  readonly publishedAt: number;
  /** First covered date, also the zero of the working-time axis; fixed for ever, so that stored positions stay valid. */
  readonly coversFrom: string;
  /** Last covered date. Beyond it there is no calendar, and nothing is guessed. */
  readonly coversTo: string;
  /** Years whose decision has not been issued: shown, counted, and marked provisional. */
  readonly provisionalYears: readonly number[];
}

/** The text that a version's hash is taken of: one line for each day, in order of date. */
export function canonicalDays(days: readonly OfficialDay[]): string {
  return days
    .map(({ date, kind, reason, decision, confidence }) =>
      [date, kind, reason, decision, confidence].join(',').concat('\n'),
    )
    .join('');
}

/** The calendar in force. Of 2027 the Government Office's 10065/VPCP-KGVX of 2/10/2026 decides: Tết 4-10/2, National Day 2-5/9. */
export const officialVersion: CalendarVersion = {
  id: 'vn-2026.2',
  hash: '7917c38ced39bb189b322bc0bcfd12ccfa66f3cdfa623065d07fa91ebfe67f1b',
  publishedAt: Date.parse('2026-10-02T00:00:00+07:00'),
  coversFrom: '2023-01-01',
  coversTo: '2027-12-31',
  provisionalYears: [],
};

/** Weekdays off and Saturdays worked, 2023-2027; every other day follows the week pattern. */
export const officialDays: readonly OfficialDay[] = [
  {
    date: '2023-01-02',
    kind: 'off',
    reason: 'substitute for Sun 1/1',
    decision: 'Labour Code 111(3)',
    confidence: 'sourced',
  },
  { date: '2023-01-20', kind: 'off', reason: 'Tết', decision: '8056/VPCP-KGVX', confidence: 'sourced' },
  { date: '2023-01-23', kind: 'off', reason: 'Tết', decision: '8056/VPCP-KGVX', confidence: 'sourced' },
  { date: '2023-01-24', kind: 'off', reason: 'Tết', decision: '8056/VPCP-KGVX', confidence: 'sourced' },
  { date: '2023-01-25', kind: 'off', reason: 'Tết', decision: '8056/VPCP-KGVX', confidence: 'sourced' },
  { date: '2023-01-26', kind: 'off', reason: 'Tết', decision: '8056/VPCP-KGVX', confidence: 'sourced' },
  { date: '2023-05-01', kind: 'off', reason: 'Labour Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  {
    date: '2023-05-02',
    kind: 'off',
    reason: 'substitute for Sat 29/4 and Sun 30/4',
    decision: 'Labour Code 111(3)',
    confidence: 'sourced',
  },
  {
    date: '2023-05-03',
    kind: 'off',
    reason: 'substitute for Sat 29/4 and Sun 30/4',
    decision: 'Labour Code 111(3)',
    confidence: 'sourced',
  },
  {
    date: '2023-09-01',
    kind: 'off',
    reason: 'National Day adjacent',
    decision: '8056/VPCP-KGVX',
    confidence: 'sourced',
  },
  {
    date: '2023-09-04',
    kind: 'off',
    reason: 'substitute for Sat 2/9',
    decision: 'Labour Code 111(3)',
    confidence: 'sourced',
  },
  { date: '2024-01-01', kind: 'off', reason: 'New Year', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  { date: '2024-02-08', kind: 'off', reason: 'Tết', decision: '5015/TB-LĐTBXH', confidence: 'sourced' },
  { date: '2024-02-09', kind: 'off', reason: 'Tết', decision: '5015/TB-LĐTBXH', confidence: 'sourced' },
  { date: '2024-02-12', kind: 'off', reason: 'Tết', decision: '5015/TB-LĐTBXH', confidence: 'sourced' },
  { date: '2024-02-13', kind: 'off', reason: 'Tết', decision: '5015/TB-LĐTBXH', confidence: 'sourced' },
  { date: '2024-02-14', kind: 'off', reason: 'Tết', decision: '5015/TB-LĐTBXH', confidence: 'sourced' },
  { date: '2024-04-18', kind: 'off', reason: 'Hùng Kings', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  { date: '2024-04-29', kind: 'off', reason: 'swap with Sat 4/5', decision: '2450/VPCP-KGVX', confidence: 'sourced' },
  {
    date: '2024-04-30',
    kind: 'off',
    reason: 'Reunification Day',
    decision: 'Labour Code 112(1)',
    confidence: 'sourced',
  },
  { date: '2024-05-01', kind: 'off', reason: 'Labour Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  {
    date: '2024-05-04',
    kind: 'workday',
    reason: 'swap with Mon 29/4',
    decision: '2450/VPCP-KGVX',
    confidence: 'sourced',
  },
  { date: '2024-09-02', kind: 'off', reason: 'National Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  {
    date: '2024-09-03',
    kind: 'off',
    reason: 'National Day adjacent',
    decision: '5015/TB-LĐTBXH',
    confidence: 'sourced',
  },
  { date: '2025-01-01', kind: 'off', reason: 'New Year', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  { date: '2025-01-27', kind: 'off', reason: 'Tết', decision: '6150/TB-BLĐTBXH', confidence: 'sourced' },
  { date: '2025-01-28', kind: 'off', reason: 'Tết', decision: '6150/TB-BLĐTBXH', confidence: 'sourced' },
  { date: '2025-01-29', kind: 'off', reason: 'Tết', decision: '6150/TB-BLĐTBXH', confidence: 'sourced' },
  { date: '2025-01-30', kind: 'off', reason: 'Tết', decision: '6150/TB-BLĐTBXH', confidence: 'sourced' },
  { date: '2025-01-31', kind: 'off', reason: 'Tết', decision: '6150/TB-BLĐTBXH', confidence: 'sourced' },
  { date: '2025-04-07', kind: 'off', reason: 'Hùng Kings', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  {
    date: '2025-04-26',
    kind: 'workday',
    reason: 'swap with Fri 2/5',
    decision: '6150/TB-BLĐTBXH',
    confidence: 'sourced',
  },
  {
    date: '2025-04-30',
    kind: 'off',
    reason: 'Reunification Day',
    decision: 'Labour Code 112(1)',
    confidence: 'sourced',
  },
  { date: '2025-05-01', kind: 'off', reason: 'Labour Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  { date: '2025-05-02', kind: 'off', reason: 'swap with Sat 26/4', decision: '6150/TB-BLĐTBXH', confidence: 'sourced' },
  {
    date: '2025-09-01',
    kind: 'off',
    reason: 'National Day adjacent',
    decision: '6150/TB-BLĐTBXH',
    confidence: 'sourced',
  },
  { date: '2025-09-02', kind: 'off', reason: 'National Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  { date: '2026-01-01', kind: 'off', reason: 'New Year', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  {
    date: '2026-01-02',
    kind: 'off',
    reason: 'swap with Sat 10/1',
    decision: '12729/VPCP-KGVX',
    confidence: 'unverified',
  },
  {
    date: '2026-01-10',
    kind: 'workday',
    reason: 'swap with Fri 2/1',
    decision: '12729/VPCP-KGVX',
    confidence: 'unverified',
  },
  { date: '2026-02-16', kind: 'off', reason: 'Tết', decision: '9441/TB-BNV', confidence: 'sourced' },
  { date: '2026-02-17', kind: 'off', reason: 'Tết', decision: '9441/TB-BNV', confidence: 'sourced' },
  { date: '2026-02-18', kind: 'off', reason: 'Tết', decision: '9441/TB-BNV', confidence: 'sourced' },
  { date: '2026-02-19', kind: 'off', reason: 'Tết', decision: '9441/TB-BNV', confidence: 'sourced' },
  { date: '2026-02-20', kind: 'off', reason: 'Tết', decision: '9441/TB-BNV', confidence: 'sourced' },
  {
    date: '2026-04-27',
    kind: 'off',
    reason: 'substitute for Hùng Kings Sun 26/4',
    decision: 'Labour Code 111(3)',
    confidence: 'sourced',
  },
  {
    date: '2026-04-30',
    kind: 'off',
    reason: 'Reunification Day',
    decision: 'Labour Code 112(1)',
    confidence: 'sourced',
  },
  { date: '2026-05-01', kind: 'off', reason: 'Labour Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  { date: '2026-08-22', kind: 'workday', reason: 'swap with Mon 31/8', decision: '9441/TB-BNV', confidence: 'sourced' },
  { date: '2026-08-31', kind: 'off', reason: 'swap with Sat 22/8', decision: '9441/TB-BNV', confidence: 'sourced' },
  { date: '2026-09-01', kind: 'off', reason: 'National Day adjacent', decision: '9441/TB-BNV', confidence: 'sourced' },
  { date: '2026-09-02', kind: 'off', reason: 'National Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  { date: '2026-11-24', kind: 'off', reason: 'Culture Day', decision: '28/2026/QH16', confidence: 'sourced' },
  { date: '2027-01-01', kind: 'off', reason: 'New Year', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  { date: '2027-02-04', kind: 'off', reason: 'Tết', decision: '10065/VPCP-KGVX', confidence: 'sourced' },
  { date: '2027-02-05', kind: 'off', reason: 'Tết', decision: '10065/VPCP-KGVX', confidence: 'sourced' },
  { date: '2027-02-08', kind: 'off', reason: 'Tết', decision: '10065/VPCP-KGVX', confidence: 'sourced' },
  { date: '2027-02-09', kind: 'off', reason: 'Tết', decision: '10065/VPCP-KGVX', confidence: 'sourced' },
  { date: '2027-02-10', kind: 'off', reason: 'Tết', decision: '10065/VPCP-KGVX', confidence: 'sourced' },
  { date: '2027-04-16', kind: 'off', reason: 'Hùng Kings', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  {
    date: '2027-04-30',
    kind: 'off',
    reason: 'Reunification Day',
    decision: 'Labour Code 112(1)',
    confidence: 'sourced',
  },
  {
    date: '2027-05-03',
    kind: 'off',
    reason: 'substitute for Sat 1/5',
    decision: 'Labour Code 111(3)',
    confidence: 'sourced',
  },
  { date: '2027-09-02', kind: 'off', reason: 'National Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
  {
    date: '2027-09-03',
    kind: 'off',
    reason: 'National Day adjacent',
    decision: '10065/VPCP-KGVX',
    confidence: 'sourced',
  },
  { date: '2027-11-24', kind: 'off', reason: 'Culture Day', decision: '28/2026/QH16', confidence: 'sourced' },
];
