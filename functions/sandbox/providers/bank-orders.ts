import type { Instant } from '../../../shared/kernel/time.ts';
import { readVietQr } from '../domain/emv-code.ts';
import { type EndedOrder, type Ending, endingsOf } from '../domain/endings.ts';
import type { Outcome } from '../domain/outcomes.ts';
import type { OpenedOrder, PageFault, Transfer } from '../ports.ts';

/** The order of a code that a payer scans with a bank's app; refused where it is to another account than the merchant's. */
export function scanned(
  payload: string,
  accountNumber: string,
  { createdAt, expiresAt }: Pick<OpenedOrder, 'createdAt' | 'expiresAt'>,
): OpenedOrder | PageFault {
  const code = readVietQr(payload);
  if (code?.accountNumber !== accountNumber) return { code: '01', meaning: 'Mã QR không đọc được' };
  const { memo: reference, amountVnd } = code;
  return { reference, amountVnd, orderInfo: reference, createdAt, expiresAt, returnUrl: '' };
}

/** A transfer as a bank passes it on, with its own words around the payer's. */
const transferOf = (reference: string, accountNumber: string, ending: Ending): Transfer => ({
  transactionId: ending.transaction,
  accountNumber,
  content: `MBVCB.${ending.transaction}.${reference}.CT tu 0011001234567 NGUYEN VAN A toi ${accountNumber}`,
  amountVnd: ending.amountVnd,
  at: ending.at,
});

/** The transfers that an outcome brings to an account, those that are told first by themselves, and whether the payer stays. */
export function transfersOf(order: EndedOrder, accountNumber: string, outcome: Outcome, now: Instant) {
  const { told, returns, waits } = endingsOf(order, outcome, now);
  const made = (endings: readonly Ending[]) =>
    endings
      .filter((ending) => ending.outcome === 'paid')
      .map((ending) => transferOf(order.reference, accountNumber, ending));
  return { told: made(told), all: made(told.length > 0 ? told : returns ? [returns] : []), waits };
}
