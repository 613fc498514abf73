import * as z from 'zod';
import { madeId } from '../../../shared/kernel/ids.ts';
import { CARRIER_COUNTS, carrierKey, waitingReceipts } from '../../../shared/kernel/message-carriers.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { toldStatuses } from '../domain/facts.ts';
import type { HeardReceipt, References } from '../receipt-ports.ts';

/** Over so many items counts are spread, so that those who count at the same time seldom meet. */
const SHARDS = 16;

/** So often a count is written that others move at the same time. */
const TRIES = 20;

const To = z.object({ messageId: madeId('msg'), leg: z.int() });

const Waiting = z.object({
  carrierMessageId: z.string(),
  ourReference: z.string().optional(),
  status: z.enum(toldStatuses),
  reason: z.string().optional(),
});

const Counts = z.object({ received: z.int(), matched: z.int(), version: z.int() });

const keyOf = (carrier: string, carrierMessageId: string): string => `CREF#${carrier}#${carrierMessageId}`;

const given = (receipt: HeardReceipt): Partial<Item> =>
  Object.fromEntries(Object.entries(receipt).filter(([, value]) => value !== undefined));

/**
 * What carriers call our messages, `CREF#<carrier>#<id>` / `TO`, beside the receipts that came before that was known, `WAIT#<status>`,
 * listed while they wait; and how many were heard of a carrier, `CAR#<carrier>` / `COUNT#<shard>`. `random` is in [0, 1).
 */
export const referencesIn = (table: Table, random: () => number): References => {
  const waitKey = (carrier: string, { carrierMessageId, status }: HeardReceipt) => ({
    pk: keyOf(carrier, carrierMessageId),
    sk: `WAIT#${status}`,
  });
  return {
    async find(carrier, carrierMessageId) {
      const item = await table.get(keyOf(carrier, carrierMessageId), 'TO');
      return item && To.parse(item);
    },
    async keep(carrier, carrierMessageId, { messageId, leg }) {
      const pk = keyOf(carrier, carrierMessageId);
      await table.putIfAbsent({ pk, sk: 'TO', messageId, leg });
      const waiting = (await table.query(pk, 'WAIT#')).filter(({ listPk }) => listPk !== undefined);
      return waiting.map((item) => Waiting.parse(item));
    },
    async wait(carrier, receipt, now) {
      const key = waitKey(carrier, receipt);
      const failed = await table.transact([
        { absent: { pk: key.pk, sk: 'TO' } },
        {
          put_absent: {
            ...key,
            ...given(receipt),
            listPk: waitingReceipts(carrier),
            listSk: `${sortable(now)}#${receipt.carrierMessageId}`,
          },
        },
      ]);
      if (failed.some(({ index }) => index === 0)) return 'known';
      return failed.length > 0 ? 'repeated' : 'waits';
    },
    matched: (carrier, receipt) => table.put({ ...waitKey(carrier, receipt), ...given(receipt) }),
    async count(carrier, { received = 0, matched = 0 }) {
      const { pk } = carrierKey(carrier);
      const sk = `${CARRIER_COUNTS}${Math.floor(random() * SHARDS)}`;
      for (let tries = 0; tries < TRIES; tries += 1) {
        const there = await table.get(pk, sk);
        const before = there ? Counts.parse(there) : undefined;
        const counts = {
          received: (before?.received ?? 0) + received,
          matched: (before?.matched ?? 0) + matched,
          version: (before?.version ?? 0) + 1,
        };
        if (await table.putIfVersion({ pk, sk, ...counts }, before?.version)) return;
      }
      throw new Error(`the receipts of ${carrier} could not be counted`);
    },
  };
};
