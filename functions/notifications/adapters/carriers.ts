import * as z from 'zod';
import { type AgencyCode, named } from '../../../shared/kernel/ids.ts';
import { MerchantSecret } from '../../../shared/kernel/merchant-secret.ts';
import { CARRIERS, carrierKey } from '../../../shared/kernel/message-carriers.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import type { MakeCarriers } from '../channels/registry.ts';
import { type Breaker, percentAt } from '../domain/breaker.ts';
import { carrierOrder, type Offer } from '../domain/carrier-order.ts';
import type { Carrier, Carriers } from '../ports.ts';
import type { CarrierBreakers } from './carrier-breakers.ts';

/** How long the list of carriers is used before it is read again, in milliseconds: a change by an operator holds that much later. */
const KEEP_MS = 5000;

/** How many rows are read at once. */
const PAGE = 100;

/** A carrier's row, `CAR#<name>` / `CAR`, as far as sending needs it. */
const Row = z.object({
  kind: z.string(),
  channel: z.string(),
  agencyCode: named<AgencyCode>(z.string()).optional(),
  sender: z.string(),
  weight: z.number(),
  pricePerSegmentVnd: z.number().optional(),
  secretId: z.string(),
  receiptUrl: z.string().optional(),
  credentialsUpdatedAt: z.int(),
  endedAt: z.int().optional(),
});

type Row = z.infer<typeof Row> & Offer;

interface KeptCarriers {
  readonly rows: readonly Row[];
  /** How those fared that ever failed. */
  readonly fared: ReadonlyMap<string, Breaker>;
  readonly readAt: number;
}

const rowOf = (item: Item): Row => ({ ...Row.parse(item), name: item.pk.slice('CAR#'.length) });

/**
 * Carriers from the notifications' table and their credentials from the secret store, both kept for a while. One that fared badly is in
 * front less often than its weight says.
 */
export const carriersIn = (
  table: Pick<Table, 'get' | 'queryIndex'>,
  secrets: SecretReader,
  make: MakeCarriers,
  now: () => number,
  breakers: Pick<CarrierBreakers, 'all'>,
): Carriers => {
  let kept: KeptCarriers | undefined;
  const made = new Map<string, { readonly row: string; readonly carrier: Carrier | undefined }>();

  const allRows = async (): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    let cursor: string | undefined;
    do {
      const page = await table.queryIndex({ index: 'list', pk: CARRIERS, limit: PAGE, ...(cursor ? { cursor } : {}) });
      rows.push(...page.items.map(rowOf));
      cursor = page.cursor;
    } while (cursor);
    return rows;
  };

  const known = async (): Promise<KeptCarriers> => {
    if (kept && now() - kept.readAt < KEEP_MS) return kept;
    const [rows, fared] = await Promise.all([allRows(), breakers.all()]);
    kept = { rows, fared, readAt: now() };
    return kept;
  };

  /** Undefined for a kind that only a later release knows. */
  const open = async (row: Row): Promise<Carrier | undefined> => {
    const text = JSON.stringify(row);
    const before = made.get(row.name);
    if (before?.row === text) return before.carrier;
    const secret = await secrets.read(row.secretId, before ? 0 : undefined);
    if (secret === undefined) throw new Error(`no secret for carrier ${row.name}`);
    const { current } = MerchantSecret.parse(JSON.parse(secret));
    const { name, sender, receiptUrl } = row;
    const opened = await make(row.kind, { name, sender, credentials: current, receiptUrl });
    const carrier = opened && { ...opened, pricePerSegmentVnd: row.pricePerSegmentVnd };
    made.set(name, { row: text, carrier });
    return carrier;
  };

  return {
    async of(message) {
      const { rows, fared } = await known();
      const offered = rows.flatMap((row) => {
        const { name, channel, agencyCode, weight, endedAt } = row;
        const share = percentAt(fared.get(name), now()) / 100;
        return endedAt === undefined ? [{ name, channel, agencyCode, weight: weight * share, row }] : [];
      });
      const opened = await Promise.all(carrierOrder(offered, message).map(({ row }) => open(row)));
      return opened.filter((carrier) => carrier !== undefined);
    },
    async named(name) {
      const { pk, sk } = carrierKey(name);
      const item = await table.get(pk, sk);
      return item && open(rowOf(item));
    },
  };
};
