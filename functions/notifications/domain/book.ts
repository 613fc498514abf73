import type { Book, Entry } from '../../../shared/kernel/book.ts';
import type { EventOf } from '../../../shared/kernel/events.ts';
import type { MessageId } from '../../../shared/kernel/ids.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { isFirstLegBegun, keyOf, type MessageFact, meaningOf, messageFacts } from './facts.ts';
import { laneOf } from './lanes.ts';
import { foldMessage, isSettled, type Message } from './message.ts';
import { type Trouble, troublePartition } from './message-query.ts';
import { isForStaff, templateOf } from './notice.ts';
import { storedFact } from './stored-facts.ts';

/** A moment of a message that others are told of. */
export type MessageMilestone = EventOf<'message.intended' | 'message.delivered' | 'message.counted' | 'message.failed'>;

const about = ({ messageId, intent }: Message) => ({
  dossierCode: intent.dossierCode,
  agencyCode: intent.agencyCode,
  messageId,
  channel: intent.channel,
  template: templateOf(intent.notice),
});

/** The moment that puts a message on its way, and on which one where that is not the normal one. */
export const intendedMilestone = (message: Message): EventOf<'message.intended'> => {
  const lane = laneOf(message.intent.notice);
  return {
    id: `message:${message.messageId}:intended`,
    type: 'message.intended',
    at: message.intent.intendedAt,
    data: { ...about(message), ...(lane === 'normal' ? {} : { lane }) },
  };
};

/**
 * The moments of a message, each at most once. It is told as delivered when a carrier has it, since Vietnamese networks
 * confirm no handset; one that fails after that has failed as well, and one that arrives after all has not. In figures it counts once the
 * network has it, as long as that holds. That staff were told is nobody's news: it is neither announced as delivered nor counted.
 */
export function milestonesOf(message: Message): MessageMilestone[] {
  const milestones: MessageMilestone[] = [intendedMilestone(message)];
  const id = (moment: string) => `message:${message.messageId}:${moment}`;
  const isForCitizen = !isForStaff(message.intent.notice);
  if (message.takenAt !== undefined && isForCitizen)
    milestones.push({ id: id('delivered'), type: 'message.delivered', at: message.takenAt, data: about(message) });
  if (message.arrivedAt !== undefined && isForCitizen) {
    const { dossierCode, agencyCode, messageId } = about(message);
    const data = { dossierCode, agencyCode, messageId };
    milestones.push({ id: id('counted'), type: 'message.counted', at: message.arrivedAt, data });
  }
  if (message.failure) {
    const data = { ...about(message), reason: message.failure.reason };
    milestones.push({ id: id('failed'), type: 'message.failed', at: message.failure.at, data });
  }
  return milestones;
}

/** The list of those who look after messages in which it lies, if it does: what arrives without trouble is in none. */
const troubleOf = (message: Message): Trouble | undefined => {
  const { status, legs, parked, held } = message;
  if (status === 'failed' || status === 'bounced') return status;
  const hasTrouble = parked !== undefined || held !== undefined || legs.some(({ fault }) => fault !== undefined);
  return !isSettled(message) && hasTrouble ? 'waiting' : undefined;
};

/** Where a message is listed: by its dossier, oldest first, and by agency where it did not simply arrive. */
const entriesOf = (message: Message): Readonly<Record<string, Entry>> => {
  const { messageId, intent } = message;
  const at = `${sortable(intent.intendedAt)}#${messageId}`;
  const listed = (pk: string, sk: string): Entry => ({ document: {}, list: { pk, sk } });
  const trouble = troubleOf(message);
  return {
    dossier: listed(`DOS#${intent.dossierCode}`, at),
    ...(trouble ? { trouble: listed(troublePartition(trouble), `${intent.agencyCode}#${at}`) } : {}),
  };
};

/** The book of messages to people: `MSG#<messageId>`. */
export const messageBook: Book<MessageFact, Message, MessageId> = {
  prefix: 'MSG',
  foldVersion: 6,
  facts: { ...messageFacts, stored: storedFact },
  key: keyOf,
  meaning: meaningOf,
  fold: (messageId, recorded) =>
    foldMessage(
      messageId,
      recorded.map(({ fact }) => fact),
    ),
  // A head says of a message that is on its way that it is queued: who wants to know more folds.
  project: (message) => ({
    document: { ...about(message), status: isSettled(message) ? message.status : 'queued' },
    milestones: milestonesOf(message),
    entries: entriesOf(message),
  }),
  isSilent: isFirstLegBegun,
};
