import type { BusEvent } from '../../../shared/kernel/events.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { dossierFacts, heardTypes } from '../domain/facts.ts';
import type { DossierLedger } from '../ports.ts';

/** Keeps what a dossier hears of its fees, results and messages; `ignored` where it does not concern one. */
export const hearEvent =
  ({ ledger }: { readonly ledger: DossierLedger }) =>
  async (
    { event, number, withdrawn }: BusEvent,
    requestId: string,
  ): Promise<Result<'recorded' | 'repeated' | 'ignored'>> => {
    if (!heardTypes.includes(event.type)) return ok('ignored');
    const heard = dossierFacts.stored({ kind: 'heard', withdrawn, number, event });
    if (!heard) throw new TypeError(`${event.id} does not say what a dossier must hear`);
    const { dossierCode } = event.data;
    const outcome = await ledger.record(dossierCode, heard, { recordedBy: 'system', requestId });
    return outcome === 'recorded' || outcome === 'repeated' ? ok(outcome) : fail({ kind: 'conflict', key: event.id });
  };
