import type { Outcome, RecordedBy } from '../../../shared/kernel/book.ts';
import type { PaymentId, ReceiptId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { FactOf } from '../domain/facts.ts';
import { collectionOf } from '../domain/milestones.ts';
import type { Payment } from '../domain/payment.ts';
import { allotted, creditedVnd } from '../domain/receipts.ts';
import type { PaymentLedger, Providers } from '../ports.ts';
import type { ReceiptNumbers, ReceiptRules } from '../receipt-ports.ts';

/** What making receipts needs of its surroundings. */
export interface MakeReceiptPorts {
  readonly ledger: PaymentLedger;
  readonly numbers: ReceiptNumbers;
  readonly rules: ReceiptRules;
  readonly providers: Providers;
  /** The id of what a cause makes of a payment, always the same; nobody can guess it. */
  readonly receiptId: (paymentId: PaymentId, cause: string) => Promise<ReceiptId>;
}

/** A refund that is done. */
export interface DoneRefund {
  readonly refundId: string;
  readonly amountVnd: number;
  /** What was given back of the payment before it. */
  readonly beforeVnd: number;
  readonly provider: string;
  readonly transactionId: string;
}

type Draft = Omit<
  FactOf<'receipt'>,
  'kind' | 'receiptId' | 'taxCode' | 'formSign' | 'receiptSign' | 'number' | 'year' | 'issuedAt'
>;

/** A receipt names this many of the transactions that paid a fee in parts. */
const MAX_TRANSACTIONS = 10;

const notMade = ok('not due');

/**
 * Makes the receipt of a paid fee, and the credit note of a refund of receipted money: each once, in the order of the numbers of its run. The
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

  const transactionsOf = async ({ facts, transactions }: Payment, until: number): Promise<Draft['transactions']> => {
    const counted = new Set(
      transactions
        .filter(({ standing, recordedAt }) => standing === 'received' && recordedAt <= until)
        .map(({ reference, recordedAt }) => `${reference}@${recordedAt}`),
    );
    const words = facts.flatMap(({ fact, recordedAt }) =>
      fact.kind === 'money_in' && counted.has(`${fact.reference}@${recordedAt}`) ? [fact] : [],
    );
    return Promise.all(
      words.slice(-MAX_TRANSACTIONS).map(async ({ provider, providerTransactionId: transactionId }) => ({
        providerName: await nameOf(provider),
        transactionId,
      })),
    );
  };

  const read = async (paymentId: PaymentId): Promise<Result<Payment>> => {
    const payment = await ledger.payment(paymentId);
    return payment ? ok(payment) : fail({ kind: 'not_found', what: 'payment' });
  };

  return {
    /** The receipt of a fee that is paid. */
    async ofPayment(paymentId: PaymentId, by: RecordedBy): Promise<Result<string>> {
      const found = await read(paymentId);
      if (!found.ok) return found;
      const payment = found.value;
      const collection = collectionOf(payment);
      if (!collection) return notMade;
      const { amountVnd, at } = collection;
      const items = allotted(payment.items, amountVnd);
      const transactions = await transactionsOf(payment, at);
      return record(payment, { receiptKind: 'receipt', cause: 'paid', amountVnd, items, transactions }, by);
    },

    /** The credit note of a refund that is done, as far as it gives back money of the receipt. */
    async ofRefund(paymentId: PaymentId, refund: DoneRefund, by: RecordedBy): Promise<Result<string>> {
      const found = await read(paymentId);
      if (!found.ok) return found;
      const payment = found.value;
      const credited = payment.receipts.find(({ cause }) => cause === 'paid');
      if (!credited) return notMade;
      const amountVnd = creditedVnd({
        collectedVnd: credited.amountVnd,
        receivedVnd: payment.receivedVnd,
        beforeVnd: refund.beforeVnd,
        refundVnd: refund.amountVnd,
      });
      if (amountVnd === 0) return notMade;
      const { refundId: cause, transactionId } = refund;
      const transactions = [{ providerName: await nameOf(refund.provider), transactionId }];
      const items = allotted(credited.items, amountVnd);
      const creditsReceiptId = credited.receiptId;
      return record(
        payment,
        { receiptKind: 'credit_note', cause, creditsReceiptId, amountVnd, items, transactions },
        by,
      );
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
