import * as z from 'zod';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { cursorTo, namesAmong, PageLimit } from '../../../shared/kernel/paging.ts';
import { transferStates } from './transfer.ts';

const listKey = /^[A-Z0-9.]{3,35}#\d{13}#trf_[0-9a-z]{26}$/;

/** What a list of transfers may be asked for. */
export const TransferQuery = z.object({
  state: namesAmong(transferStates).optional(),
  agency: AgencyCode.optional(),
  limit: PageLimit,
  cursor: cursorTo(listKey).optional(),
});
