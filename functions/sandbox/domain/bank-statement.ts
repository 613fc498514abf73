import { type Instant, toOffsetDateTime, vietNamDate } from '../../../shared/kernel/time.ts';

/** A transfer as far as a statement tells of it. */
interface StatedTransfer {
  readonly transactionId: string;
  readonly content: string;
  readonly amountVnd: number;
  readonly at: Instant;
}

/** The columns of a statement that motcua takes in its normal format. */
const COLUMNS = ['reference', 'provider_transaction_id', 'kind', 'amount_vnd', 'fee_vnd', 'occurred_at'] as const;

/** A memo of motcua among the letters and digits of a transfer's content. */
const MEMO = /MCW[2-9A-HJKMNP-Z]{13}/g;

/** The memo of a content; empty where it has none or several, so that nobody can say what the money is for. */
export const referenceIn = (content: string): string => {
  const memos = new Set(
    content
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .match(MEMO) ?? [],
  );
  const [memo = ''] = memos;
  return memos.size === 1 ? memo : '';
};

const lineOf = ({ transactionId, content, amountVnd, at }: StatedTransfer): string =>
  [referenceIn(content), transactionId, 'payment', amountVnd, '', toOffsetDateTime(at)].join(',');

/** The Vietnamese days (`YYYY-MM-DD`) on which transfers came, each once, in the order of the transfers. */
export const daysOf = (transfers: readonly StatedTransfer[]): readonly string[] => [
  ...new Set(transfers.map(({ at }) => vietNamDate(at))),
];

/** A bank's statement of the transfers that came to an account on a Vietnamese day, as CSV in the normal format. */
export const statementOf = (transfers: readonly StatedTransfer[], date: string): string =>
  [COLUMNS.join(','), ...transfers.filter(({ at }) => vietNamDate(at) === date).map(lineOf), ''].join('\n');
