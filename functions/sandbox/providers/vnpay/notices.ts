import { createHash } from 'node:crypto';
import { compactDateTime, MINUTE_MS } from '../../../../shared/kernel/time.ts';
import type { Outcome } from '../../domain/outcomes.ts';
import type { OpenedOrder } from '../../ports.ts';

/** The fields of a notice, unsigned. */
export type Fields = Readonly<Record<string, string>>;

/** What VNPAY tells of an outcome: the notices to the merchant, and what the browser brings back. */
export interface Told {
  readonly notices: readonly Fields[];
  readonly returns: Fields | undefined;
}

/** How much more than asked `wrong_amount` brings, in dong. */
const WRONG_BY_VND = 1000;

/** A transaction's number: the same for the same order and charge, so that playing an outcome again repeats it and adds nothing. */
const transactionNo = (reference: string, charge: number): string =>
  String(10_000_000 + (createHash('sha256').update(`${reference}#${charge}`).digest().readUInt32BE() % 90_000_000));

/** What VNPAY tells of an order and an outcome at a moment. */
export const toldOf = (tmnCode: string, order: OpenedOrder, outcome: Outcome, now: number): Told => {
  const common = { vnp_TmnCode: tmnCode, vnp_TxnRef: order.reference, vnp_OrderInfo: order.orderInfo };
  const paid = ({ charge = 1, amountVnd = order.amountVnd, paidAt = now } = {}): Fields => ({
    ...common,
    vnp_Amount: String(amountVnd * 100),
    vnp_BankCode: 'NCB',
    vnp_BankTranNo: `VNP${transactionNo(order.reference, charge)}`,
    vnp_CardType: 'ATM',
    vnp_PayDate: compactDateTime(paidAt),
    vnp_ResponseCode: '00',
    vnp_TransactionNo: transactionNo(order.reference, charge),
    vnp_TransactionStatus: '00',
  });
  const cancelled: Fields = {
    ...common,
    vnp_Amount: String(order.amountVnd * 100),
    vnp_BankCode: 'VNPAY',
    vnp_CardType: 'QRCODE',
    vnp_PayDate: compactDateTime(now),
    vnp_ResponseCode: '24',
    vnp_TransactionNo: '0',
    vnp_TransactionStatus: '02',
  };
  const told = (...notices: readonly Fields[]): Told => ({ notices, returns: notices[0] });
  switch (outcome) {
    case 'pay':
    case 'callback_before_return':
      return told(paid());
    case 'decline':
      return told(cancelled);
    case 'abandon':
      return told();
    case 'pay_late':
      return told(paid({ paidAt: Math.max(now, order.expiresAt + MINUTE_MS) }));
    case 'pay_twice':
      return told(paid({ charge: 1 }), paid({ charge: 2 }));
    case 'callback_lost':
      return { notices: [], returns: paid() };
    case 'wrong_amount':
      return told(paid({ amountVnd: order.amountVnd + WRONG_BY_VND }));
  }
};
