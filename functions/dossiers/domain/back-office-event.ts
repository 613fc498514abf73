import * as z from 'zod';
import { NotifyChange, TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { PersonChangeFromCaller } from '../../../shared/kernel/person-from-caller.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import { OffsetDateTime } from '../../../shared/kernel/time.ts';
import { EventId, type FactOf, fitsFact } from './facts.ts';
import { type MoveType, moveTypes } from './status.ts';

const told = {
  eventId: EventId,
  occurredAt: OffsetDateTime,
  by: Line(200),
  note: Lines(1000).optional(),
};

type Moment = 'submittedAt' | 'receivedAt';
type Telling = { readonly [M in Moment]?: number | undefined } & { readonly occurredAt: number };

/** An event says nothing of a moment that comes after it. */
const notAfterItself = (
  moment: Moment,
): [holds: (event: Telling) => boolean, fault: { path: PropertyKey[]; message: string }] => [
  ({ occurredAt, [moment]: said }) => said === undefined || said <= occurredAt,
  { path: [moment], message: 'expected no later moment than occurredAt' },
];

/** The steps that say nothing more than that they were taken. */
const bareMoves = [
  'acknowledged',
  'refused',
  'processing_started',
  'supplement_requested',
  'supplement_received',
  'payment_requested',
  'resumed',
  'withdrawal_requested',
  'withdrawal_taken_back',
  'stopped',
  'finished',
  'returned',
] as const satisfies readonly MoveType[];
const eventTypes = [...moveTypes, 'voided', 'details_corrected'];

/** So far a term may be extended at once, in working days. */
export const MAX_EXTENSION_DAYS = 60;

/** What a back office tells of a dossier: a step, a step taken back, or mended details. */
export const BackOfficeEvent = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.enum(bareMoves, `expected one of ${eventTypes.join(', ')}`), ...told }),
    z
      .strictObject({
        type: z.literal('accepted'),
        receivedAt: OffsetDateTime.optional(),
        recipient: Line(200).optional(),
        ...told,
      })
      .refine(...notAfterItself('receivedAt')),
    z.strictObject({ type: z.literal('handed_over'), toAgencyCode: AgencyCode, ...told }),
    z.strictObject({ type: z.enum(['step_started', 'step_finished']), step: Line(100), ...told }),
    z
      .strictObject({
        type: z.literal('paused'),
        reason: z.enum(['system_fault', 'law']),
        until: OffsetDateTime.optional(),
        ...told,
      })
      .refine(({ occurredAt, until }) => until === undefined || until > occurredAt, {
        path: ['until'],
        message: 'expected a later moment than occurredAt',
      }),
    z
      .strictObject({
        type: z.literal('extended'),
        addWorkingDays: z.int().min(1).max(MAX_EXTENSION_DAYS).optional(),
        newDueAt: OffsetDateTime.optional(),
        reason: Lines(1000).min(1),
        ...told,
      })
      .refine(({ addWorkingDays, newDueAt }) => (addWorkingDays === undefined) !== (newDueAt === undefined), {
        path: ['addWorkingDays'],
        message: 'expected either addWorkingDays or newDueAt',
      }),
    z.strictObject({ type: z.literal('voided'), voidsEventId: EventId, ...told }),
    z
      .strictObject({
        type: z.literal('details_corrected'),
        applicant: PersonChangeFromCaller.optional(),
        authorisedPerson: PersonChangeFromCaller.nullable().optional(),
        notify: NotifyChange.optional(),
        submittedAt: OffsetDateTime.optional(),
        receivedAt: OffsetDateTime.optional(),
        timeLimit: TimeLimit.optional(),
        ...told,
      })
      .refine(...notAfterItself('submittedAt'))
      .refine(...notAfterItself('receivedAt'))
      .refine(fitsFact, { path: ['note'], message: 'expected less: a correction takes 7,900 bytes' }),
  ],
  // Without a known type the other fields are still told of.
  { unionFallback: true },
);
/** What a back office tells of a dossier. */
export type BackOfficeEvent = z.infer<typeof BackOfficeEvent>;

/** An event as the fact that is kept; `byCounter` where the counter told it, not the deciding agency. */
export function factOf(event: BackOfficeEvent, byCounter: boolean): FactOf<'moved' | 'voided' | 'details_corrected'> {
  const teller = byCounter ? { byCounter } : {};
  switch (event.type) {
    case 'voided': {
      const { type: kind, ...rest } = event;
      return { kind, ...rest, ...teller };
    }
    case 'details_corrected': {
      const { type: kind, ...rest } = event;
      return { kind, ...rest, ...teller };
    }
    case 'paused': {
      const { reason: pausedFor, ...rest } = event;
      return { kind: 'moved', ...rest, pausedFor, ...teller, ...(event.note === undefined ? {} : { onCard: true }) };
    }
    default: {
      const mayNameSomeone =
        event.note !== undefined || ('recipient' in event && event.recipient !== undefined) || 'reason' in event;
      return { kind: 'moved', ...event, ...teller, ...(mayNameSomeone ? { onCard: true } : {}) };
    }
  }
}
