import * as z from 'zod';
import { TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { OffsetDateTime } from '../../../shared/kernel/time.ts';

/** A time limit from a start, for anyone to ask. */
export const Calculation = z.strictObject({ start: OffsetDateTime, timeLimit: TimeLimit });

/** A year in a path: four digits. */
export const Year = z.string().regex(/^\d{4}$/);

const listKey = /^\d{12}#[^#]{1,64}#resolve$/;

/** Where a list went on, as callers hold it: opaque to them, the last key to us. */
const Cursor = z
  .string()
  .transform((cursor) => Buffer.from(cursor, 'base64url').toString('utf8'))
  .refine((key) => listKey.test(key), 'expected a cursor of an earlier answer');

/** The cursor that goes on after a key. */
export const cursorAfter = (key: string): string => Buffer.from(key).toString('base64url');

/** What a deadline list may be asked for. */
export const DeadlineQuery = z.object({
  state: z
    .string()
    .default('due_soon,overdue')
    .transform((states) => states.split(','))
    .pipe(z.array(z.enum(['running', 'due_soon', 'overdue']))),
  agency: AgencyCode.optional(),
  limit: z
    .string()
    .regex(/^\d{1,9}$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(200))
    .default(50),
  cursor: Cursor.optional(),
});
