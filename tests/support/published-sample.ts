import type { PublishedMonth } from '../../functions/web/domain/published-month.ts';
import type { PublishedFigures } from '../../functions/web/ports.ts';
import { expected } from './worked-month.ts';

/** A published month that restates another, of two agencies. */
const november: PublishedMonth = {
  period: '2026-11',
  version: 2,
  publishedAt: '2026-12-07T10:00:00+07:00',
  formulaVersion: '1',
  calendarVersion: '2026-10-02',
  restates: 1,
  changes: [
    {
      ...{ agencyCode: 'H26.10', procedureCode: '2.000635', field: 'finishedLate', from: 5, to: 4 },
      reason: 'Hồ sơ 0014 ghi sai ngày trả kết quả',
    },
  ],
  rows: [
    { agencyCode: 'H26.10', procedureCode: '2.000635', ...expected },
    { agencyCode: 'H26.11', procedureCode: 'other', ...expected, finishedLate: 12 },
  ],
};

/** The published months of the tests. */
export const publishedSample: PublishedFigures = {
  months: async () => ['2026-11', '2026-10'],
  published: async (period) => (period === '2026-11' ? { data: november, csv: 'agencyCode\r\nH26.10\r\n' } : undefined),
};
