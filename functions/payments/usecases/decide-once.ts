import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Transfer, TransferDecision } from '../domain/transfer.ts';
import type { TransferFactOf } from '../domain/transfer-facts.ts';
import type { PaymentLedger } from '../ports.ts';
import type { MoneyByDay } from '../statement-ports.ts';
import type { TransferLedger } from '../transfer-ports.ts';
import { needsSecond } from './keep-deed.ts';
import { moneyCalled } from './money-known.ts';

/** What deciding about money that belongs to no fee needs. */
export interface DecideOncePorts {
  readonly transferLedger: TransferLedger;
  readonly ledger: Pick<PaymentLedger, 'payment'>;
  readonly moneyByDay: MoneyByDay;
  /** Above which sum two persons are needed, by the nearest agency up the tree that says so; undefined where none does. */
  readonly refundLimit: (about: { readonly agencyCode: AgencyCode }) => Promise<AmountVnd | undefined>;
}

/** What is decided, by whom. `token` is 26 characters made from the idempotency key. */
export interface Choice {
  readonly token: string;
  readonly decided: Omit<TransferFactOf<'decided'>, 'kind' | 'number' | 'approvalId'>;
  readonly by: RecordedBy;
}

/** A transfer with the decision that was asked for, or that had been made before. */
export interface DecidedTransfer {
  readonly transfer: Transfer;
  readonly decision: TransferDecision;
}

/** So many decisions are made about one transfer, whatever became of them. */
const MAX_DECISIONS = 20;

/** A provider tells of an order's money so many days before or after another tells of it without the order. */
const ORDER_DAYS = { before: 1, after: 7 };

/** Why nothing can be decided about a transfer of which a provider told under an order. */
export const ANOTHERS = 'its provider told of the transaction under an order of another fee, whose money it is';

const repeats = (made: TransferDecision, { decision, paymentId }: Choice['decided']): boolean =>
  made.decision === decision && made.paymentId === paymentId;

/**
 * Decides about a transfer, once; above the limit, and of another currency where there is a limit, it holds once a second person agreed.
 * Money that is a fee's by its provider's word is matched to that fee, of which it stays one transaction. The same again changes nothing, another is `already_decided`, also while the first waits; after a refusal the next is made. `keep`
 * keeps what holds at once.
 */
export const decideOnce = (ports: DecideOncePorts) => {
  const { transferLedger, refundLimit } = ports;
  const called = moneyCalled(ports);

  /** Why a transfer may not be decided about so: a provider told of the same transaction under the order of a fee, whose money it is then. */
  const refusalOf = async (
    transfer: Transfer,
    { paymentId }: Choice['decided'],
  ): Promise<Result<never> | undefined> => {
    const { providerTransactionId: name, receivedAt, occurredAt: at = receivedAt } = transfer;
    const known = await called(transfer, { line: 'payment', name, at }, ORDER_DAYS);
    const fees = known.flatMap(({ about }) => ('paymentId' in about ? [about.paymentId] : []));
    if (fees.length === 0 || fees.some((fee) => fee === paymentId)) return undefined;
    return fail({
      kind: 'not_allowed_now',
      detail: `the transaction is money of the fee ${fees[0]}: match it to that`,
    });
  };

  const isForTwo = async ({ agencyCode, amountVnd, currency }: Transfer): Promise<boolean> => {
    const limitVnd = await refundLimit({ agencyCode });
    return currency === 'VND' ? needsSecond(limitVnd, amountVnd) : limitVnd !== undefined;
  };

  return async (
    transfer: Transfer,
    { token, decided, by }: Choice,
    keep: (fact: TransferFactOf<'decided'>) => ReturnType<TransferLedger['record']>,
  ): Promise<Result<DecidedTransfer>> => {
    const { transferId, decisions } = transfer;
    const approvalId = `apr_${token}` as const;
    const own = decisions.find((made) => made.approvalId === approvalId);
    const made = own ?? decisions.find(({ state }) => state !== 'refused');
    if (made) return repeats(made, decided) ? ok({ transfer, decision: made }) : fail({ kind: 'already_decided' });
    if (decisions.length >= MAX_DECISIONS)
      return fail({ kind: 'not_allowed_now', detail: `${MAX_DECISIONS} decisions were made about it` });
    const refusal = await refusalOf(transfer, decided);
    if (refusal) return refusal;
    const numbered = decisions.length === 0 ? {} : { number: decisions.length + 1 };
    const fact = { kind: 'decided' as const, ...numbered, ...decided };
    const outcome = (await isForTwo(transfer))
      ? await transferLedger.record(transfer, { ...fact, approvalId }, by)
      : await keep(fact);
    if (outcome === 'conflict') return fail({ kind: 'already_decided' });
    if (outcome === 'anothers') return fail({ kind: 'not_allowed_now', detail: ANOTHERS });
    const now = await transferLedger.transfer(transferId);
    const decision = now?.decisions.find(({ number = 1 }) => number === decisions.length + 1);
    return now && decision ? ok({ transfer: now, decision }) : fail({ kind: 'not_found', what: 'transfer' });
  };
};
