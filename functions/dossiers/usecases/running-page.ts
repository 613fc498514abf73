import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { DeadlineIndex, RunningClock } from '../ports.ts';

/** So often is the index read for one page: of what is listed, only some is asked for. */
const MAX_READS = 5;

/** Which running clocks are looked at: of which agencies (`undefined`: of all), due where on the axis, after which key. */
export interface ClocksAsked {
  readonly scopes: readonly (AgencyCode | undefined)[];
  readonly range: readonly [from: number, to: number];
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page of what is shown of running clocks, soonest first, each once; one may be short while `after` says that there are more. */
export async function runningPage<T>(
  index: DeadlineIndex,
  { scopes, range, after, limit }: ClocksAsked,
  shown: (clock: RunningClock) => readonly T[],
): Promise<{ readonly items: readonly T[]; readonly after?: string }> {
  const [fromPosition, toPosition] = range;
  const clocksAfter = async (key: string | undefined): Promise<readonly RunningClock[]> => {
    const asked = { fromPosition, toPosition, after: key, limit: limit + 1 };
    const pages = await Promise.all(scopes.map((scope = '*') => index.running({ agencyCode: scope, ...asked })));
    const byKey = new Map(pages.flat().map((clock) => [clock.key, clock]));
    return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  };
  const items: T[] = [];
  let last = after;
  for (let read = 0; read < MAX_READS; read += 1) {
    const clocks = await clocksAfter(last);
    for (const clock of clocks.slice(0, limit)) {
      if (items.length >= limit) return { items, after: last! };
      items.push(...shown(clock));
      last = clock.key;
    }
    if (clocks.length <= limit) return { items };
    if (items.length >= limit) break;
  }
  return { items, after: last! };
}
