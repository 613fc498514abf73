import type { BusEvent } from '../../../shared/kernel/events.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Heard } from '../domain/facts.ts';
import type { DossierLedger } from '../ports.ts';

/** Keeps what a dossier hears of its fees, results and messages; `ignored` where it does not concern one. */
export const hearEvent =
  ({ ledger }: { readonly ledger: DossierLedger }) =>
  async (
    { event, number, withdrawn }: BusEvent,
    requestId: string,
  ): Promise<Result<'recorded' | 'repeated' | 'ignored'>> => {
    const heard = Heard.safeParse({ kind: 'heard', withdrawn, number, event });
    if (!heard.success) return ok('ignored');
    const { dossierCode } = heard.data.event.data;
    const outcome = await ledger.record(dossierCode, heard.data, { recordedBy: 'system', requestId });
    return outcome === 'recorded' || outcome === 'repeated' ? ok(outcome) : fail({ kind: 'conflict', key: event.id });
  };
