import type { Attachment, PromiseCalendars } from '../ports.ts';

/**
 * Promised dates as iCalendar files (RFC 5545), published and not asked to be answered (RFC 5546): an event has the name of its dossier
 * at the host of the installation, so that a later file moves or cancels the one event that is there. Times are UTC.
 */
export const promiseCalendarsAt = (publicOrigin: string): PromiseCalendars => {
  const host = new URL(publicOrigin).hostname;
  return {
    async fileOf(event, writtenAt): Promise<Attachment> {
      // Loaded when the first promise is told, so that no other message waits for it.
      const { ICalCalendar, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } = await import(
        'ical-generator'
      );
      const method = event.isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH;
      const calendar = new ICalCalendar({ method, prodId: '//motcua//motcua//VI' });
      calendar.createEvent({
        id: `${event.dossierCode}@${host}`,
        sequence: event.sequence,
        stamp: new Date(writtenAt),
        start: new Date(event.at),
        summary: event.summary,
        description: event.description,
        location: event.location,
        organizer: { name: event.agencyName, email: event.agencyEmail ?? `no-reply@${host}` },
        status: event.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
        transparency: ICalEventTransparency.TRANSPARENT,
      });
      return {
        filename: `${event.dossierCode}.ics`,
        contentType: `text/calendar; charset=utf-8; method=${method}`,
        // Each line ends in CRLF (3.1), the last one too.
        bytes: new TextEncoder().encode(`${calendar.toString().trimEnd()}\r\n`),
      };
    },
  };
};
