import { type Caller, mayActFor, refusalOf, scopesOf } from '../../../shared/kernel/callers.ts';
import type { AgencyCode, DossierCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import { remainingWorkingMinutes } from '../../../shared/kernel/working-time/pauses.ts';
import { type ApologyApproval, apologyLeadMs, extensionBy, isDrafted, isNear, isRepeated } from '../domain/apology.ts';
import { mayBeExtended } from '../domain/dossier.ts';
import { type DossierView, viewOf } from '../domain/view.ts';
import type { TellingPorts } from '../ports.ts';
import { namedPartIn, recordEvent } from './record-event.ts';
import { calendarOf, furthestDue, type ListPorts, runningPage } from './running-page.ts';

/** Which drafts are asked for: of an agency with its descendants, or of all of the caller's. */
export interface ListApologies {
  readonly caller: Caller;
  readonly now: number;
  readonly agencyCode: AgencyCode | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** A drafted apology: the date that will not be kept. */
export interface DraftedApology {
  readonly dossierCode: DossierCode;
  readonly agencyCode: AgencyCode;
  readonly state: 'drafted';
  readonly dueAt: string;
  readonly remainingWorkingMinutes: number;
}

/** The apologies that are drafted as of a moment, soonest first: of each dossier whose date nothing says will be kept and may be put off. */
export const listApologies =
  ({ index, calendars: inForce }: ListPorts) =>
  async (
    given: ListApologies,
  ): Promise<Result<{ readonly items: readonly DraftedApology[]; readonly after?: string }>> => {
    const { caller, now, agencyCode, after, limit } = given;
    if (agencyCode !== undefined && !mayActFor(caller, [agencyCode]))
      return fail({ kind: 'not_found', what: 'agency' });
    const scopes = agencyCode === undefined ? scopesOf(caller) : [agencyCode];
    const calendars = await inForce();
    const range = [0, furthestDue(calendars, now, apologyLeadMs(calendars.of()))] as const;
    const page = await runningPage(index, { scopes, range, after, limit }, (clock): DraftedApology | undefined => {
      const { dossierCode, agencyCode: deciding, dueAt } = clock;
      if (clock.clock !== 'resolve' || clock.isExtendedOut) return undefined;
      const calendar = calendarOf(calendars, clock);
      const position = workedBy(calendar, dueAt);
      if (!isNear(calendar, position, now)) return undefined;
      const left = remainingWorkingMinutes(calendar, position, now);
      const due = { dueAt: toOffsetDateTime(dueAt), remainingWorkingMinutes: left };
      return { dossierCode, agencyCode: deciding, state: 'drafted', ...due };
    });
    return ok(page);
  };

/** The approval of a draft as it arrives. */
export interface ApproveApology {
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
  readonly dossierCode: DossierCode;
  readonly approval: ApologyApproval;
}

/** Approves a drafted apology: it is the event `extended`, told to the person with its reason. The same again is the same event until another is drafted. */
export const approveApology =
  (ports: TellingPorts) =>
  async ({ caller, requestId, now, dossierCode, approval }: ApproveApology): Promise<Result<DossierView>> => {
    const { ledger, links, agencies } = ports;
    const before = await ledger.read(dossierCode);
    if (!before) return fail({ kind: 'not_found', what: 'dossier' });
    const forbidden = refusalOf(await namedPartIn(agencies, caller, before.card), 'decide', 'dossier');
    if (forbidden) return fail(forbidden);
    if (isRepeated(before, approval, now)) return ok(viewOf(before.calendar, before, now, links.urlOf(dossierCode)));
    if (!mayBeExtended(before)) return fail({ kind: 'extension_limit' });
    if (!isDrafted(before, now))
      return fail({ kind: 'not_allowed_now', detail: 'no apology is drafted for the dossier' });
    return recordEvent(ports)({ caller, requestId, now, dossierCode, event: extensionBy(before, approval, now) });
  };
