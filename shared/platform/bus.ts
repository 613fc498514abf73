import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Announcement } from '../kernel/milestones.ts';
import { awsClient } from './aws-clients.ts';

/** Publishes what heads announce. Returns when all are accepted; throws otherwise, and publishing again is harmless. */
export interface Bus {
  publish(capability: string, announcements: readonly Announcement[]): Promise<void>;
}

const BATCH = 10;
const TRIES = 3;

/** The product's EventBridge bus: `source` is `motcua.<capability>`, `detail-type` the event's type, `detail` the announcement. */
export const eventBridgeBus = (
  busName: string,
  client: Pick<EventBridgeClient, 'send'> = awsClient(EventBridgeClient),
): Bus => {
  const send = async (entries: readonly PutEventsRequestEntry[]): Promise<void> => {
    let left = [...entries];
    for (let attempt = 1; left.length > 0; attempt += 1) {
      const answer = await client.send(new PutEventsCommand({ Entries: left }));
      left = left.filter((_, index) => answer.Entries?.[index]?.ErrorCode !== undefined);
      if (left.length > 0 && attempt >= TRIES) throw new Error(`the event bus refused ${left.length} events`);
    }
  };

  return {
    async publish(capability, announcements) {
      const entries = announcements.map((announcement) => ({
        EventBusName: busName,
        Source: `motcua.${capability}`,
        DetailType: announcement.type,
        Detail: JSON.stringify(announcement),
        Time: new Date(announcement.at),
      }));
      for (let start = 0; start < entries.length; start += BATCH) await send(entries.slice(start, start + BATCH));
    },
  };
};
