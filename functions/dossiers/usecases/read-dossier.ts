import { type Caller, refusalOf } from '../../../shared/kernel/callers.ts';
import type { DossierCard } from '../../../shared/kernel/dossier-card.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { partInDossier } from '../domain/authority.ts';
import { type DossierView, viewOf } from '../domain/view.ts';
import type { DossierPorts } from '../ports.ts';

const unknown = () => fail({ kind: 'not_found', what: 'dossier' } as const);

/** A dossier at a moment, for callers of its agencies; for all others there is none. */
export const readDossier =
  ({ ledger, links }: DossierPorts) =>
  async (caller: Caller, dossierCode: DossierCode, now: number): Promise<Result<DossierView>> => {
    const dossier = await ledger.readToAnswer(dossierCode);
    if (!dossier) return unknown();
    const refusal = refusalOf(partInDossier(caller, dossier), 'read', 'dossier');
    if (refusal) return fail(refusal);
    return ok(viewOf(dossier.calendar, dossier, now, links.urlOf(dossierCode)));
  };

/** A dossier and its card for whoever holds the citizen's token; no other text finds anything. */
export const readDossierByToken =
  ({ ledger, links }: DossierPorts) =>
  async (token: string, now: number): Promise<Result<{ readonly view: DossierView; readonly card: DossierCard }>> => {
    const dossierCode = await links.dossierOf(token);
    if (dossierCode === undefined) return unknown();
    const dossier = await ledger.read(dossierCode);
    if (!dossier) return unknown();
    return ok({ view: viewOf(dossier.calendar, dossier, now, links.urlOf(dossierCode)), card: dossier.card });
  };
