import * as z from 'zod';
import { carrierKey } from '../../../shared/kernel/message-carriers.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { type Breaker, percentAt, withFailure } from '../domain/breaker.ts';
import type { BreakerDesk, Breakers } from '../ports.ts';

/** The list of all carriers that ever failed, in which one lies as its name. */
const BREAKERS = 'BREAKERS';

/** So often a failure is counted that others count at the same time; it is left out then, as one of many. */
const TRIES = 3;

const PAGE = 100;

const Row = z.object({
  percent: z.number(),
  trippedAt: z.int().optional(),
  failures: z.int(),
  since: z.int(),
  version: z.int(),
});

const nameOf = ({ pk }: Item): string => pk.slice('CAR#'.length);

/** How carriers fare, for whoever sends and for operators. */
export type CarrierBreakers = Breakers & BreakerDesk;

/**
 * How carriers fare, in the notifications' table: `CAR#<carrier>` / `BREAKER`. Nothing is written of one that takes what it is given.
 * `onTripped` is told once of each trip, with the share that is left, in hundredths.
 */
export const breakersIn = (
  table: Pick<Table, 'get' | 'putIfVersion' | 'queryIndex'>,
  now: () => number,
  onTripped: (carrier: string, percent: number) => void = () => undefined,
): CarrierBreakers => {
  /** Replaces what is known by what `change` makes of it; undefined where that is nothing, or others were faster. */
  const change = async (
    carrier: string,
    changed: (before: Breaker | undefined) => Breaker | undefined,
  ): Promise<Breaker | undefined> => {
    const key = { pk: carrierKey(carrier).pk, sk: 'BREAKER' };
    for (let tries = 0; tries < TRIES; tries += 1) {
      const item = await table.get(key.pk, key.sk);
      const before = item && { trippedAt: undefined, ...Row.parse(item) };
      const next = changed(before);
      if (!next) return undefined;
      const { trippedAt, ...rest } = next;
      const version = (before?.version ?? 0) + 1;
      const place = { ...key, listPk: BREAKERS, listSk: carrier };
      const row = { ...place, ...rest, ...(trippedAt === undefined ? {} : { trippedAt }), version };
      if (await table.putIfVersion(row, before?.version)) return next;
    }
    return undefined;
  };

  return {
    async failed(carrier) {
      const at = now();
      const after = await change(carrier, (before) => withFailure(before, at));
      if (after?.trippedAt === at) onTripped(carrier, percentAt(after, at));
    },
    async heal(carrier) {
      await change(carrier, () => ({ percent: 100, trippedAt: undefined, failures: 0, since: now() }));
    },
    async all() {
      const breakers = new Map<string, Breaker>();
      let cursor: string | undefined;
      do {
        const page = await table.queryIndex({
          index: 'list',
          pk: BREAKERS,
          limit: PAGE,
          ...(cursor ? { cursor } : {}),
        });
        for (const item of page.items) breakers.set(nameOf(item), { trippedAt: undefined, ...Row.parse(item) });
        cursor = page.cursor;
      } while (cursor);
      return breakers;
    },
  };
};
