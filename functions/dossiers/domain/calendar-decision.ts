import * as z from 'zod';
import type { FactIn, Recorded } from '../../../shared/kernel/book.ts';
import { factsByKind, factsOf } from '../../../shared/kernel/facts-by-kind.ts';
import type { Failure, FieldFault } from '../../../shared/kernel/failures.ts';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { oneOf } from '../../../shared/kernel/stored.ts';
import { Line } from '../../../shared/kernel/text.ts';
import { CalendarDate, InstantMs, OffsetDateTime, toOffsetDateTime, vietNamDate } from '../../../shared/kernel/time.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { DecidedDay, DecidedDays } from '../../../shared/kernel/working-time/calendars.ts';
import { KeptOfficeHours, OfficeHoursFromCaller } from '../../../shared/kernel/working-time/office-hours.ts';
import { fitsFact } from './facts.ts';

/** A decision's name in paths, as the operator chose it. */
export const DecisionId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected letters, digits, dots, dashes, at most 64');

const scopes = ['nation', 'city', 'agency'] as const;

const DayFromCaller = z
  .strictObject({
    date: CalendarDate,
    working: z.boolean(),
    segments: OfficeHoursFromCaller.optional(),
    reason: Line(200),
  })
  .refine(({ working, segments }) => working || segments === undefined, {
    path: ['segments'],
    message: 'expected none of a day that is not worked',
  });

/** A decision on the calendar as an operator proposes it. */
export const DecisionInput = z
  .strictObject({
    number: Line(100),
    signedAt: OffsetDateTime,
    scope: z.enum(scopes),
    agencyCode: AgencyCode.optional(),
    days: z
      .array(DayFromCaller)
      .min(1)
      .max(100)
      .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, 'expected each date once'),
    retroactive: z.boolean().optional(),
    by: Line(200),
  })
  .refine(({ scope, agencyCode }) => (scope === 'nation') === (agencyCode === undefined), {
    path: ['agencyCode'],
    message: 'expected for a city or an agency, and for nobody else',
  })
  .refine(fitsFact, { path: ['days'], message: 'expected less: a decision takes 7,900 bytes' });
/** A decision on the calendar as an operator proposes it. */
export type DecisionInput = z.infer<typeof DecisionInput>;

/** What a decision says, proposed now or read back. */
type DecisionWords = Omit<DecisionInput, 'scope' | 'days'> & {
  readonly scope: string;
  readonly days: readonly DecidedDay[];
};

/** Who ends a proposal, or takes back what is in force. */
export const DecisionWord = z.strictObject({ by: Line(200) });

/** The states of a decision. */
export const decisionStates = ['proposed', 'in_force', 'revoked'] as const;

/** Where a decision stands. */
export type DecisionState = (typeof decisionStates)[number];

/** What is proposed; a later one replaces it while nobody has decided. Natural key: its number. */
const Proposed = () =>
  z.object({
    kind: z.literal('proposed'),
    proposal: z.int().min(1),
    number: z.string(),
    signedAt: InstantMs,
    scope: oneOf(scopes),
    agencyCode: AgencyCode.optional(),
    days: z.array(
      z.object({
        date: z.string(),
        working: z.boolean(),
        segments: KeptOfficeHours.optional(),
        reason: z.string(),
      }),
    ),
    retroactive: z.boolean().optional(),
    by: z.string(),
  });

const ended = {
  by: z.string(),
  /** What the second person said besides; some releases keep none. */
  reason: z.string().optional(),
  /** The edition of the calendar that it made; none where a proposal was dropped. */
  edition: z.int().min(1).optional(),
  /** The version that this edition is; where a proposal was dropped the one that stood, left out by some releases. */
  calendarVersion: z.string().optional(),
};

/** A proposal came into force, or was dropped. Once for a decision. */
const Decided = () =>
  z.object({ kind: z.literal('decided'), proposal: z.int().min(1), outcome: oneOf(['in_force', 'revoked']), ...ended });

/** What was in force is taken back. Once for a decision. */
const Revoked = () => z.object({ kind: z.literal('revoked'), ...ended });

/** Everything that can be known of a decision. */
export const decisionFacts = factsByKind({ proposed: Proposed, decided: Decided, revoked: Revoked });

