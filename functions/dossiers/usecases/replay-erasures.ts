import type { DossierLedger, ErasureLog } from '../ports.ts';

/** So many erasures are told to the dossiers at the same time. */
const AT_ONCE = 25;

/**
 * Tells a restored table what was erased, page by page of the log while there is time: its stream's consumer then overwrites what the
 * restore brought back. Answers how many were told, and where to go on; the same again changes nothing.
 */
export const replayErasures =
  ({ ledger, erasures }: { readonly ledger: Pick<DossierLedger, 'record'>; readonly erasures: ErasureLog }) =>
  async (
    from: string | undefined,
    requestId: string,
    hasTime: () => boolean,
  ): Promise<{ readonly told: number; readonly cursor?: string }> => {
    let told = 0;
    let cursor = from;
    do {
      const page = await erasures.page(cursor);
      for (let start = 0; start < page.erasures.length; start += AT_ONCE) {
        const some = page.erasures.slice(start, start + AT_ONCE);
        await Promise.all(
          some.map(({ dossierCode, erased }) =>
            ledger.record(dossierCode, erased, { recordedBy: 'system', requestId }),
          ),
        );
      }
      told += page.erasures.length;
      cursor = page.cursor;
    } while (cursor !== undefined && hasTime());
    return { told, ...(cursor === undefined ? {} : { cursor }) };
  };
