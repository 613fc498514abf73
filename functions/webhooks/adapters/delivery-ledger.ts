import type { DeliveryId } from '../../../shared/kernel/ids.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { type Item, justAfter, type Table } from '../../../shared/platform/ledger/table.ts';
import { timersIn } from '../../../shared/platform/ledger/timer-index.ts';
import { agencyListed, deliveriesOf, deliveryBook } from '../domain/book.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { DeliveryFact } from '../domain/facts.ts';
import type { DeliveryLedger, DeliveryLog, DeliveryTimers } from '../ports.ts';

/** So many of a shard are queued together. */
const PAGE = 25;

/** The deliveries' facts and heads in their table. */
export const deliveryFactsIn = (table: Table, now: () => number): Ledger<DeliveryFact, Delivery, DeliveryId> =>
  ledgerOver(deliveryBook, table, now);

/** The ledger of deliveries in their table: `DLV#<deliveryId>`. */
export const deliveryLedger = (table: Table, now: () => number): DeliveryLedger => {
  const facts = deliveryFactsIn(table, now);
  return {
    delivery: (deliveryId) => facts.state(deliveryId),
    record: (deliveryId, fact, by) => facts.record(deliveryId, fact, by),
  };
};

/** Deliveries by agency in the table's `list` index. */
export const deliveryLog = (table: Pick<Table, 'queryIndex'>): DeliveryLog => ({
  async page({ agencyCode, after, limit }) {
    const query = { index: 'list', pk: deliveriesOf(agencyCode), limit } as const;
    const { items } = await table.queryIndex(after === undefined ? query : { ...query, from: justAfter(after) });
    return items.map(({ pk, listSk = '' }) => ({ key: listSk, deliveryId: idIn(deliveryBook, pk) }));
  },
});

const placeOf = ({ pk, listPk = '' }: Item) => ({
  deliveryId: idIn(deliveryBook, pk),
  agencyCode: agencyListed(listPk),
});

/** Deliveries that wait for their next try, in the table's `timer` index. */
export const deliveryTimers = (table: Pick<Table, 'queryIndex'>): DeliveryTimers =>
  timersIn(table, { axis: 'WALL', sortable, pageSize: PAGE, read: placeOf });
