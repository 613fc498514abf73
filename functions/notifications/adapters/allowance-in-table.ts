import * as z from 'zod';
import type { MessageLimits } from '../../../shared/kernel/message-limits.ts';
import { DAY_MS, InstantMs, vietNamDate } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import { agencyScope, countingPlaces, type Day, personFreeAt, refusalOfDay } from '../domain/limits.ts';
import type { Allowance } from '../ports.ts';
import type { DayCounts } from './day-counts.ts';

/** How long a day's counts are used before they are read again, in milliseconds: what others send meanwhile may be more than a limit says. */
const KEEP_MS = 5000;

/** So often a place is taken anew where others take places of the same phone at the same moment. */
const TRIES = 10;

const Stored = z.object({
  places: z.array(z.object({ id: z.string(), at: InstantMs, isCode: z.boolean(), takenAs: z.string() })),
  version: z.int(),
});

/** What the allowance needs of its surroundings. */
export interface AllowanceParts {
  readonly table: Pick<Table, 'get' | 'putIfVersion'>;
  readonly days: DayCounts;
  readonly pepper: () => Promise<Pepper>;
  readonly limits: MessageLimits;
  readonly now: () => number;
  /** Another text each time. */
  readonly unique: () => string;
}

/**
 * Counts in the notifications' table: the messages of one phone with their ids under `LIMIT#TO#<pepper's hash of the number>` / `LIMIT`, a
 * day's by agency beside them. The phone's item is what makes a message count once; a kill between the two leaves the day one short.
 */
export const allowanceIn = ({ table, days, pepper, limits, now, unique }: AllowanceParts): Allowance => {
  let kept:
    | { readonly date: string; readonly day: Day; readonly counted: Map<string, number>; readonly readAt: number }
    | undefined;

  const today = async (): Promise<Day> => {
    const at = now();
    const date = vietNamDate(at);
    if (kept?.date === date && at - kept.readAt < KEEP_MS) return kept.day;
    const day = await days.read(date);
    const counted = new Map(day.counted);
    kept = { date, day: { ...day, counted }, counted, readAt: at };
    return kept.day;
  };

  /** Adds to the day, and to what is believed of it until it is read again. */
  const count = async (at: number, added: Readonly<Record<string, number>>): Promise<void> => {
    const date = vietNamDate(at);
    for (const [scope, more] of kept?.date === date ? Object.entries(added) : [])
      kept?.counted.set(scope, (kept.counted.get(scope) ?? 0) + more);
    await days.add(date, { counted: added });
  };

  return {
    async take(message) {
      const { messageId, agencyCode, recipient, isCode, costVnd = 0 } = message;
      const key = { pk: `LIMIT#TO#${(await pepper()).token('message-limit', recipient)}`, sk: 'LIMIT' };
      const takenAs = unique();
      for (let tries = 0; tries < TRIES; tries += 1) {
        const at = now();
        const item = await table.get(key.pk, key.sk);
        const stored = item && Stored.parse(item);
        const mine = stored?.places.find(({ id }) => id === messageId);
        // One that another worker took, or a try that was cut short.
        if (mine && mine.takenAs !== takenAs) return undefined;
        if (!mine) {
          const refusal = refusalOfDay(await today(), message, limits, at);
          if (refusal) return refusal;
          const counting = countingPlaces(stored?.places ?? [], limits, at);
          const until = personFreeAt(counting, isCode, limits);
          if (until > at) return { scope: 'recipient', until };
          const places = [...counting, { id: messageId, at, isCode, takenAs }];
          const next = { ...key, places, version: (stored?.version ?? 0) + 1, ttl: Math.ceil((at + DAY_MS) / 1000) };
          if (!(await table.putIfVersion(next, stored?.version))) continue;
        }
        await count(at, { [agencyScope(agencyCode)]: 1, installation: costVnd });
        return undefined;
      }
      throw new Error('others take the places of a phone');
    },
    countHeld: (scope) => days.add(vietNamDate(now()), { held: { [scope]: 1 } }),
  };
};
