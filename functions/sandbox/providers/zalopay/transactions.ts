import { compactDateTime, type Instant } from '../../../../shared/kernel/time.ts';
import type { Ending } from '../../domain/endings.ts';
import type { OpenedOrder } from '../../ports.ts';

/** The Vietnamese day of a moment, `yymmdd`. */
export const dayOf = (at: Instant): string => compactDateTime(at).slice(2, 8);

/** ZaloPay's number of a transaction: the order's day and nine digits. */
export const transactionNo = ({ createdAt }: Pick<OpenedOrder, 'createdAt'>, { transaction }: Ending): number =>
  Number(`${dayOf(createdAt)}${transaction.padStart(9, '0')}`);

/** The number that the sandbox has for a transaction of ZaloPay's number. */
export const transactionIn = (number: string): string => String(Number(number.slice(6)));
