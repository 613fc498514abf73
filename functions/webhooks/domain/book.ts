import type { Book } from '../../../shared/kernel/book.ts';
import { type AgencyCode, type DeliveryId, derivedName } from '../../../shared/kernel/ids.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import { type Delivery, foldDelivery } from './delivery.ts';
import { type DeliveryFact, deliveryFacts, type Intended, keyOf, meaningOf } from './facts.ts';

/** The last moment that sorts by 13 digits. */
const LAST_MOMENT = 9_999_999_999_999;

/** The partition of the `list` index in which an agency's deliveries lie, the newest first. */
export const deliveriesOf = (agencyCode: AgencyCode): string => `HOOK#${agencyCode}`;

/** The agency whose deliveries lie in a partition of the `list` index. */
export const agencyListed = (partition: string): AgencyCode => partition.slice('HOOK#'.length) as AgencyCode;

/** What a delivery is known by, so that hearing its event again makes no other: the event's id and number, its public type, and whose webhook it is. */
export const deliveryIdOf = ({
  eventId,
  number,
  type,
  agencyCode,
}: Pick<Intended, 'eventId' | 'number' | 'type' | 'agencyCode'>): DeliveryId =>
  `dlv_${derivedName(JSON.stringify([eventId, number, type, agencyCode]))}`;

/** The book of deliveries: `DLV#<deliveryId>`. */
export const deliveryBook: Book<DeliveryFact, Delivery, DeliveryId> = {
  prefix: 'DLV',
  foldVersion: 1,
  facts: deliveryFacts,
  key: keyOf,
  meaning: meaningOf,
  fold: (deliveryId, recorded) =>
    foldDelivery(
      deliveryId,
      recorded.map(({ fact }) => fact),
    ),
  project: ({ deliveryId, agencyCode, type, state, createdAt, nextAt }) => ({
    document: { agencyCode, type, state },
    milestones: [],
    entries: {
      log: {
        document: {},
        list: { pk: deliveriesOf(agencyCode), sk: `${sortable(LAST_MOMENT - createdAt)}#${deliveryId}` },
        ...(nextAt === undefined ? {} : { timer: timerKey('WALL', sortable(nextAt), deliveryId) }),
      },
    },
  }),
};
