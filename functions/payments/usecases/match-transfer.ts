import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import { agencyCovers, madeId, type TransferId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import type { FactOf } from '../domain/facts.ts';
import type { Payment } from '../domain/payment.ts';
import type { Transfer } from '../domain/transfer.ts';
import type { PaymentLedger } from '../ports.ts';
import { type DecidedTransfer, type DecideOncePorts, decideOnce } from './decide-once.ts';
import { type ForgetPayerPorts, forgetPayerOf } from './forget-payer.ts';
import { knownTransfer } from './known-transfer.ts';

/** Whose money it is after all, why, and who says so. */
export const MatchInput = z.strictObject({ paymentId: madeId('pay'), reason: Lines(1000).min(1), by: Line(200) });

/** A request to make a transfer a fee's. `token` is 26 characters made from the idempotency key. */
export interface MatchTransfer {
  readonly transferId: TransferId;
  readonly token: string;
  readonly match: z.output<typeof MatchInput>;
  readonly caller: Caller;
  readonly by: RecordedBy;
}

/** What matching needs of its surroundings. */
export interface MatchTransferPorts extends DecideOncePorts, Pick<ForgetPayerPorts, 'erasures'> {
  readonly ledger: Pick<PaymentLedger, 'payment'>;
}

/** A transfer with the decision about it, and the fee that it is for. */
export interface MatchedTransfer extends DecidedTransfer {
  readonly payment: Payment;
}

/** The transfer as money of a payment. What its payer wrote stays where it can be erased. */
export const moneyOf = (transfer: Transfer, reason: string, by: string): FactOf<'matched'> => {
  const { transferId, provider, merchant, reference, providerTransactionId, code, amountVnd, currency } = transfer;
  const { occurredAt } = transfer;
  const outcome = transfer.outcome === 'paid' ? 'paid' : 'suspected';
  const said = { provider, merchant, reference, providerTransactionId, code, amountVnd, currency, occurredAt };
  return { kind: 'matched', transferId, ...said, outcome, reason, by };
};

/**
 * Makes a transfer a fee's, as if it had come with its reference: the decision and the fee's money appear together or not at all, so that
 * of two who match it to two fees one does. Suspected money stays under review. The same again answers the payment as it is now.
 */
export const matchTransfer =
  (ports: MatchTransferPorts) =>
  async ({ transferId, token, match, caller, by }: MatchTransfer): Promise<Result<MatchedTransfer>> => {
    const { ledger, transferLedger } = ports;
    const found = await knownTransfer(transferLedger, transferId, caller);
    if (!found.ok) return found;
    const transfer = found.value;
    const { paymentId } = match;
    const payment = await ledger.payment(paymentId);
    if (!payment || !agencyCovers(transfer.agencyCode, payment.agencyCode)) {
      const message = 'expected a fee of the agency to whose account the money came, or of one below it';
      return fail({ kind: 'invalid_input', fields: [{ path: 'paymentId', message }] });
    }
    if (transfer.currency !== 'VND')
      return fail({ kind: 'not_allowed_now', detail: 'money of another currency pays no fee' });
    const decided = await decideOnce(ports)(transfer, { token, decided: { decision: 'match', ...match }, by }, (fact) =>
      transferLedger.recordMatch(transfer, fact, moneyOf(transfer, match.reason, match.by), by),
    );
    if (!decided.ok) return decided;
    if (decided.value.decision.state === 'in_force') await forgetPayerOf(ports)(transferId, payment.dossierCode, by);
    const now = await ledger.payment(paymentId);
    return now ? ok({ ...decided.value, payment: now }) : fail({ kind: 'not_found', what: 'payment' });
  };
