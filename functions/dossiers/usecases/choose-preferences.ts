import { type Caller, partIn, recordedBy, refusalOf } from '../../../shared/kernel/callers.ts';
import type { DossierCard, Preferences } from '../../../shared/kernel/dossier-card.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Dossier } from '../domain/dossier.ts';
import { choiceOf, isKnown, isWithinLimits, preferencesOf } from '../domain/preferences.ts';
import type { Agencies, CitizenLinks, DossierLedger } from '../ports.ts';
import { namedPartIn } from './record-event.ts';

/** What choosing needs from outside. */
export interface ChoicePorts {
  readonly ledger: Pick<DossierLedger, 'read' | 'record'>;
}

/** When something is chosen, and by which request. */
interface Asked {
  readonly now: number;
  readonly requestId: string;
}

const unknown = () => fail({ kind: 'not_found', what: 'dossier' } as const);

/** Which messages a dossier's person wishes, for callers who may know of the dossier. */
export const readPreferences =
  ({ ledger }: { readonly ledger: Pick<DossierLedger, 'read'> }) =>
  async (caller: Caller, dossierCode: DossierCode): Promise<Result<Preferences>> => {
    const dossier = await ledger.read(dossierCode);
    if (!dossier) return unknown();
    const refusal = refusalOf(partIn(caller, dossier.card), 'read', 'dossier');
    return refusal ? fail(refusal) : ok(preferencesOf(dossier.card));
  };

/**
 * Keeps a choice, and nothing where it says what holds already. The answer is what holds then: another choice of the same moment may be
 * the later one.
 */
const choose =
  ({ ledger }: ChoicePorts) =>
  async (
    dossier: Dossier,
    chosenBy: 'person' | 'back_office',
    change: Partial<Preferences>,
    { now, requestId }: Asked,
    by: string,
  ): Promise<Result<Preferences>> => {
    if (isKnown(dossier, chosenBy, change)) return ok(preferencesOf(dossier.card));
    if (!isWithinLimits(dossier, change))
      return fail({ kind: 'not_allowed_now', detail: 'too many choices; a channel may still be switched off' });
    const { dossierCode } = dossier.registered;
    const fact = choiceOf(dossier, chosenBy, change, { now, requestId });
    const outcome = await ledger.record(dossierCode, fact, { recordedBy: by, requestId });
    if (outcome === 'erased') return fail({ kind: 'personal_data_erased' });
    if (outcome === 'conflict') return fail({ kind: 'conflict', key: fact.eventId });
    const after = await ledger.read(dossierCode);
    if (!after) throw new Error('a dossier that was there is gone');
    return ok(preferencesOf(after.card));
  };

/** Replaces what a dossier's person wishes by what the back office was told, whoever chose before. */
export const putPreferences =
  (ports: ChoicePorts & { readonly agencies: Agencies }) =>
  async (
    given: Asked & { readonly caller: Caller; readonly dossierCode: DossierCode; readonly preferences: Preferences },
  ): Promise<Result<Preferences>> => {
    const { caller, dossierCode, preferences } = given;
    const dossier = await ports.ledger.read(dossierCode);
    if (!dossier) return unknown();
    const refusal = refusalOf(await namedPartIn(ports.agencies, caller, dossier.card), 'receive', 'dossier');
    if (refusal) return fail(refusal);
    const { recordedBy: by } = recordedBy(caller, given.requestId);
    return choose(ports)(dossier, 'back_office', preferences, given, by);
  };

/** The card of a dossier for whoever holds the citizen's token; no other text finds anything. */
export const readCardByToken =
  ({ ledger, links }: { readonly ledger: Pick<DossierLedger, 'read'>; readonly links: CitizenLinks }) =>
  async (token: string): Promise<Result<DossierCard>> => {
    const dossierCode = await links.dossierOf(token);
    const dossier = dossierCode && (await ledger.read(dossierCode));
    return dossier ? ok(dossier.card) : unknown();
  };

/** Keeps what whoever holds the citizen's token chose; what it does not name stays as it was. */
export const chooseByToken =
  (ports: ChoicePorts & { readonly links: CitizenLinks }) =>
  async (token: string, change: Partial<Preferences>, asked: Asked): Promise<Result<Preferences>> => {
    const dossierCode = await ports.links.dossierOf(token);
    const dossier = dossierCode && (await ports.ledger.read(dossierCode));
    return dossier ? choose(ports)(dossier, 'person', change, asked, 'citizen') : unknown();
  };
