import type { PaymentId, RefundId } from '../../../shared/kernel/ids.ts';
import type { BreakKind } from '../domain/break-facts.ts';
import type { DecidedTransaction } from '../domain/decisions.ts';
import { namesOfRefund } from '../domain/money-by-day.ts';
import type { Payment } from '../domain/payment.ts';
import { stands } from '../domain/refunds.ts';
import type { StatementKey } from '../domain/statement.ts';
import type { StatementLine } from '../domain/statement-line.ts';
import { transferIdOf } from '../domain/transfer-id.ts';
import type { Callback, Merchant, PaymentLedger } from '../ports.ts';
import type { MoneyByDay, Statements } from '../statement-ports.ts';
import type { TransferLedger } from '../transfer-ports.ts';
import { type KnownMoney, moneyCalled } from './money-known.ts';

/** How a line and the ledger differ, and about what of a fee; `isToHear` where the ledger lacks money that it can record as the line tells it. */
export interface Difference {
  readonly differs: BreakKind;
  readonly amountVnd: number;
  readonly expectedVnd?: number;
  readonly paymentId?: PaymentId | undefined;
  readonly refundId?: RefundId | undefined;
  readonly isToHear: boolean;
}

/** What a line was found to be, by what it claims, and how both differ; neither where it is nothing of the ledger's and all is well. */
export interface LineMatch {
  readonly key?: string;
  readonly difference?: Difference | undefined;
}

/** What reconciling a line needs of its surroundings. */
export interface ReconcileLinePorts {
  readonly ledger: PaymentLedger;
  readonly transferLedger: Pick<TransferLedger, 'transfer'>;
  readonly statements: Pick<Statements, 'line' | 'claim'>;
  readonly moneyByDay: MoneyByDay;
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
  readonly paymentId?: PaymentId;
  readonly refundId?: RefundId;
}

/** Money without an order of ours is looked for in so many days before and after that of its line. */
const NEAR_DAYS = { before: 1, after: 1 };

const isOfOrder = (each: DecidedTransaction, { statement, line }: LineOf): boolean =>
  each.provider === statement.provider && each.merchant === statement.merchant && each.reference === line.reference;

const moneyOf = ({ paymentId, transactions }: Payment, of: LineOf): readonly Known[] =>
  transactions
    .filter((each) => isOfOrder(each, of))
    .map(({ providerTransactionId, amountVnd }) => ({
      key: providerTransactionId,
      names: [providerTransactionId],
      ...{ amountVnd, paymentId },
    }));

const refundsOf = ({ paymentId, refunds, transactions }: Payment, of: LineOf): readonly Known[] => {
  const ofOrder = new Set(transactions.filter((each) => isOfOrder(each, of)).map(({ key }) => key));
  return refunds
    .filter((each) => stands(each) && ofOrder.has(each.transaction))
    .map((refund) => {
      const { refundId, amountVnd } = refund;
      return { key: refundId, names: namesOfRefund(refund), amountVnd, paymentId, refundId };
    });
};

const knownOf = ({ line, key, names, amountVnd, about }: KnownMoney): Known => ({
  ...{ key, names, amountVnd },
  ...('paymentId' in about ? { paymentId: about.paymentId } : {}),
  ...('paymentId' in about && line === 'refund' ? { refundId: key as RefundId } : {}),
});

/** A line as its provider's callback would have told it. */
export const moneyTold = ({
  reference,
  providerTransactionId,
  amountVnd,
  occurredAt,
}: Pick<StatementLine, 'reference' | 'providerTransactionId' | 'amountVnd' | 'occurredAt'>): Callback => ({
  ...{ reference, providerTransactionId, amountVnd, occurredAt },
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

const missing = ({ amountVnd }: StatementLine, paymentId: PaymentId | undefined): LineMatch => ({
  difference: { differs: 'missing_in_ledger', amountVnd, paymentId, isToHear: false },
});

const against = (merchant: Merchant, line: StatementLine, known: Known): LineMatch => {
  const { key, amountVnd: expectedVnd, paymentId, refundId } = known;
  if (expectedVnd === line.amountVnd) return { key, difference: feeDifference(merchant, line) };
  const { amountVnd } = line;
  return {
    key,
    difference: { differs: 'amount_differs', amountVnd, expectedVnd, paymentId, refundId, isToHear: false },
  };
};

/**
 * Finds what the ledger knows of a line: by its reference and its transaction, then by its reference and the amount; without an order of ours
 * among the money that belongs to no fee, then by its number in the days about its own. What one line was found to be no other is. Money of
 * which nothing is known is to be heard; a refund is not.
 */
export const reconcileLine = (ports: ReconcileLinePorts) => {
  const { ledger, transferLedger, statements } = ports;
  const calledNear = moneyCalled(ports);

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

  /** What the ledger has under the line's number outside the order that it names. */
  const namedElsewhere = async ({ statement, line }: LineOf): Promise<readonly Known[]> => {
    const { kind, providerTransactionId: name, occurredAt: at } = line;
    const transfer =
      kind === 'payment' &&
      (await transferLedger.transfer(transferIdOf({ ...statement, providerTransactionId: name })));
    if (transfer) return [{ key: name, names: [name], amountVnd: transfer.amountVnd }];
    return (await calledNear(statement, { line: kind, name, at }, NEAR_DAYS)).map(knownOf);
  };

  const toHear = async (merchant: Merchant, of: LineOf): Promise<LineMatch> => {
    const { line } = of;
    const key = line.providerTransactionId;
    await statements.claim(of, key);
    const differs = feeDifference(merchant, line) ?? { differs: 'missing_in_ledger', amountVnd: line.amountVnd };
    return { key, difference: { ...differs, isToHear: true } };
  };

  return async (merchant: Merchant, of: LineOf): Promise<LineMatch> => {
    const { line } = of;
    const payment = await paymentOf(of);
    const ofOrder = payment ? (line.kind === 'refund' ? refundsOf(payment, of) : moneyOf(payment, of)) : undefined;
    const found = await find(of, ofOrder ?? (await namedElsewhere(of)));
    if (found === 'claimed') return missing(line, payment?.paymentId);
    if (found) return against(merchant, line, found);
    return line.kind === 'refund' ? missing(line, payment?.paymentId) : toHear(merchant, of);
  };
};
