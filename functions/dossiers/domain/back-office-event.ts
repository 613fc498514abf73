import * as z from 'zod';
import { NotifyChange, PersonFromCaller } from '../../../shared/kernel/dossier-card.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import { MINUTE_MS, OffsetDateTime } from '../../../shared/kernel/time.ts';
import { EventId, type FactOf } from './facts.ts';
import { moveTypes } from './status.ts';

const told = {
  eventId: EventId,
  occurredAt: OffsetDateTime,
  by: Line(200),
  note: Lines(1000).optional(),
};

const eventTypes = [...moveTypes, 'voided', 'details_corrected'];

/** What a back office tells of a dossier: a step, a step taken back, or mended details. */
export const BackOfficeEvent = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.enum(moveTypes, `expected one of ${eventTypes.join(', ')}`), ...told }),
    z.strictObject({ type: z.literal('voided'), voidsEventId: EventId, ...told }),
    z.strictObject({
      type: z.literal('details_corrected'),
      applicant: PersonFromCaller.partial().optional(),
      notify: NotifyChange.optional(),
      ...told,
    }),
  ],
  // Without a known type the other fields are still told of.
  { unionFallback: true },
);
/** What a back office tells of a dossier. */
export type BackOfficeEvent = z.infer<typeof BackOfficeEvent>;

/** How far ahead of our clock an event may lie, for clocks that differ. */
export const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

/** An event as the fact that is kept; `byCounter` where the counter told it, not the deciding agency. */
export function factOf(event: BackOfficeEvent, byCounter = false): FactOf<'moved' | 'voided' | 'details_corrected'> {
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
    default:
      return { kind: 'moved', ...event, ...teller };
  }
}
