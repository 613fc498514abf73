import { madeId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { hourAndDate, type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import { feeWords, standingOf } from '../domain/fee-standing.ts';
import type { TransferView } from '../pages/transfer.ts';
import type { Agencies, Dossiers, Fees, Transfer } from '../ports.ts';

const QUICK_SECONDS = 10;
const SLOW_SECONDS = 60;

/** Anything else in an address names no payment. */
const madePaymentId = madeId('pay');

type Told = Pick<TransferView, 'outcome' | 'told'>;

/** By the ledger alone: what became of this transfer's money, and whether the fee is still to be paid. */
const toldOf = ({ fee, money, isFailed, expiresAt }: Transfer, now: Instant): Told => {
  const standing = standingOf(fee, now);
  if (money === 'held') return { outcome: 'under_review', told: [] };
  if (standing === 'paid' && money === 'received') return { outcome: 'paid', told: [] };
  if (standing !== 'payable') return { outcome: 'not_owed', told: feeWords(standing, fee) };
  if (money === 'received') return { outcome: 'part', told: [] };
  if (isFailed) return { outcome: 'failed', told: [] };
  return { outcome: now < expiresAt ? 'waiting' : 'over', told: [] };
};

/** While the money is awaited the page looks again: every 10 s, after a quarter of an hour every minute, until the term ends. */
const refreshAfter = (waitedMs: number): number => (waitedMs < 15 * MINUTE_MS ? QUICK_SECONDS : SLOW_SECONDS);

/**
 * An order with a page of ours, of the dossier whose token it is. `isStill`: the reader wants a page that does not reload. `named`: the id
 * of its payment, where the address has one. Changes nothing.
 */
export const showTransfer =
  ({ dossiers, agencies, fees }: { readonly dossiers: Dossiers; readonly agencies: Agencies; readonly fees: Fees }) =>
  async (
    token: string,
    reference: string,
    now: Instant,
    isStill: boolean,
    named?: string,
  ): Promise<Result<TransferView>> => {
    const dossier = await dossiers.ofToken(token, now);
    const transfer =
      dossier && (await fees.transfer(dossier.dossierCode, reference, madePaymentId.safeParse(named).data));
    if (!dossier || !transfer) return fail({ kind: 'not_found', what: 'page' });
    const { fee, openedAt, expiresAt, amountVnd, qr, pageUrl, form } = transfer;
    const { outcome, told } = toldOf(transfer, now);
    return ok({
      token,
      reference,
      dossierCode: dossier.dossierCode,
      procedureName: dossier.procedureName,
      agency: await agencies.named(fee.agencyCode),
      paymentId: fee.paymentId,
      state: fee.state,
      flags: fee.flags,
      outcome,
      told,
      amountVnd,
      dueVnd: fee.amountVnd - fee.receivedVnd,
      qr,
      pageUrl,
      form,
      until: hourAndDate(expiresAt),
      refreshSeconds: outcome === 'waiting' && !isStill ? refreshAfter(now - openedAt) : undefined,
    });
  };
