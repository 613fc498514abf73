import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import { agencyCovers, madeId, type PaymentId, type TransferId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import type { FactOf } from '../domain/facts.ts';
import type { Payment } from '../domain/payment.ts';
import type { Transfer } from '../domain/transfer.ts';
import type { PaymentLedger } from '../ports.ts';
import type { TransferLedger } from '../transfer-ports.ts';
import { alreadyDecided, knownTransfer } from './known-transfer.ts';

/** Whose money it is after all, why, and who says so. */
export const MatchInput = z.strictObject({ paymentId: madeId('pay'), reason: Lines(1000).min(1), by: Line(200) });

/** A request to make a transfer a fee's. */
export interface MatchTransfer {
  readonly transferId: TransferId;
  readonly match: z.output<typeof MatchInput>;
  readonly caller: Caller;
  readonly by: RecordedBy;
}

/** What matching needs of its surroundings. */
export interface MatchTransferPorts {
  readonly ledger: Pick<PaymentLedger, 'payment'>;
  readonly transferLedger: TransferLedger;
}

/** The transfer as money of a payment. What its payer wrote stays where it can be erased. */
const moneyOf = (transfer: Transfer, reason: string, by: string): FactOf<'matched'> => {
  const { transferId, provider, merchant, reference, providerTransactionId, code, amountVnd, currency } = transfer;
  const outcome = transfer.outcome === 'paid' ? 'paid' : 'suspected';
  const said = { provider, merchant, reference, providerTransactionId, code, amountVnd, currency };
  return { kind: 'matched', transferId, ...said, outcome, reason, by };
};

const currentPayment = async (ledger: MatchTransferPorts['ledger'], id: PaymentId): Promise<Result<Payment>> => {
  const payment = await ledger.payment(id);
  return payment ? ok(payment) : fail({ kind: 'not_found', what: 'payment' });
};

/**
 * Makes a transfer a fee's, as if it had come with its reference: the decision and the fee's money appear together or not at all, so that
 * of two who match it to two fees one does. Suspected money stays under review. The same again answers the payment as it is now.
 */
export const matchTransfer =
  ({ ledger, transferLedger }: MatchTransferPorts) =>
  async ({ transferId, match, caller, by }: MatchTransfer): Promise<Result<Payment>> => {
    const found = await knownTransfer(transferLedger, transferId, caller);
    if (!found.ok) return found;
    const transfer = found.value;
    const { paymentId, reason } = match;
    const payment = await ledger.payment(paymentId);
    if (!payment || !agencyCovers(transfer.agencyCode, payment.agencyCode)) {
      const message = 'expected a fee of the agency to whose account the money came, or of one below it';
      return fail({ kind: 'invalid_input', fields: [{ path: 'paymentId', message }] });
    }
    if (transfer.decision)
      return transfer.decision.paymentId === paymentId ? ok(payment) : fail(alreadyDecided(transfer));
    if (transfer.currency !== 'VND')
      return fail({ kind: 'not_allowed_now', detail: 'money of another currency pays no fee' });
    const decided = { kind: 'decided' as const, decision: 'match' as const, ...match };
    const outcome = await transferLedger.recordMatch(decided, paymentId, moneyOf(transfer, reason, match.by), by);
    return outcome === 'conflict' ? fail(alreadyDecided(transfer)) : currentPayment(ledger, paymentId);
  };
