import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { ReceiptView } from '../pages/receipt.ts';
import type { Dossiers, Receipts } from '../ports.ts';

/** A receipt is sealed within seconds; the page looks again so long. */
const WAITS_MS = 5 * MINUTE_MS;

/** Where the holder of a dossier's token gets one of its receipts, or why there is no file of it; `not_found` for any other. */
export const showReceipt =
  ({ dossiers, receipts }: { readonly dossiers: Dossiers; readonly receipts: Receipts }) =>
  async (
    token: string,
    receiptId: string,
    now: Instant,
  ): Promise<Result<{ readonly downloadUrl: string } | ReceiptView>> => {
    const unknown = fail({ kind: 'not_found', what: 'page' } as const);
    const dossier = await dossiers.ofToken(token, now);
    if (!dossier) return unknown;
    const receipt = await receipts.find(dossier.dossierCode, receiptId);
    if (!receipt) return unknown;
    const { downloadUrl, issuedAt } = receipt;
    const view = { token, dossierCode: dossier.dossierCode, receipt };
    // The paper names the person whose data were erased.
    if (dossier.applicantName === undefined) return ok({ ...view, outcome: 'erased' });
    if (downloadUrl !== undefined) return ok({ downloadUrl });
    return ok({ ...view, outcome: now < issuedAt + WAITS_MS ? 'waiting' : 'late' });
  };
