import { type Caller, partIn, refusalOf } from '../../../shared/kernel/callers.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Payment } from '../domain/payment.ts';
import { refusalTo, type Viewer } from '../domain/viewer.ts';
import type { Dossiers, PaymentLedger } from '../ports.ts';

/** A dossier's payments that the viewer may know of, oldest first; one opened a moment ago may be missing. */
export const listDossierPayments =
  ({ ledger }: { readonly ledger: PaymentLedger }) =>
  async (dossierCode: DossierCode, viewer: Viewer): Promise<readonly Payment[]> =>
    (await ledger.ofDossier(dossierCode)).filter((payment) => !refusalTo(viewer, 'read', payment));

/** The same for a key, which must be of an agency of the dossier or an operator's: `not_found` where it may not know of the dossier. */
export const listFees =
  (ports: { readonly ledger: PaymentLedger; readonly dossiers: Pick<Dossiers, 'read'> }) =>
  async (dossierCode: DossierCode, caller: Caller): Promise<Result<readonly Payment[]>> => {
    const dossier = await ports.dossiers.read(dossierCode);
    if (!dossier) return fail({ kind: 'not_found', what: 'dossier' });
    const refusal = refusalOf(partIn(caller, dossier), 'read', 'dossier');
    return refusal ? fail(refusal) : ok(await ports.ledger.ofDossier(dossierCode));
  };
