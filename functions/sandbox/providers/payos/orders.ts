import { createHash } from 'node:crypto';
import { type Instant, toOffsetDateTime } from '../../../../shared/kernel/time.ts';
import { type Ending, endingsOf } from '../../domain/endings.ts';
import type { KnownOrder, OpenedOrder } from '../../ports.ts';
import { transferCode } from './viet-qr.ts';

const BIN = '970422';
const ACCOUNT = '0966886688';

const digestOf = (reference: string): string => createHash('sha256').update(`payos ${reference}`).digest('hex');

/** What payOS calls an order: 32 hexadecimal digits, of which the sandbox finds the order again by the last 14. */
export const linkIdOf = (reference: string): string =>
  digestOf(reference).slice(0, 18) + Number(reference).toString(16).padStart(14, '0');

/** The order of an id of payOS's. */
export const referenceOfLink = (id: string): string => String(Number.parseInt(id.slice(-14), 16));

/** What a transfer for an order says: a mark of payOS's before the merchant's words. */
export const memoOf = ({ reference, orderInfo }: OpenedOrder): string =>
  `CS${digestOf(reference).slice(0, 8).toUpperCase()} ${orderInfo}`;

/** What payOS answers to who created an order. */
export const createdData = (order: OpenedOrder, checkoutUrl: string) => {
  const memo = memoOf(order);
  const to = { bin: BIN, accountNumber: ACCOUNT, amountVnd: order.amountVnd, memo };
  return {
    bin: BIN,
    accountNumber: ACCOUNT,
    accountName: 'UBND PHUONG MOT CUA',
    amount: order.amountVnd,
    description: memo,
    orderCode: Number(order.reference),
    currency: 'VND',
    paymentLinkId: linkIdOf(order.reference),
    status: 'PENDING',
    expiredAt: Math.floor(order.expiresAt / 1000),
    checkoutUrl,
    qrCode: transferCode(to),
  };
};

const transferOf = (order: OpenedOrder, { transaction, amountVnd, at }: Ending) => ({
  reference: `FT${transaction}`,
  amount: amountVnd,
  accountNumber: ACCOUNT,
  description: memoOf(order),
  transactionDateTime: toOffsetDateTime(at),
  virtualAccountName: null,
  virtualAccountNumber: null,
  counterAccountBankId: '970436',
  counterAccountBankName: null,
  counterAccountName: 'NGUYEN VAN A',
  counterAccountNumber: '0011001234567',
});

/** What payOS tells of a transfer. */
export const noticeData = (order: OpenedOrder, ending: Ending) => ({
  ...transferOf(order, ending),
  transactionDateTime: toOffsetDateTime(ending.at).slice(0, 19).replace('T', ' '),
  currency: 'VND',
  orderCode: Number(order.reference),
  paymentLinkId: linkIdOf(order.reference),
  code: '00',
  desc: 'success',
});

/** All that came of an order, each transfer once. */
const endingsAfter = (order: OpenedOrder, deeds: KnownOrder['deeds']): readonly Ending[] => {
  const endings = deeds.flatMap(({ deed, at }) => {
    if (deed === 'opened') return [];
    const { told, returns } = endingsOf(order, deed, at);
    return [...told, ...(returns ? [returns] : [])];
  });
  return endings.filter(({ transaction }, n) => endings.findIndex((each) => each.transaction === transaction) === n);
};

const statusOf = (order: OpenedOrder, paidVnd: number, isCancelled: boolean, now: Instant): string => {
  if (paidVnd >= order.amountVnd) return 'PAID';
  if (paidVnd > 0) return 'UNDERPAID';
  if (isCancelled) return 'CANCELLED';
  return now >= order.expiresAt ? 'EXPIRED' : 'PENDING';
};

/** What payOS answers to who asks about an order. */
export const linkData = (order: OpenedOrder, { deeds, now }: Pick<KnownOrder, 'deeds' | 'now'>) => {
  const endings = endingsAfter(order, deeds);
  const paid = endings.filter(({ outcome }) => outcome === 'paid');
  const cancelled = endings.find(({ outcome }) => outcome === 'failed');
  const amountPaid = paid.reduce((sum, { amountVnd }) => sum + amountVnd, 0);
  const status = statusOf(order, amountPaid, cancelled !== undefined, now);
  return {
    id: linkIdOf(order.reference),
    orderCode: Number(order.reference),
    amount: order.amountVnd,
    amountPaid,
    amountRemaining: Math.max(0, order.amountVnd - amountPaid),
    status,
    createdAt: toOffsetDateTime(order.createdAt),
    transactions: paid.map((ending) => transferOf(order, ending)),
    cancellationReason: null,
    canceledAt: status === 'CANCELLED' && cancelled ? toOffsetDateTime(cancelled.at) : null,
  };
};
