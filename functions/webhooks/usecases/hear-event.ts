import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { type BusEvent, type HeardEvent, needed } from '../../../shared/kernel/events.ts';
import { type AgencyCode, type DeliveryId, upwards } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { deliveryIdOf } from '../domain/book.ts';
import type { Intended } from '../domain/facts.ts';
import { type PublicEvent, publicEventsOf } from '../domain/public-event.ts';
import { type Webhook, wants } from '../domain/webhook.ts';
import type { DeliveryLedger, DeliveryQueue, DossierReader, HeardWords, Webhooks } from '../ports.ts';

/** What hearing an event needs. */
export interface HearPorts {
  readonly webhooks: Pick<Webhooks, 'find'>;
  readonly ledger: Pick<DeliveryLedger, 'record'>;
  readonly words: HeardWords;
  readonly dossiers: DossierReader;
  readonly queue: DeliveryQueue;
  readonly now: () => number;
}

const bodyOf = ({ type, data }: PublicEvent, { at }: HeardEvent): string =>
  JSON.stringify({ type, timestamp: toOffsetDateTime(at), data });

/**
 * Makes one delivery for each public moment of an event and each webhook that asked for it, of the deciding agency and of those above it,
 * and puts them into the queue. Heard again it makes no other; what is withdrawn, and what is heard after a later word of the same moment,
 * is told to nobody. Answers the deliveries.
 */
export const hearEvent =
  ({ webhooks, ledger, words, dossiers, queue, now }: HearPorts) =>
  async ({ event, number, withdrawn }: BusEvent, requestId: string): Promise<Result<readonly DeliveryId[]>> => {
    const by: RecordedBy = { recordedBy: 'system', requestId };
    const found = await Promise.all(upwards(needed(event, 'agencyCode').agencyCode).map((code) => webhooks.find(code)));
    const listening = found.filter((one): one is Webhook => one !== undefined && one.endedAt === undefined);
    if (listening.length === 0 || !(await words.note(event.id, number)) || withdrawn) return ok([]);
    const told = await publicEventsOf(event, () => dossiers.read(event.data.dossierCode));
    if (!told) return fail({ kind: 'not_found', what: 'dossier' });
    const intents = told.flatMap((moment) =>
      listening
        .filter((webhook) => wants(webhook, moment.type))
        .map(
          ({ agencyCode }): Intended => ({
            kind: 'intended',
            eventId: event.id,
            number,
            type: moment.type,
            agencyCode,
            body: bodyOf(moment, event),
            intendedAt: now(),
          }),
        ),
    );
    const made: { readonly deliveryId: DeliveryId; readonly agencyCode: AgencyCode }[] = [];
    for (const intent of intents) {
      const deliveryId = deliveryIdOf(intent);
      if ((await ledger.record(deliveryId, intent, by)) === 'conflict')
        return fail({ kind: 'conflict', key: deliveryId });
      made.push({ deliveryId, agencyCode: intent.agencyCode });
    }
    await queue.send(made);
    return ok(made.map(({ deliveryId }) => deliveryId));
  };
