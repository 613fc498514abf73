import { milestonesOf } from '../../functions/notifications/domain/book.ts';
import { stateOf } from '../../functions/notifications/domain/message-state.ts';
import type { Composed, TellingCard } from '../../functions/notifications/ports.ts';
import type { MessageId } from '../../shared/kernel/ids.ts';
import { cardWith, notificationsHouse } from './notifications-house.ts';

const PERMANENT = { taken: false, fault: 'permanent', reason: 'no' } as const;

/** What the carrier of a channel makes of everything that it is given. */
export type Manner = 'takes' | 'refuses';

/** A house that hears its own events as the bus brings them, whose carriers take or refuse all by their channel. */
export const fallbackHouse = async (
  notify: TellingCard['notify'],
  manners: { readonly zalo?: Manner; readonly sms?: Manner; readonly email?: Manner } = {},
  card: Partial<TellingCard> = {},
) => {
  const house = notificationsHouse(cardWith({ notify, ...card }));
  await house.wordZalo('accepted', 'acceptance_withdrawn', 'promise_moved', 'registered', 'download_code');
  for (const channel of ['zalo', 'sms', 'email'] as const)
    if (manners[channel] === 'refuses') house[channel].answers = Array.from({ length: 50 }, () => PERMANENT);
  const hearFailures = async (messageId: MessageId): Promise<void> => {
    for (const milestone of milestonesOf(await house.message(messageId)))
      if (milestone.type === 'message.failed') {
        const heard = await house.hear(milestone);
        if (!heard.ok) throw new Error(JSON.stringify(heard.failure));
      }
  };
  return Object.assign(house, {
    hearFailures,
    /** Sends what is on its way, and hears what failed, until nothing new comes. */
    async settle(): Promise<void> {
      for (let known = -1; known !== house.ids().length; ) {
        known = house.ids().length;
        for (const id of house.ids()) await house.send(id);
        for (const id of house.ids()) await hearFailures(id);
      }
    },
    /** A carrier's word about the last leg of a message. */
    async receipt(messageId: MessageId, status: 'failed' | 'delivered' | 'bounced'): Promise<void> {
      const { legs } = await house.message(messageId);
      const { number: leg = 1, carrier = 'recording' } = legs.at(-1) ?? {};
      const fact = { kind: 'leg_told', leg, carrier, status, receivedAt: house.at } as const;
      const key = `FACT#leg#${String(leg).padStart(3, '0')}#told#${status}`;
      await house.table.putIfAbsent({
        pk: `MSG#${messageId}`,
        sk: key,
        fact,
        recordedAt: house.at,
        recordedBy: carrier,
        requestId: 'r',
      });
    },
    /** How each message stands, in the order in which they were intended. */
    async standing(): Promise<readonly string[]> {
      const messages = await Promise.all(house.ids().map((id) => house.message(id)));
      return messages
        .map((message) => `${message.intent.channel} ${stateOf(message, house.at, null)}`)
        .sort((a, b) => order.indexOf(a.split(' ')[0] ?? '') - order.indexOf(b.split(' ')[0] ?? ''));
    },
    /** The message on a channel. */
    async on(channel: string) {
      const messages = await Promise.all(house.ids().map((id) => house.message(id)));
      const found = messages.filter(({ intent }) => intent.channel === channel);
      const [only] = found;
      if (!only || found.length > 1) throw new Error(`${found.length} messages by ${channel}`);
      return only;
    },
    /** What arrived at the person. */
    arrived: (): readonly Composed[] => [...house.zalo.taken, ...house.sms.taken, ...house.email.taken],
  });
};

const order = ['zalo', 'sms', 'email'];
