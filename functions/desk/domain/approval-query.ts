import * as z from 'zod';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { cursorTo, PageLimit } from '../../../shared/kernel/paging.ts';
import { approvalPlace } from '../../dossiers/domain/decision-approval.ts';
import { approvalStates } from '../../payments/domain/approvals.ts';
import { approvalKey } from '../../payments/domain/work-query.ts';

/** What a list of approvals may be asked for; a cursor stands among decisions on the calendar, or among money. */
export const ApprovalQuery = z.object({
  state: z.enum(approvalStates).default('open'),
  agency: AgencyCode.optional(),
  limit: PageLimit,
  cursor: cursorTo(new RegExp(`${approvalPlace.source}|${approvalKey.source}`)).optional(),
});
