import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { Ledger } from '../../../shared/platform/ledger/ledger.ts';
import { ParkedAggregate } from '../../../shared/platform/ledger/parked.ts';
import type { Dossier } from '../domain/dossier.ts';
import type { DossierFact } from '../domain/facts.ts';
import type { DossierLedger } from '../ports.ts';
import type { KeptLinks } from './citizen-links.ts';

/** Dossiers in the platform's ledger, each registered once its citizen's token leads to it. */
export const dossierLedger = (ledger: Ledger<DossierFact, Dossier, DossierCode>, links?: KeptLinks): DossierLedger => ({
  read: (dossierCode) => ledger.state(dossierCode),
  readToAnswer: (dossierCode) => ledger.stateOnHead(dossierCode),
  async readUnlessParked(dossierCode) {
    try {
      return await ledger.state(dossierCode);
    } catch (error) {
      if (error instanceof ParkedAggregate) return 'parked';
      throw error;
    }
  },
  async register(registered, by) {
    await links?.keep(registered.dossierCode);
    return ledger.record(registered.dossierCode, registered, by);
  },
  record: (dossierCode, fact, by) => ledger.record(dossierCode, fact, by),
});
