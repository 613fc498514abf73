import type { Book } from '../../../shared/kernel/book.ts';
import type { TransferId } from '../../../shared/kernel/ids.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { approvalEntries, approvalsOfTransfer } from './approvals.ts';
import { dayEntries, moneyOfTransfer } from './money-by-day.ts';
import { foldTransfer, type Transfer, type TransferState } from './transfer.ts';
import { type TransferFact, transferFacts, transferKeyOf, transferMeaningOf, withoutPayer } from './transfer-facts.ts';

/** The partition of the `list` index in which the transfers of a state lie by agency, oldest first. */
export const transferPartition = (state: TransferState): string => `WORK#transfer.${state}`;

/** The book of money that belongs to no fee: `TXN#<transferId>`. What the payer wrote is in no head. */
export const transferBook: Book<TransferFact, Transfer, TransferId> = {
  prefix: 'TXN',
  foldVersion: 3,
  facts: transferFacts,
  key: transferKeyOf,
  meaning: transferMeaningOf,
  fold: foldTransfer,
  project: (transfer) => {
    const { transferId, agencyCode, provider, merchant, amountVnd, currency, state, receivedAt } = transfer;
    return {
      document: { agencyCode, provider, merchant, amountVnd, currency, state },
      milestones: [],
      entries: {
        state: {
          document: {},
          list: { pk: transferPartition(state), sk: `${agencyCode}#${sortable(receivedAt)}#${transferId}` },
        },
        ...approvalEntries(agencyCode, transferId, approvalsOfTransfer(transfer)),
        ...dayEntries(moneyOfTransfer(transfer)),
      },
    };
  },
  withoutPersonalData: withoutPayer,
};
