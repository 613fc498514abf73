import * as z from 'zod';
import { type DomainEvent, type EventType, events } from '../../shared/kernel/events.ts';

const asAnnounced = ([type, data]: [string, z.ZodRawShape]) =>
  z.strictObject({
    id: z.string().min(1).max(300),
    type: z.literal(type),
    at: z.int(),
    number: z.int().nonnegative().optional(),
    data: z.strictObject(data),
  });

/** An event as this release may announce it: of the catalogue, with every field that its type has and no other. */
export const AnnouncedEvent = z.discriminatedUnion(
  'type',
  Object.entries<z.ZodRawShape>(events).map(asAnnounced) as [ReturnType<typeof asAnnounced>],
) as unknown as z.ZodType<DomainEvent>;

/** Every type of event. */
export const eventTypes = Object.keys(events) as EventType[];
