import * as z from 'zod';
import { type BreakId, madeId } from '../../../shared/kernel/ids.ts';
import { cursorTo, PageLimit } from '../../../shared/kernel/paging.ts';
import { breakKinds } from './break-facts.ts';

/** What a list of breaks may be asked for. */
export const BreakQuery = z.object({
  kind: z.enum(breakKinds).optional(),
  state: z.enum(['open', 'closed']).optional(),
  limit: PageLimit,
  cursor: cursorTo(/^brk_[0-9a-z]{26}$/)
    .pipe(z.custom<BreakId>((key) => madeId('brk').safeParse(key).success))
    .optional(),
});
