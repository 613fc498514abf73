import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { startOfVietNamDate } from '../../../shared/kernel/time.ts';
import { firstDayOf } from '../../../shared/kernel/working-time/calendars.ts';
import type { RekeyQueue, RekeyStep } from '../calendar-ports.ts';
import { type CalendarsNow, type DeadlineIndex, LATEST } from '../ports.ts';

/** What a step needs. */
export interface RekeyPorts {
  readonly calendars: CalendarsNow;
  readonly index: Pick<DeadlineIndex, 'running'>;
  /** Folds a dossier anew into its head; one that cannot be folded is parked and told, and the rest goes on. */
  readonly refold: (dossierCode: DossierCode) => Promise<void>;
  readonly queue: RekeyQueue;
}

/** So many dossiers are folded at the same time. */
const PAGE = 25;

/**
 * So long after the first pass the second begins: by then whatever was folded with the calendar of before, and listed since, is in the
 * list.
 */
const SECOND_PASS_SECONDS = 300;

/**
 * Folds the dossiers anew whose running clocks can have a day of an edition in their term, soonest first, until there is no time left:
 * then the next step goes on. Heads that the edition does not move stay as they are, so that any step may come twice, or twice at once.
 */
export const rekeyClocks =
  ({ calendars, index, refold, queue }: RekeyPorts) =>
  async ({ edition: number, pass, after: from }: RekeyStep, isTimeLeft: () => boolean): Promise<number> => {
    const edition = (await calendars()).editions.find((each) => each.number === number);
    if (!edition) throw new Error(`the calendar has no edition ${number}`);
    const { decision } = edition;
    const scope = decision.agencyCode ?? '*';
    const touchedFrom = startOfVietNamDate(firstDayOf(decision));
    let after = from;
    let folded = 0;
    for (;;) {
      const clocks = await index.running({ agencyCode: scope, from: touchedFrom, to: LATEST, after, limit: PAGE });
      const touched = new Set(clocks.map(({ dossierCode }) => dossierCode));
      await Promise.all([...touched].map(refold));
      folded += touched.size;
      after = clocks.at(-1)?.key ?? after;
      if (clocks.length < PAGE) {
        if (pass === 1) await queue.send({ edition: number, pass: 2 }, SECOND_PASS_SECONDS);
        return folded;
      }
      if (!isTimeLeft()) {
        await queue.send({ edition: number, pass, after });
        return folded;
      }
    }
  };
