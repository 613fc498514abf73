import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { Payment } from '../domain/payment.ts';
import { refusalTo, type Viewer } from '../domain/viewer.ts';
import type { PaymentLedger } from '../ports.ts';

/** A dossier's payments that the viewer may know of, oldest first; one opened a moment ago may be missing. */
export const listDossierPayments =
  ({ ledger }: { readonly ledger: PaymentLedger }) =>
  async (dossierCode: DossierCode, viewer: Viewer): Promise<readonly Payment[]> =>
    (await ledger.ofDossier(dossierCode)).filter((payment) => !refusalTo(viewer, 'read', payment));
