import { type AgencyCode, agencyCovers, type PaymentId } from '../../../shared/kernel/ids.ts';
import { memosIn, nearMemos } from '../domain/memo.ts';
import type { Payment } from '../domain/payment.ts';
import type { Transfer } from '../domain/transfer.ts';
import type { PaymentLedger } from '../ports.ts';
import type { AwaitingFee, TransferLists } from '../transfer-ports.ts';
import { foundFor } from './work-page.ts';

/** So many fees are named at most. */
const MOST = 5;

/** What finding candidates needs of its surroundings. */
export interface CandidatePorts {
  readonly ledger: Pick<PaymentLedger, 'payment' | 'findAttempt'>;
  readonly transfers: Pick<TransferLists, 'awaiting'>;
}

/** The fees whose memos a transfer has, or has but for one character, in what its payer wrote or in the order that it names. */
async function byMemo({ ledger }: CandidatePorts, transfer: Transfer): Promise<readonly PaymentId[]> {
  const { provider, merchant, reference, content } = transfer;
  const written = [reference, content].filter((text) => text !== undefined);
  const memos = new Set(written.flatMap((text) => [...memosIn(text), ...nearMemos(text)]));
  const attempts = await foundFor([...memos], (memo) => ledger.findAttempt(provider, merchant, memo));
  return attempts.map(({ paymentId }) => paymentId);
}

/** The fees that lack exactly what came, newest first. */
const byAmount = ({ amountVnd }: Transfer, awaiting: readonly AwaitingFee[]): readonly PaymentId[] =>
  awaiting
    .filter(({ dueVnd }) => dueVnd === amountVnd)
    .sort((a, b) => b.openedAt - a.openedAt || (a.paymentId < b.paymentId ? -1 : 1))
    .map(({ paymentId }) => paymentId);

/**
 * Finds the fees that transfers may be for, at most five for each, best first: of the memo that was nearly written, then those of the
 * transfer's agency and of those below it that lack exactly what came, newest first. What fees lack is a moment behind; an agency's fees
 * are read once for all of its transfers.
 */
export const findCandidates = (ports: CandidatePorts) => {
  const awaiting = new Map<AgencyCode, Promise<readonly AwaitingFee[]>>();
  const awaitingOf = (agencyCode: AgencyCode): Promise<readonly AwaitingFee[]> => {
    const reading = awaiting.get(agencyCode) ?? ports.transfers.awaiting(agencyCode);
    awaiting.set(agencyCode, reading);
    return reading;
  };
  return async (transfer: Transfer): Promise<readonly Payment[]> => {
    if (transfer.state !== 'open') return [];
    const isDong = transfer.currency === 'VND';
    const [near, fitting] = await Promise.all([byMemo(ports, transfer), isDong ? awaitingOf(transfer.agencyCode) : []]);
    const ids = [...new Set([...near, ...byAmount(transfer, fitting)])].slice(0, MOST);
    const payments = await foundFor(ids, (paymentId) => ports.ledger.payment(paymentId));
    return payments.filter(({ agencyCode }) => agencyCovers(transfer.agencyCode, agencyCode));
  };
};
