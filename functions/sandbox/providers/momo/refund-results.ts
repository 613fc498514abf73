import type { KnownRefund } from '../../ports.ts';
import type { ResultCode } from './results.ts';

/** How the states of refunds are coded. */
export const refundCodes = { done: 0, pending: 7000, declined: 1080 } as const satisfies Record<
  KnownRefund['state'],
  ResultCode
>;

/** A refund as it stands in the list of its order's. */
export const listed = ({ reference, amountVnd, state, number, at }: KnownRefund) => ({
  orderId: reference,
  amount: amountVnd,
  resultCode: refundCodes[state],
  transId: Number(number),
  createdTime: at,
});
