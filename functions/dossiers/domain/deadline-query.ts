import * as z from 'zod';
import { TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { cursorTo, namesAmong, PageLimit } from '../../../shared/kernel/paging.ts';
import { OffsetDateTime } from '../../../shared/kernel/time.ts';

/** A time limit from a start, for anyone to ask. */
export const Calculation = z.strictObject({ start: OffsetDateTime, timeLimit: TimeLimit });

/** A year in a path: four digits. */
export const Year = z.string().regex(/^\d{4}$/);

const listKey = /^\d{12}#[^#]{1,64}#(acknowledge|resolve|step#\d{1,2})$/;

/** What a deadline list may be asked for. */
export const DeadlineQuery = z.object({
  state: namesAmong(['running', 'due_soon', 'overdue']).default(['due_soon', 'overdue']),
  agency: AgencyCode.optional(),
  limit: PageLimit,
  cursor: cursorTo(listKey).optional(),
});
