import * as z from 'zod';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { cursorTo, namesAmong, PageLimit } from '../../../shared/kernel/paging.ts';
import { type Flag, flags } from './payment.ts';
import { type PaymentState, paymentStates } from './state.ts';

/** What payments are listed under for those who work on them: their state and each flag. */
export type WorkName = PaymentState | Flag;

const listKey = /^[A-Z0-9.]{3,35}#\d{13}#pay_[0-9a-z]{26}$/;

/** What a list of payments may be asked for: states and flags, where both are given those that have one of each. */
export const PaymentQuery = z.object({
  state: namesAmong(paymentStates).optional(),
  flag: namesAmong(flags).optional(),
  agency: AgencyCode.optional(),
  limit: PageLimit,
  cursor: cursorTo(listKey).optional(),
});

/** The place in a list of what a second person is asked about money. */
export const approvalKey = /^[A-Z0-9.]{3,35}#\d{13}#(?:pay|trf)_[0-9a-z]{26}#apr_[0-9a-z]{26}$/;
