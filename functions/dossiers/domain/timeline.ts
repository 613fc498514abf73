import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { type Announced, clockOf } from './announced.ts';
import type { Dossier } from './dossier.ts';
import type { HeardEvent } from './hearing.ts';
import { allPromises } from './promises.ts';

/** One line of a dossier's history. */
export interface TimelineEntry {
  readonly at: number;
  readonly type: string;
  readonly by: string;
  readonly note: string | null;
  /** Kept without effect: `not_allowed` by the flow, `extension_limit`: one extension too many; `voided`: taken back by the back office. */
  readonly flag?: 'not_allowed' | 'extension_limit' | 'voided';
  readonly eventId?: string;
  /** Of a promise: what made it, and by which calendar. */
  readonly cause?: string;
  readonly calendarVersion?: string;
  /** Of what the sweep announced of another clock than that of the result, which. */
  readonly clock?: string;
  /** Of a step of the procedure, its name. */
  readonly step?: string;
}

const bySystem = (at: number, type: string, note: string | null): TimelineEntry => ({ at, type, by: 'system', note });

/** What happened to a dossier, oldest first: the back office's events, and what the system did. */
export function timelineOf(dossier: Dossier): TimelineEntry[] {
  return [
    registrationEntry(dossier),
    ...stepEntries(dossier),
    ...withdrawnEntries(dossier),
    ...dossier.corrections.map(({ eventId, occurredAt, by, note }) =>
      told('details_corrected', { eventId, occurredAt, by, note }),
    ),
    ...dossier.voids.map(({ voidsEventId, ...voided }) =>
      told('voided', { ...voided, note: voided.note ?? voidsEventId }),
    ),
    ...erasedEntries(dossier),
    ...dossier.hearing.events.flatMap(heardEntry),
    ...dossier.announced.map((told) => announcedEntry(dossier, told)),
    ...promiseEntries(dossier),
  ].sort((a, b) => a.at - b.at);
}

function announcedEntry({ clocks }: Dossier, told: Announced): TimelineEntry {
  const { announces, clock, dueAt, firedAt } = told;
  const step = clockOf(clocks, told)?.step?.name;
  return {
    ...bySystem(firedAt, announces, toOffsetDateTime(dueAt)),
    ...(clock === 'resolve' ? {} : { clock }),
    ...(step === undefined ? {} : { step }),
  };
}

function registrationEntry({ registered, receipt }: Dossier): TimelineEntry {
  const by = registered.receivingAgencyCode ?? registered.agencyCode;
  return { at: receipt.registeredAt, type: 'registered', by, note: null };
}

interface Told {
  readonly eventId: string;
  readonly occurredAt: number;
  readonly by: string;
  readonly note?: string | undefined;
}

function told(type: string, { eventId, occurredAt, by, note }: Told): TimelineEntry {
  return { at: occurredAt, type, by, note: note ?? null, eventId };
}

/** The system's steps show only where they moved the dossier; the result, or its delivery, has a line of its own. */
function stepEntries({ walk }: Dossier): TimelineEntry[] {
  return walk.steps
    .filter(({ move, allowed, from, to }) => move.origin === 'back_office' || (allowed && from !== to))
    .map(({ move, allowed, isBeyondLimit }) => ({
      at: move.at,
      type: move.type,
      by: move.by,
      note: move.reason ?? move.note ?? null,
      ...(move.step === undefined ? {} : { step: move.step }),
      ...(allowed ? {} : { flag: isBeyondLimit ? ('extension_limit' as const) : ('not_allowed' as const) }),
      ...(move.origin === 'system' ? {} : { eventId: move.id }),
    }));
}

function withdrawnEntries({ withdrawnMoves }: Dossier): TimelineEntry[] {
  return withdrawnMoves.map((move) => ({
    ...told(move.type, { ...move, note: move.reason ?? move.note }),
    flag: 'voided' as const,
  }));
}

function erasedEntries({ erased }: Dossier): TimelineEntry[] {
  return erased ? [{ at: erased.erasedAt, type: 'personal_data_erased', by: erased.by, note: erased.reason }] : [];
}

function promiseEntries({ promises }: Dossier): TimelineEntry[] {
  return allPromises(promises).map(({ at, promisedAt, cause, calendarVersion }) => ({
    ...bySystem(at, 'promised', toOffsetDateTime(promisedAt)),
    cause,
    calendarVersion,
  }));
}

function heardEntry({ type, at, data }: HeardEvent): TimelineEntry[] {
  switch (type) {
    case 'payment.opened':
      return [bySystem(at, 'payment_opened', data.paymentId)];
    // What settles it tells it.
    case 'payment.paid':
      return [];
    case 'payment.settled':
      return data.outcome === 'paid'
        ? [bySystem(at, 'paid', data.paymentId)]
        : [bySystem(at, 'payment_settled', data.outcome ?? null)];
    case 'result.issued':
      return [bySystem(at, 'result_issued', data.resultId)];
    case 'result.delivered':
      return [bySystem(at, 'result_delivered', data.channel)];
    case 'message.delivered':
      return [bySystem(at, 'message_sent', [data.channel, data.template].filter(Boolean).join(' '))];
  }
}