/** Everything that can be known of a decision. */
export type DecisionFact = FactIn<typeof decisionFacts>;

/** The fact of one kind. */
export type DecisionFactOf<K extends DecisionFact['kind']> = Extract<DecisionFact, { kind: K }>;

/** The sort key under which a fact lies in its decision. */
export const decisionKeyOf = (fact: DecisionFact): string =>
  fact.kind === 'proposed' ? `FACT#proposed#${fact.proposal}` : `FACT#${fact.kind}`;

/** A decision as the set of its facts leaves it. */
export interface CalendarDecision {
  readonly decisionId: string;
  readonly state: DecisionState;
  /** What was decided on, else what is proposed last, and by whom. */
  readonly proposed: Recorded<DecisionFactOf<'proposed'>>;
  /** Who brought it into force. */
  readonly approvedBy: string | undefined;
  /** The version of the calendar that it made last, or where it was dropped the one that stood then; undefined while it is proposed. */
  readonly calendarVersion: string | undefined;
}

/** The decision that a set of facts amounts to; undefined where nothing was proposed. */
export function foldDecision(
  decisionId: string,
  facts: readonly Recorded<DecisionFact>[],
): CalendarDecision | undefined {
  const proposals = factsOf(facts, 'proposed').sort((a, b) => a.fact.proposal - b.fact.proposal);
  const [decided] = factsOf(facts, 'decided');
  const [revoked] = factsOf(facts, 'revoked');
  const proposed = decided ? proposals.find(({ fact }) => fact.proposal === decided.fact.proposal) : proposals.at(-1);
  if (!proposed) return undefined;
  const wasInForce = decided?.fact.outcome === 'in_force';
  return {
    decisionId,
    state: revoked || (decided && !wasInForce) ? 'revoked' : wasInForce ? 'in_force' : 'proposed',
    proposed,
    approvedBy: wasInForce ? decided.recordedBy : undefined,
    calendarVersion: (revoked ?? decided)?.fact.calendarVersion,
  };
}

/** The days that a decision has, as calendars reckon with them. */
export const decidedDays = ({ proposed: { fact } }: Pick<CalendarDecision, 'proposed'>): DecidedDays => {
  const { number, signedAt, agencyCode, days } = fact;
  return { number, signedAt, scope: fact.scope as DecidedDays['scope'], agencyCode, days };
};

/**
 * What is wrong with the days of a decision at a moment: one that the calendar does not cover, and without `retroactive` one that is not
 * ahead. Undefined where nothing is.
 */
export function faultOfDays(
  { version: { coversFrom, coversTo } }: WorkingCalendar,
  { days, retroactive }: Pick<DecisionWords, 'retroactive'> & { readonly days: readonly Pick<DecidedDay, 'date'>[] },
  now: number,
): Failure | undefined {
  const today = vietNamDate(now);
  const fields = days.flatMap(({ date }, i): FieldFault[] => {
    const path = `days.${i}.date`;
    if (date < coversFrom || date > coversTo)
      return [{ path, message: `expected a day of the calendar, from ${coversFrom} to ${coversTo}` }];
    if (retroactive !== true && date <= today)
      return [{ path, message: 'expected a day after today, or a decision that is retroactive' }];
    return [];
  });
  return fields.length > 0 ? { kind: 'invalid_input', fields } : undefined;
}

/** What a proposal says, as one text: equal where two say the same. */
export const wordsOf = ({ number, signedAt, scope, agencyCode, days, retroactive, by }: DecisionWords): string =>
  JSON.stringify([
    [number, signedAt, scope, agencyCode ?? null, retroactive === true, by],
    days.map(({ date, working, segments, reason }) => [date, working, segments ?? null, reason]),
  ]);

/** A decision as operators see it. */
export function decisionView({ decisionId, state, proposed: { fact }, calendarVersion }: CalendarDecision) {
  const { kind: _, proposal: __, signedAt, ...said } = fact;
  return {
    decisionId,
    ...said,
    signedAt: toOffsetDateTime(signedAt),
    status: state,
    ...(calendarVersion === undefined ? {} : { calendarVersion }),
  };
}
