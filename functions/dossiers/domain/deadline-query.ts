import * as z from 'zod';
import { TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { cursorTo, namesAmong, PageLimit } from '../../../shared/kernel/paging.ts';
import { OffsetDateTime } from '../../../shared/kernel/time.ts';
import { decisionStates } from './calendar-decision.ts';

/** A time limit from a start, for anyone to ask. */
export const Calculation = z.strictObject({ start: OffsetDateTime, timeLimit: TimeLimit });

/** A year in a path: four digits. */
export const Year = z.string().regex(/^\d{4}$/);

/** Whose calendar is meant; left out: the nation's. */
export const CalendarQuery = z.object({ agency: AgencyCode.optional() });

const decisionKey = /^\d{13}#[^#]{1,64}$/;

/** What decisions may be asked for. */
export const DecisionQuery = z.object({
  state: z.enum(decisionStates).default('proposed'),
  limit: PageLimit,
  cursor: cursorTo(decisionKey).optional(),
});

/** The place of a running clock in a list: by its due moment, of earlier releases by its place in working time. */
export const listKey = /^\d{12,13}#[^#]{1,64}#(acknowledge|resolve|step#\d{1,2})$/;

/** What a deadline list may be asked for. */
export const DeadlineQuery = z.object({
  state: namesAmong(['running', 'due_soon', 'overdue']).default(['due_soon', 'overdue']),
  agency: AgencyCode.optional(),
  limit: PageLimit,
  cursor: cursorTo(listKey).optional(),
});
