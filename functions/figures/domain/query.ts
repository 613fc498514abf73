import * as z from 'zod';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { namesAmong } from '../../../shared/kernel/paging.ts';
import { DateFromCaller } from '../../../shared/kernel/time.ts';
import { dayOfDate } from '../../../shared/kernel/working-time/civil-day.ts';
import { groupings } from './groups.ts';

/** So many days may be asked for at once. */
const MOST_DAYS = 366;

/** What figures may be asked for: from one day to another, both included. */
export const FiguresQuery = z
  .object({
    from: DateFromCaller,
    to: DateFromCaller,
    agency: AgencyCode.optional(),
    groupBy: namesAmong(groupings).default([]),
  })
  .refine(({ from, to }) => to >= from, { path: ['to'], error: 'expected a day that is not before `from`' })
  .refine(({ from, to }) => to < from || dayOfDate(to) - dayOfDate(from) < MOST_DAYS, {
    path: ['to'],
    error: `expected at most ${MOST_DAYS} days`,
  });

/** What figures may be asked for. */
export type FiguresQuery = z.infer<typeof FiguresQuery>;
