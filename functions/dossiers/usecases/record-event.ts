import {
  type Caller,
  type Part,
  partIn,
  recordedBy,
  refusalOf as refusalToCaller,
} from '../../../shared/kernel/callers.ts';
import type { DossierCard } from '../../../shared/kernel/dossier-card.ts';
import { statusNames } from '../../../shared/kernel/dossier-status.ts';
import type { Failure } from '../../../shared/kernel/failures.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { deedOfTelling, isOwnStep, partInDossier } from '../domain/authority.ts';
import { type BackOfficeEvent, factOf } from '../domain/back-office-event.ts';
import type { Dossier } from '../domain/dossier.ts';
import { faultOfExtension } from '../domain/extension.ts';
import { isOfMoments } from '../domain/facts.ts';
import { beyondReach } from '../domain/reach.ts';
import { type DossierView, viewOf } from '../domain/view.ts';
import type { Agencies, TellingPorts } from '../ports.ts';

/** A back-office event as it arrives. */
export interface RecordEvent {
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
  readonly dossierCode: DossierCode;
  readonly event: BackOfficeEvent;
}

/** The events of a dossier take so many facts: all must stay within what one aggregate may hold, with room for what it hears. */
const MAX_EVENT_FACTS = 300;

/**
 * Keeps what the deciding agency, or the counter as far as it may, tells of a dossier, in whatever order it comes. A step that the
 * official flow does not allow at its place is kept too and answered `transition_not_allowed`; a repeat answers the dossier as it
 * is now. One `eventId` is one event, whatever its kind.
 */
export const recordEvent =
  ({ ledger, links, calendar, agencies }: TellingPorts) =>
  async ({ caller, requestId, now, dossierCode, event }: RecordEvent): Promise<Result<DossierView>> => {
    const unreachable = beyondReach(calendar, now, momentsOf(event));
    if (unreachable) return fail(unreachable);
    const before = await ledger.read(dossierCode);
    if (!before) return fail({ kind: 'not_found', what: 'dossier' });
    const named = await namedPartIn(agencies, caller, before.card);
    const part = named === 'stranger' ? partInDossier(caller, before) : named;
    const isAllowed = isOwnStep(caller, before, event);
    const forbidden = isAllowed ? undefined : refusalToCaller(part, deedOfTelling(before, event), 'dossier');
    if (forbidden) return fail(forbidden);
    const fact = factOf(event, part === 'counter');
    // The ledger keeps names apart; this tells of what was kept on the card before events there took theirs.
    const takenBy = before.eventKinds.get(event.eventId);
    if (takenBy !== undefined && takenBy !== fact.kind) return fail({ kind: 'conflict', key: event.eventId });
    if (takenBy === undefined && before.eventFacts >= MAX_EVENT_FACTS)
      return fail({ kind: 'not_allowed_now', detail: 'no more events can be told of this dossier' });
    if (takenBy === undefined && mendsWhatEnded(before, event))
      return fail({
        kind: 'not_allowed_now',
        detail: 'the dossier has ended: when it came in and its time limit are corrected no more',
      });
    const wrong = takenBy === undefined ? await faultOf(agencies, before, event) : undefined;
    if (wrong) return fail(wrong);
    const outcome = await ledger.record(dossierCode, fact, recordedBy(caller, requestId));
    if (outcome === 'conflict') return fail({ kind: 'conflict', key: event.eventId });
    if (outcome === 'erased') return fail({ kind: 'personal_data_erased' });
    const dossier = await ledger.readToAnswer(dossierCode);
    if (!dossier) throw new Error('a dossier that was there is gone');
    const refusal = outcome === 'recorded' ? refusalOf(dossier, event) : undefined;
    return refusal ? fail(refusal) : ok(viewOf(dossier.calendar, dossier, now, links.urlOf(dossierCode)));
  };

/** What is wrong with an event that the flow itself cannot tell: it names an agency or a date that cannot be. */
async function faultOf(agencies: Agencies, dossier: Dossier, event: BackOfficeEvent): Promise<Failure | undefined> {
  if (event.type === 'extended') return faultOfExtension(dossier.calendar, dossier, event);
  if (event.type === 'step_started' || event.type === 'step_finished') {
    if (dossier.registered.procedure?.steps?.some(({ name }) => name === event.step)) return undefined;
    return { kind: 'invalid_input', fields: [{ path: 'step', message: 'expected a step of the procedure' }] };
  }
  if (event.type !== 'handed_over') return undefined;
  if (dossier.registered.receivingAgencyCode === undefined)
    return { kind: 'not_allowed_now', detail: 'no counter took the dossier in that could hand it over' };
  if (await agencies.isSetUp(event.toAgencyCode)) return undefined;
  return { kind: 'invalid_input', fields: [{ path: 'toAgencyCode', message: 'expected an agency that is set up' }] };
}

/** What the caller is to a dossier; a counter that the deciding agency does not name may only know of it. */
export async function namedPartIn(agencies: Agencies, caller: Caller, card: DossierCard): Promise<Part> {
  const part = partIn(caller, card);
  if (part !== 'counter' || card.receivingAgencyCode === undefined) return part;
  return (await agencies.countersOf(card.agencyCode)).includes(card.receivingAgencyCode) ? part : 'knowing';
}

/** The moments that an event names, by their fields. */
function momentsOf(event: BackOfficeEvent): Readonly<Record<string, number | undefined>> {
  const { occurredAt, submittedAt, receivedAt } = { submittedAt: undefined, receivedAt: undefined, ...event };
  return { occurredAt, submittedAt, receivedAt };
}

/** Whether an event mends the receipt or the time limit of a dossier that had ended by then: its last promise stands. */
function mendsWhatEnded({ walk: { endedAt } }: Dossier, event: BackOfficeEvent): boolean {
  if (event.type !== 'details_corrected' || endedAt === undefined) return false;
  return isOfMoments(event) && event.occurredAt >= endedAt;
}

function refusalOf({ walk }: Dossier, event: BackOfficeEvent): Failure | undefined {
  const step = walk.steps.find(({ move }) => move.id === event.eventId && move.origin === 'back_office');
  if (!step || step.allowed) return undefined;
  if (step.isBeyondLimit) return { kind: 'extension_limit' };
  return { kind: 'transition_not_allowed', from: statusNames[step.from], event: event.type };
}
