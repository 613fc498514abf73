import * as z from 'zod';
import { NotifyChange } from '../../../shared/kernel/dossier-card.ts';
import { PersonChangeFromCaller } from '../../../shared/kernel/person-from-caller.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import { OffsetDateTime } from '../../../shared/kernel/time.ts';
import { EventId, type FactOf, fitsFact } from './facts.ts';
import { moveTypes } from './status.ts';

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

const [acceptance, ...otherMoves] = moveTypes;
const eventTypes = [...moveTypes, 'voided', 'details_corrected'];

/** What a back office tells of a dossier: a step, a step taken back, or mended details. */
export const BackOfficeEvent = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.enum(otherMoves, `expected one of ${eventTypes.join(', ')}`), ...told }),
    z
      .strictObject({
        type: z.literal(acceptance),
        receivedAt: OffsetDateTime.optional(),
        recipient: Line(200).optional(),
        ...told,
      })
      .refine(...notAfterItself('receivedAt')),
    z.strictObject({ type: z.literal('voided'), voidsEventId: EventId, ...told }),
    z
      .strictObject({
        type: z.literal('details_corrected'),
        applicant: PersonChangeFromCaller.optional(),
        authorisedPerson: PersonChangeFromCaller.nullable().optional(),
        notify: NotifyChange.optional(),
        submittedAt: OffsetDateTime.optional(),
        receivedAt: OffsetDateTime.optional(),
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
    default: {
      const mayNameSomeone = event.note !== undefined || ('recipient' in event && event.recipient !== undefined);
      return { kind: 'moved', ...event, ...teller, ...(mayNameSomeone ? { onCard: true } : {}) };
    }
  }
}
