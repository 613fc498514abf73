import * as z from 'zod';
import { carrierKey } from '../../../shared/kernel/message-carriers.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';

/** How long a carrier's kind is kept before its row is read again: it never changes, but a name may be set up. */
const KEEP_MS = 60_000;

const Row = z.object({ kind: z.string() });

/** The kind of a carrier that was set up, ended or not; undefined where there is none of the name. Known ones are kept for a while. */
export const carrierKindsIn = (
  table: Pick<Table, 'get'>,
  now: () => number,
): ((carrier: string) => Promise<string | undefined>) => {
  const kept = new Map<string, { readonly kind: string; readonly readAt: number }>();
  return async (carrier) => {
    const known = kept.get(carrier);
    if (known && now() - known.readAt < KEEP_MS) return known.kind;
    const { pk, sk } = carrierKey(carrier);
    const item = await table.get(pk, sk);
    if (!item) return undefined;
    const { kind } = Row.parse(item);
    kept.set(carrier, { kind, readAt: now() });
    return kind;
  };
};
