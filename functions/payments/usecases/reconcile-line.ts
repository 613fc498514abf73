import type { BreakKind } from '../domain/break-facts.ts';
import type { DecidedTransaction } from '../domain/decisions.ts';
import type { Payment } from '../domain/payment.ts';
import { stands } from '../domain/refunds.ts';
import type { StatementKey } from '../domain/statement.ts';
import type { StatementLine } from '../domain/statement-line.ts';
import { transferIdOf } from '../domain/transfer-id.ts';
import type { Callback, Merchant, PaymentLedger } from '../ports.ts';
import type { Statements } from '../statement-ports.ts';
import type { TransferLedger } from '../transfer-ports.ts';

/** How a line and the ledger differ; `isToHear` where the ledger lacks money that it can record as the line tells it. */
export interface Difference {
  readonly differs: BreakKind;
  readonly amountVnd: number;
  readonly expectedVnd?: number;
  readonly isToHear: boolean;
}

/** What reconciling a line needs of its surroundings. */
export interface ReconcileLinePorts {
  readonly ledger: PaymentLedger;
  readonly transferLedger: Pick<TransferLedger, 'transfer'>;
  readonly statements: Pick<Statements, 'line' | 'claim'>;
}

/** A line of a version of a statement. */
export interface LineOf {
  readonly statement: StatementKey;
  readonly version: number;
  readonly line: StatementLine;
}

/** Something of the ledger that a line can be about: what it is known by, what providers call it, its amount. */
interface Known {
  readonly key: string;
  readonly names: readonly (string | undefined)[];
  readonly amountVnd: number;
}

const isOfOrder = (each: DecidedTransaction, { statement, line }: LineOf): boolean =>
  each.provider === statement.provider && each.merchant === statement.merchant && each.reference === line.reference;

const moneyOf = ({ transactions }: Payment, of: LineOf): readonly Known[] =>
  transactions
    .filter((each) => isOfOrder(each, of))
    .map(({ providerTransactionId, amountVnd }) => ({
      key: providerTransactionId,
      names: [providerTransactionId],
      amountVnd,
    }));

const refundsOf = ({ refunds, transactions }: Payment, of: LineOf): readonly Known[] => {
  const ofOrder = new Set(transactions.filter((each) => isOfOrder(each, of)).map(({ key }) => key));
  return refunds
    .filter((each) => stands(each) && ofOrder.has(each.transaction))
    .map(({ refundId, amountVnd, providerRefundId, sent, transfer }) => ({
      key: refundId,
      names: [providerRefundId, sent?.refundReference, transfer?.bankReference],
      amountVnd,
    }));
};

/** A line as its provider's callback would have told it. */
export const moneyTold = ({
  reference,
  providerTransactionId,
  amountVnd,
}: Pick<StatementLine, 'reference' | 'providerTransactionId' | 'amountVnd'>): Callback => ({
  reference,
  providerTransactionId,
  amountVnd,
  currency: 'VND',
  code: 'statement',
  outcome: 'paid',
});

/** Providers do not publish how they round their fees: what differs by less than one dong does not differ. */
function feeDifference({ fee }: Merchant, { kind, amountVnd, feeVnd }: StatementLine): Difference | undefined {
  if (!fee || feeVnd === undefined || kind === 'refund') return undefined;
  const exact = (amountVnd * fee.perMille) / 1000 + fee.fixedVnd;
  if (Math.abs(exact - feeVnd) < 1) return undefined;
  return { differs: 'fee_differs', amountVnd: feeVnd, expectedVnd: Math.round(exact), isToHear: false };
}

const missing = ({ amountVnd }: StatementLine, isToHear: boolean): Difference => ({
  differs: 'missing_in_ledger',
  amountVnd,
  isToHear,
});

const against = (merchant: Merchant, line: StatementLine, expectedVnd: number): Difference | undefined =>
  expectedVnd === line.amountVnd
    ? feeDifference(merchant, line)
    : { differs: 'amount_differs', amountVnd: line.amountVnd, expectedVnd, isToHear: false };

/**
 * Finds what the ledger knows of a line: by its reference and its transaction, then by its reference and the amount; without an order of ours
 * among the money that belongs to no fee. What one line was found to be no other is. A line that names no order could be money of any, and is
 * not to be heard, nor is a refund. Undefined where both say the same.
 */
export const reconcileLine = ({ ledger, transferLedger, statements }: ReconcileLinePorts) => {
  const toHear = (merchant: Merchant, line: StatementLine): Difference => {
    const differs = feeDifference(merchant, line);
    return differs ? { ...differs, isToHear: true } : missing(line, true);
  };

  /** Whether the same file has a line of its own for what a line could be by its amount. */
  const hasOwnLine = async ({ statement, version, line: { kind } }: LineOf, { names }: Known): Promise<boolean> => {
    const own = names.filter((name) => name !== undefined);
    const lines = await Promise.all(
      own.map((providerTransactionId) => statements.line(statement, { kind, providerTransactionId })),
    );
    return lines.some((each) => each?.version === version);
  };

  /** What the line is about; `claimed` where that is another line's already. */
  const find = async (of: LineOf, known: readonly Known[]): Promise<Known | 'claimed' | undefined> => {
    const { providerTransactionId, amountVnd } = of.line;
    const named = known.find(({ names }) => names.includes(providerTransactionId));
    if (named) return (await statements.claim(of, named.key)) ? named : 'claimed';
    for (const each of known.filter((one) => one.amountVnd === amountVnd))
      if (!(await hasOwnLine(of, each)) && (await statements.claim(of, each.key))) return each;
    return undefined;
  };

  const paymentOf = async ({ statement, line }: LineOf): Promise<Payment | undefined> => {
    if (line.reference === undefined) return undefined;
    const attempt = await ledger.findAttempt(statement.provider, statement.merchant, line.reference);
    return attempt && ledger.payment(attempt.paymentId);
  };

  return async (merchant: Merchant, of: LineOf): Promise<Difference | undefined> => {
    const { line, statement } = of;
    const payment = await paymentOf(of);
    if (line.kind === 'refund') {
      const refund = payment && (await find(of, refundsOf(payment, of)));
      return refund && refund !== 'claimed' ? against(merchant, line, refund.amountVnd) : missing(line, false);
    }
    if (payment) {
      const money = await find(of, moneyOf(payment, of));
      if (money === 'claimed') return missing(line, false);
      return money ? against(merchant, line, money.amountVnd) : toHear(merchant, line);
    }
    const transfer = await transferLedger.transfer(
      transferIdOf({ ...statement, providerTransactionId: line.providerTransactionId }),
    );
    if (transfer) return against(merchant, line, transfer.amountVnd);
    return line.reference === undefined ? missing(line, false) : toHear(merchant, line);
  };
};
