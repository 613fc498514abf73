import { type Instant, OffsetDateTime } from '../../../shared/kernel/time.ts';
import type { Callback } from '../ports.ts';

/** A moment of this century in milliseconds, as a number or its digits; undefined where it is none. */
export const momentOfMs = (said: unknown): Instant | undefined =>
  /^\d{13}$/.test(String(said)) ? Number(said) : undefined;

const WRITTEN = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:\d{2})?$/;

/** A moment as a text, of Viet Nam's time where it names no other; undefined where it is none. */
export const momentOfText = (said: unknown): Instant | undefined => {
  const [, date, time, offset = '+07:00'] = WRITTEN.exec(String(said)) ?? [];
  return OffsetDateTime.safeParse(`${date}T${time}${offset}`).data;
};

/** When money moved by its provider's own clock, where it says so: by that it is found in the account of its day. */
export const movedAt = (occurredAt: Instant | undefined): Pick<Callback, 'occurredAt'> =>
  occurredAt === undefined ? {} : { occurredAt };
