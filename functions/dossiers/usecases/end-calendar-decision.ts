import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Failure } from '../../../shared/kernel/failures.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { nextEdition, versionAfter } from '../../../shared/kernel/working-time/calendars.ts';
import type { DecisionLedger } from '../calendar-ports.ts';
import { type CalendarDecision, decidedDays, faultOfDays } from '../domain/calendar-decision.ts';
import type { CalendarsNow } from '../ports.ts';

/** What ending a decision needs. */
export interface EndDecisionPorts {
  readonly decisions: DecisionLedger;
  readonly calendars: CalendarsNow;
  readonly calendar: WorkingCalendar;
}

/** A word about a decision. */
export interface DecisionEnding {
  readonly decisionId: string;
  /** The proposal that is meant, where the word is about that one and no other. */
  readonly proposal?: number | undefined;
  /** What is said besides. */
  readonly reason?: string | undefined;
  /** Who says it, in words of its own. */
  readonly by: string;
  readonly recordedBy: RecordedBy;
  readonly now: number;
}

/** Ends a decision. */
export type EndDecision = (ending: DecisionEnding) => Promise<Result<CalendarDecision>>;

/** How often a word is tried again when other decisions changed the calendar meanwhile. */
const TRIES = 20;

/** Reads the calendars first and the decision then: whatever becomes of the decision in between takes the edition that would be next. */
const wordOn =
  (
    wanted: 'in_force' | 'revoked',
    refusalOf: (decision: CalendarDecision, ending: DecisionEnding, calendar: WorkingCalendar) => Failure | undefined,
  ) =>
  (ports: EndDecisionPorts): EndDecision =>
  async (ending) => {
    const { decisionId, recordedBy, now } = ending;
    const said = { by: ending.by, ...(ending.reason === undefined ? {} : { reason: ending.reason }) };
    const { decisions } = ports;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const calendars = await ports.calendars();
      const decision = await decisions.read(decisionId);
      if (!decision) return fail({ kind: 'not_found', what: 'calendar decision' });
      if (isReplaced(decision, ending)) return fail({ kind: 'not_found', what: 'approval' });
      if (decision.state === wanted) return answered(decisions, decisionId);
      const refusal = refusalOf(decision, ending, ports.calendar);
      if (refusal) return fail(refusal);
      const { proposal } = decision.proposed.fact;
      if (wanted === 'revoked' && decision.state === 'proposed') {
        const calendarVersion = calendars.of(decidedDays(decision).agencyCode).version.id;
        const dropped = { kind: 'decided', proposal, outcome: 'revoked', ...said, calendarVersion } as const;
        await decisions.record(decisionId, dropped, recordedBy);
        continue;
      }
      const edition = nextEdition(calendars, { decisionId, effect: wanted, decision: decidedDays(decision) }, now);
      const made = { ...said, edition: edition.number, calendarVersion: versionAfter(edition, ports.calendar) };
      const fact =
        wanted === 'in_force'
          ? ({ kind: 'decided', proposal, outcome: wanted, ...made } as const)
          : ({ kind: 'revoked', ...made } as const);
      await decisions.recordWith(edition, fact, recordedBy);
    }
    throw new Error(`other decisions changed the calendar ${TRIES} times in a row`);
  };

/** Whether another proposal stands than the one that a word is about. */
const isReplaced = ({ proposed: { fact } }: CalendarDecision, { proposal = fact.proposal }: DecisionEnding): boolean =>
  fact.proposal !== proposal;

async function answered(decisions: DecisionLedger, decisionId: string): Promise<Result<CalendarDecision>> {
  const decision = await decisions.readToAnswer(decisionId);
  if (!decision) throw new Error('a decision that was there is gone');
  return ok(decision);
}

/**
 * Brings a proposal into force, by another person than the one who proposed it; reads have it at once. The same again answers it as it
 * is, one that was revoked is `already_decided`.
 */
export const approveCalendarDecision = wordOn('in_force', (decision, { recordedBy, now }, calendar) => {
  if (decision.state === 'revoked') return { kind: 'already_decided' };
  if (decision.proposed.recordedBy === recordedBy.recordedBy) return { kind: 'same_person' };
  const { days, retroactive } = decision.proposed.fact;
  return faultOfDays(calendar, { days, retroactive }, now)
    ? { kind: 'not_allowed_now', detail: 'a day of it has come; propose it again as retroactive' }
    : undefined;
});

/** Takes back what is in force, by another person than the one who brought it into force; drops what is proposed, whoever asks. */
export const revokeCalendarDecision = wordOn('revoked', ({ state, approvedBy }, { recordedBy }) =>
  state === 'in_force' && approvedBy === recordedBy.recordedBy ? { kind: 'same_person' } : undefined,
);

/** Drops what is proposed, whoever asks; what came into force is `already_decided`. */
export const refuseCalendarDecision = wordOn('revoked', ({ state }) =>
  state === 'in_force' ? { kind: 'already_decided' } : undefined,
);
