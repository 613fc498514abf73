import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { Payment } from '../domain/payment.ts';
import { type Transfer, type TransferState, transferStates } from '../domain/transfer.ts';
import type { TransferLedger, TransferLists } from '../transfer-ports.ts';
import { type CandidatePorts, findCandidates } from './find-candidates.ts';
import { foundFor, type WorkWanted, workPage } from './work-page.ts';

/** What is asked for: states (all where they are left out), an agency with its descendants or all of the caller's, a page. */
export interface ListTransfers extends WorkWanted {
  readonly states: readonly TransferState[] | undefined;
  readonly after: string | undefined;
}

/** A transfer with the fees that it may be for. */
export interface TransferWithCandidates {
  readonly transfer: Transfer;
  readonly candidates: readonly Payment[];
}

/** What listing transfers needs of its surroundings. */
export interface ListTransfersPorts extends CandidatePorts {
  readonly transferLedger: Pick<TransferLedger, 'transfer'>;
  readonly transfers: TransferLists;
}

/** Money that belongs to no fee, of the accounts of agencies that the caller acts for, by agency, oldest first; each as its facts say now. */
export const listTransfers =
  (ports: ListTransfersPorts) =>
  async (
    wanted: ListTransfers,
  ): Promise<Result<{ readonly items: readonly TransferWithCandidates[]; readonly after: string | undefined }>> => {
    const states = wanted.states ?? transferStates;
    const page = await workPage(wanted, (agencyCode, limit) =>
      states.map((state) => ports.transfers.page({ state, agencyCode, after: wanted.after, limit })),
    );
    if (!page.ok) return page;
    const candidatesFor = findCandidates(ports);
    const items = await foundFor(page.value.places, async ({ transferId }) => {
      const transfer = await ports.transferLedger.transfer(transferId);
      if (!transfer || !states.includes(transfer.state)) return undefined;
      return { transfer, candidates: await candidatesFor(transfer) };
    });
    return ok({ items, after: page.value.after });
  };
