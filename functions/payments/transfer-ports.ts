import type { Outcome, RecordedBy } from '../../shared/kernel/book.ts';
import type { AgencyCode, PaymentId, TransferId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { FactOf } from './domain/facts.ts';
import type { Transfer, TransferState } from './domain/transfer.ts';
import type { TransferFactOf } from './domain/transfer-facts.ts';

/** The ledger of money that belongs to no fee. Reads of one transfer are strongly consistent. */
export interface TransferLedger {
  /** The transfer as its facts say now; undefined where there is none under the id. */
  transfer(transferId: TransferId): Promise<Transfer | undefined>;
  /**
   * Keeps a decision, unless there is one under its number; what it asks of a second person is found by its id. One that gives the money back
   * claims it: `anothers` where a provider told of it under an order of a fee first.
   */
  record(transfer: Transfer, decided: TransferFactOf<'decided'>, by: RecordedBy): Promise<Outcome | 'anothers'>;
  /** Keeps the decision that a transfer is a fee's together with that fee's money and the claim on it, all or none; `anothers` as above. */
  recordMatch(
    transfer: Transfer,
    decided: TransferFactOf<'decided'>,
    matched: FactOf<'matched'>,
    by: RecordedBy,
  ): Promise<Outcome | 'anothers'>;
  /** Keeps the second person's word; where a decision holds by it, together with what that keeps, all or none; `anothers` as above. */
  recordApproval(
    transfer: Transfer,
    approval: FactOf<'approval'>,
    matched: FactOf<'matched'> | undefined,
    by: RecordedBy,
  ): Promise<Outcome | 'anothers'>;
  /** Has what the payer wrote erased for good; again it changes nothing. */
  erase(transferId: TransferId, by: RecordedBy): Promise<Outcome>;
  /** Keeps how a transfer was given back, and that its bank reference is used, all or none. A reference in use makes a conflict. */
  recordRefund(transfer: Transfer, refunded: TransferFactOf<'refunded'>, by: RecordedBy): Promise<Outcome>;
}

/** A transfer's place in a list. */
export interface ListedTransfer {
  /** Sorts by agency, then by when it became known. */
  readonly key: string;
  readonly transferId: TransferId;
}

/** A fee that waits for money. */
export interface AwaitingFee {
  readonly paymentId: PaymentId;
  readonly openedAt: Instant;
  readonly dueVnd: number;
}

/** Transfers for those who work on them. Which there are is a moment behind. */
export interface TransferLists {
  /** Those in a state, of an agency with its descendants or of all, in the order of their keys after `after`. */
  page(of: {
    readonly state: TransferState;
    readonly agencyCode: AgencyCode | undefined;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<readonly ListedTransfer[]>;
  /** The fees of an agency and of those below it that wait for money, in no order. */
  awaiting(agencyCode: AgencyCode): Promise<readonly AwaitingFee[]>;
}
