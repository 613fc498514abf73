import type { Outcome, RecordedBy } from '../../../shared/kernel/book.ts';
import type { PaymentId, ReceiptId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { FactOf } from '../domain/facts.ts';
import type { Payment } from '../domain/payment.ts';
import { collectionOf, creditsDue, doneRefunds } from '../domain/receipting.ts';
import { allotted } from '../domain/receipts.ts';
import type { Manifests, PaymentLedger } from '../ports.ts';
import type { ReceiptNumbers, ReceiptRules } from '../receipt-ports.ts';

/** What making receipts needs of its surroundings. */
export interface MakeReceiptPorts {
  readonly ledger: PaymentLedger;
  readonly numbers: ReceiptNumbers;
  readonly rules: ReceiptRules;
  readonly providers: Manifests;
  /** The id of what a cause makes of a payment, always the same; nobody can guess it. */
  readonly receiptId: (paymentId: PaymentId, cause: string) => Promise<ReceiptId>;
}

type Draft = Omit<
  FactOf<'receipt'>,
  'kind' | 'receiptId' | 'taxCode' | 'formSign' | 'receiptSign' | 'number' | 'year' | 'issuedAt'
>;

/** A receipt names this many of the transactions that paid a fee in parts. */
const MAX_TRANSACTIONS = 10;

const notMade = ok('not due');

/**
 * Makes the receipt of a paid fee, and the credit notes of refunds of receipted money: each once, in the order of the numbers of its run. The
 * number is taken first and the payment says it then, so that whoever dies in between leaves it to the next who is told. An agency without
 * signs makes none.
 */
export const makeReceipt = (ports: MakeReceiptPorts) => {
  const { ledger, numbers, rules, providers, receiptId } = ports;

  const nameOf = async (provider: string): Promise<string> => (await providers(provider))?.manifest.label ?? provider;

  const record = async (payment: Payment, draft: Draft, by: RecordedBy): Promise<Result<string>> => {
    const { paymentId, dossierCode, agencyCode } = payment;
    if (payment.receipts.some(({ cause }) => cause === draft.cause)) return ok('repeated');
    const signs = await rules.of(agencyCode);
    if (!signs) return ok('no signs');
    const { taxCode, formSign, receiptSign } = signs;
    const { receipt } = await numbers.number({
      ...{ paymentId, dossierCode, agencyCode },
      receipt: {
        kind: 'receipt',
        receiptId: await receiptId(paymentId, draft.cause),
        ...draft,
        ...{ taxCode, formSign, receiptSign },
      },
    });
    const outcome: Outcome = await ledger.record(paymentId, receipt, by);
    return outcome === 'conflict' ? fail({ kind: 'conflict', key: receipt.receiptId }) : ok(outcome);
  };

  const transactionsOf = ({ transactions }: Payment, until: Instant): Promise<Draft['transactions']> =>
    Promise.all(
      transactions
        .filter(({ standing, since }) => standing === 'received' && since <= until)
        .slice(-MAX_TRANSACTIONS)
        .map(async ({ provider, providerTransactionId: transactionId }) => ({
          providerName: await nameOf(provider),
          transactionId,
        })),
    );

  const read = async (paymentId: PaymentId): Promise<Result<Payment>> => {
    const payment = await ledger.payment(paymentId);
    return payment ? ok(payment) : fail({ kind: 'not_found', what: 'payment' });
  };

  const receipt = async (payment: Payment, by: RecordedBy): Promise<Result<string>> => {
    const collection = collectionOf(payment);
    if (!collection) return notMade;
    const { amountVnd, at } = collection;
    const items = allotted(payment.items, amountVnd);
    const transactions = await transactionsOf(payment, at);
    return record(payment, { receiptKind: 'receipt', cause: 'paid', amountVnd, items, transactions }, by);
  };

  const creditNotes = async (payment: Payment, by: RecordedBy): Promise<Result<string>> => {
    let outcome: Result<string> = notMade;
    for (const { provider, transactionId, ...credit } of creditsDue(payment)) {
      const transactions = [{ providerName: await nameOf(provider), transactionId }];
      outcome = await record(payment, { receiptKind: 'credit_note', ...credit, transactions }, by);
      if (!outcome.ok) return outcome;
    }
    return outcome;
  };

  return {
    /**
     * The receipt of a fee that is paid, then the credit notes of its refunds that are done, in their order. Whichever is heard of first makes
     * all that is due.
     */
    async ofPayment(paymentId: PaymentId, by: RecordedBy): Promise<Result<string>> {
      const found = await read(paymentId);
      if (!found.ok) return found;
      const receipted = await receipt(found.value, by);
      if (!receipted.ok || doneRefunds(found.value).length === 0) return receipted;
      const now = await read(paymentId);
      return now.ok ? creditNotes(now.value, by) : now;
    },

    /** Keeps where the sealed file of a receipt lies. */
    async sealed(
      paymentId: PaymentId,
      file: Omit<FactOf<'receipt_sealed'>, 'kind'>,
      by: RecordedBy,
    ): Promise<Result<string>> {
      const outcome = await ledger.record(paymentId, { kind: 'receipt_sealed', ...file }, by);
      return outcome === 'conflict' ? fail({ kind: 'conflict', key: file.receiptId }) : ok(outcome);
    },
  };
};
