import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Transfer, TransferDecision } from '../domain/transfer.ts';
import type { TransferFactOf } from '../domain/transfer-facts.ts';
import type { TransferLedger } from '../transfer-ports.ts';
import { needsSecond } from './keep-deed.ts';

/** What deciding about money that belongs to no fee needs. */
export interface DecideOncePorts {
  readonly transferLedger: TransferLedger;
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

const repeats = (made: TransferDecision, { decision, paymentId }: Choice['decided']): boolean =>
  made.decision === decision && made.paymentId === paymentId;

/**
 * Decides about a transfer, once; above the limit, and of another currency where there is a limit, it holds once a second person agreed.
 * The same again changes nothing, another is `already_decided`, also while the first waits; after a refusal the next is made. `keep`
 * keeps what holds at once.
 */
export const decideOnce = ({ transferLedger, refundLimit }: DecideOncePorts) => {
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
    const numbered = decisions.length === 0 ? {} : { number: decisions.length + 1 };
    const fact = { kind: 'decided' as const, ...numbered, ...decided };
    const outcome = (await isForTwo(transfer))
      ? await transferLedger.record(transferId, { ...fact, approvalId }, by)
      : await keep(fact);
    if (outcome === 'conflict') return fail({ kind: 'already_decided' });
    const now = await transferLedger.transfer(transferId);
    const decision = now?.decisions.find(({ number = 1 }) => number === decisions.length + 1);
    return now && decision ? ok({ transfer: now, decision }) : fail({ kind: 'not_found', what: 'transfer' });
  };
};
