import type { PlayedPath, PlayedRequest } from '../ports.ts';
import type { AccountPorts } from './find-account.ts';

/** What a request is about. */
export interface Subject {
  /** Our order; undefined where all that the request names is unknown. */
  readonly reference: string | undefined;
  /** What the merchant calls the refund, where a call about that may name no order. */
  readonly refund: string | undefined;
}

/** Finds what a request to a provider's path is about: the order that it names, else the one that a transaction paid, else that of a refund. */
export const findSubject =
  ({ orders, refunds }: Pick<AccountPorts, 'orders' | 'refunds'>) =>
  async (
    provider: string,
    { referenceOf, transactionOf, refundOf }: PlayedPath,
    request: PlayedRequest,
    caught: readonly string[],
  ): Promise<Subject> => {
    const refund = refundOf?.(request, ...caught);
    const named = referenceOf?.(request, ...caught);
    if (named !== undefined) return { reference: named, refund };
    const transaction = transactionOf?.(request, ...caught);
    const paid = transaction === undefined ? undefined : await orders.paidBy(provider, transaction);
    const refunded = paid !== undefined || refund === undefined ? undefined : await refunds.orderOf(provider, refund);
    return { reference: paid ?? refunded, refund };
  };
