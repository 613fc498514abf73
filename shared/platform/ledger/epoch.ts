import type { Table } from './table.ts';

/** Where a table's epoch lies. It is raised after the table was restored from a backup, before everything in it is told again. */
export const EPOCH_KEY = { pk: 'EPOCH', sk: 'EPOCH' } as const;

/** A function goes on with the epoch that it knows for at most this long. */
export const EPOCH_KNOWN_MS = 60_000;

/** Reads a table's epoch, at most once a minute: 0 until it is raised for the first time. */
export const epochReader = (table: Pick<Table, 'get'>, now: () => number): (() => Promise<number>) => {
  let known: { readonly epoch: Promise<number>; readonly until: number } | undefined;
  return () => {
    if (known && now() < known.until) return known.epoch;
    const epoch = table.get(EPOCH_KEY.pk, EPOCH_KEY.sk).then((item) => (item?.epoch as number | undefined) ?? 0);
    const reading = { epoch, until: now() + EPOCH_KNOWN_MS };
    known = reading;
    epoch.catch(() => {
      if (known === reading) known = undefined;
    });
    return epoch;
  };
};
