import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { ResultRegistry } from '../ports.ts';

/** Has erased who took a dossier's results, after the dossier's own personal data were. What is opened or delivered afterwards names nobody: deliveries look at the dossier first. */
export const forgetReceivers =
  ({ registry }: { readonly registry: ResultRegistry }) =>
  async (dossierCode: DossierCode, now: number, by: RecordedBy): Promise<void> => {
    for (const { resultId } of await registry.ofDossier(dossierCode))
      await registry.record(resultId, { kind: 'erased', erasedAt: now }, by);
  };
