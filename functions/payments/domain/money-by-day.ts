import type { Entry } from '../../../shared/kernel/book.ts';
import { type Instant, vietNamDate } from '../../../shared/kernel/time.ts';
import type { Payment } from './payment.ts';
import type { Refund } from './refunds.ts';
import type { StatementKey } from './statement.ts';
import type { StatementLine } from './statement-line.ts';
import type { Transfer } from './transfer.ts';

/** Money that the ledger has and of which the account of its day should have a line. */
export interface DayMoney {
  readonly provider: string;
  readonly merchant: string;
  readonly line: StatementLine['kind'];
  /** What a line that is found to be it claims: the provider's number of a payment, our own of a refund. */
  readonly key: string;
  /** What a provider calls it, as far as it was told. */
  readonly names: readonly (string | undefined)[];
  readonly reference: string | undefined;
  readonly amountVnd: number;
  /** When it moved: by the provider's own time, else when it became known. */
  readonly at: Instant;
}

/** What a statement can call a refund. */
export const namesOfRefund = ({ providerRefundId, sent, transfer }: Refund): DayMoney['names'] => [
  providerRefundId,
  sent?.refundReference,
  transfer?.bankReference,
];

/**
 * What of a payment accounts should have lines for: money that came, and refunds that are done. What a statement itself told, or is
 * accepted to lack, is not asked for again; money in another currency no statement shows, and another's money is its owner's.
 */
export const moneyOfPayment = ({
  transactions: known,
  refunds,
}: Pick<Payment, 'transactions' | 'refunds'>): DayMoney[] => {
  const transactions = known.filter(({ standing }) => standing !== 'elsewhere');
  const accounts = new Map(transactions.map((each) => [each.key, each]));
  const came = transactions
    .filter(({ currency, amountVnd }) => currency === 'VND' && amountVnd > 0)
    .map(({ provider, merchant, reference, providerTransactionId, amountVnd, occurredAt, recordedAt }): DayMoney => {
      const named = { key: providerTransactionId, names: [providerTransactionId], reference: reference || undefined };
      return { provider, merchant, line: 'payment', ...named, amountVnd, at: occurredAt ?? recordedAt };
    });
  const went = refunds.flatMap((refund): readonly DayMoney[] => {
    const account = accounts.get(refund.transaction);
    if (account?.currency !== 'VND' || refund.doneAt === undefined || refund.ofLine) return [];
    const { provider, merchant, reference } = account;
    const { refundId: key, amountVnd, transfer, doneAt } = refund;
    const named = { key, names: namesOfRefund(refund), reference: reference || undefined };
    return [{ provider, merchant, line: 'refund', ...named, amountVnd, at: transfer?.at ?? doneAt }];
  });
  return [...came, ...went];
};

/** What of a transfer the account of its day should have a line for: the money, and that it was given back. */
export const moneyOfTransfer = (transfer: Transfer): DayMoney[] => {
  const { transferId, provider, merchant, reference, amountVnd, refund } = transfer;
  if (transfer.currency !== 'VND') return [];
  const account = { provider, merchant, reference, amountVnd };
  const key = transfer.providerTransactionId;
  const at = transfer.occurredAt ?? transfer.receivedAt;
  const came: DayMoney = { ...account, line: 'payment', key, names: [key], at };
  if (!refund) return [came];
  return [came, { ...account, line: 'refund', key: transferId, names: [refund.bankReference], at: refund.at }];
};

/** The partition of the `list` index in which the money of an account's Vietnamese day lies. */
export const dayPartition = ({ provider, merchant, date }: StatementKey): string =>
  `DAY#${provider}#${merchant}#${date}`;

/** Under which sort keys money lies that is called a name. */
export const dayKeyPrefix = (line: DayMoney['line'], name: string): string => `${line}#${name}#`;

/** The places in which money is found by its day: by what the provider calls it, then by what a line of it claims. */
export const dayEntries = (money: readonly DayMoney[]): Readonly<Record<string, Entry>> =>
  Object.fromEntries(
    money.map(({ provider, merchant, line, key, names, reference = '', at }) => {
      const name = names.find((each) => each !== undefined) ?? key;
      const pk = dayPartition({ provider, merchant, date: vietNamDate(at) });
      const entry = { document: {}, list: { pk, sk: `${dayKeyPrefix(line, name)}${key}` } };
      return [`day.${provider}#${merchant}#${line}#${reference}#${key}`, entry];
    }),
  );

/** What of the ledger a sort key stands for. No key has a `#`. */
export function dayKeyRead(sk: string): Pick<DayMoney, 'line' | 'key'> {
  const line = sk.startsWith('refund#') ? 'refund' : 'payment';
  return { line, key: sk.slice(sk.lastIndexOf('#') + 1) };
}
