import { createHash } from 'node:crypto';
import { type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { Outcome } from './outcomes.ts';

/** What can come of an order, before any provider has words for it. */
export interface Ending {
  readonly outcome: 'paid' | 'failed';
  /** The number of the transaction: the same whenever and however often the same is played; '0' where no money moved. */
  readonly transaction: string;
  readonly amountVnd: number;
  readonly at: Instant;
}

/** What a provider does about an outcome: what it tells the merchant, in order, and what the payer's browser brings back. */
export interface Endings {
  readonly told: readonly Ending[];
  readonly returns: Ending | undefined;
  /** The payer stays on the page until all is told, and goes back by a link. */
  readonly waits: boolean;
}

/** What orders are ended by. */
export interface EndedOrder {
  readonly reference: string;
  readonly amountVnd: number;
  readonly expiresAt: Instant;
}

/** How much more than asked `wrong_amount` brings, in dong. */
const WRONG_BY_VND = 1000;

/** An order is charged at most so often. */
const CHARGES = 2;

const transactionOf = (reference: string, charge: number): string =>
  String(10_000_000 + (createHash('sha256').update(`${reference}#${charge}`).digest().readUInt32BE() % 90_000_000));

/** True where a transaction of this number pays the order, if anything does. */
export const isTransactionOf = (reference: string, transaction: string): boolean =>
  Array.from({ length: CHARGES }, (_, n) => transactionOf(reference, n + 1)).includes(transaction);

/** What comes of an order by an outcome that is chosen at a moment. */
export const endingsOf = (order: EndedOrder, outcome: Outcome, now: Instant): Endings => {
  const { reference, amountVnd, expiresAt } = order;
  const paid = (of: Partial<Ending> = {}, charge = 1): Ending => ({
    outcome: 'paid',
    transaction: transactionOf(reference, charge),
    amountVnd,
    at: now,
    ...of,
  });
  const failed: Ending = { outcome: 'failed', transaction: '0', amountVnd, at: now };
  const told = (...endings: readonly Ending[]): Endings => ({
    told: endings,
    returns: endings[0],
    waits: endings.length === 0,
  });
  switch (outcome) {
    case 'pay':
      return told(paid());
    case 'callback_before_return':
      return { ...told(paid()), waits: true };
    case 'decline':
      return told(failed);
    case 'abandon':
      return told();
    case 'pay_late':
      return told(paid({ at: Math.max(now, expiresAt + MINUTE_MS) }));
    case 'pay_twice':
      return told(paid(), paid({}, CHARGES));
    case 'callback_lost':
      return { told: [], returns: paid(), waits: false };
    case 'wrong_amount':
      return told(paid({ amountVnd: amountVnd + WRONG_BY_VND }));
  }
};

/** What whoever asks about an order hears after all that was chosen: money that came stays, whatever else was; undefined where nobody has decided yet. */
export const endingAfter = (
  order: EndedOrder,
  chosen: readonly { readonly deed: Outcome | 'opened'; readonly at: Instant }[],
): Ending | undefined => {
  const endings = chosen.flatMap(({ deed, at }) => (deed === 'opened' ? [] : [endingsOf(order, deed, at).returns]));
  const known = endings.filter((ending) => ending !== undefined);
  return known.find(({ outcome }) => outcome === 'paid') ?? known[0];
};
