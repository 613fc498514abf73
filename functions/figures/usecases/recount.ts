import type { BusEvent } from '../../../shared/kernel/events.ts';
import { firstSteps, type RecountStep } from '../domain/recount.ts';
import { rowOf, saysEnough } from '../domain/row-of-event.ts';
import type { Ledgers, RecountQueue, RowStore } from '../ports.ts';
import { hearEvent } from './hear-event.ts';

/** What a recount needs. */
export interface RecountPorts {
  readonly ledgers: Ledgers;
  readonly store: RowStore;
  readonly queue: RecountQueue;
}

/** Begins a recount: every head that tells of a row is compared with the row. */
export const beginRecount = ({ queue }: Pick<RecountPorts, 'queue'>): Promise<void> => queue.go(firstSteps);

const isMissing = async ({ event, number, withdrawn }: BusEvent, store: RowStore): Promise<boolean> => {
  const row = rowOf(event);
  return row !== undefined && !(await store.has(row, number, withdrawn));
};

/** What a page of heads was found to have. */
export interface Recounted {
  /** How many words rows do not have. */
  readonly missing: number;
  /** The ids of words that do not say what a row needs. */
  readonly unread: readonly string[];
}

/** Compares a page of heads with the rows. What rows do not have is looked for again later, since it may be on its way. */
export const recountStep =
  ({ ledgers, store, queue }: RecountPorts) =>
  async (step: RecountStep): Promise<Recounted> => {
    const { told, cursor } = await ledgers.page(step);
    const words = Map.groupBy(told, ({ event }) => saysEnough(event));
    const [said, unread] = [words.get(true) ?? [], words.get(false) ?? []];
    const isAway = await Promise.all(said.map((one) => isMissing(one, store)));
    const missing = said.filter((_, i) => isAway[i]);
    if (missing.length > 0) await queue.lookAgain(missing);
    if (cursor !== undefined) await queue.go([{ ...step, cursor }]);
    return { missing: missing.length, unread: unread.map(({ event }) => event.id) };
  };

/** Looks again for what a row did not have, and keeps it. True where the row had drifted: nobody had told it in all the time between. */
export const lookAgain =
  ({ store }: Pick<RecountPorts, 'store'>) =>
  async (told: BusEvent): Promise<boolean> => {
    const hasDrifted = await isMissing(told, store);
    if (hasDrifted) await hearEvent({ store })(told);
    return hasDrifted;
  };
