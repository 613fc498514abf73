import type { MessageId } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { ParkedAggregate } from '../../../shared/platform/ledger/parked.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { messageBook } from '../domain/book.ts';
import type { MessageFact } from '../domain/facts.ts';
import type { Message } from '../domain/message.ts';
import { storedPlan } from '../domain/stored-plan.ts';
import type { MessageLedger, Planned } from '../ports.ts';

/** The messages' facts and heads in their table. */
export const messageFacts = (table: Table, now: () => number): Ledger<MessageFact, Message, MessageId> =>
  ledgerOver(messageBook, table, now);

/** The messages of a plan, of whatever release made it. */
const messagesOf = ({ pk, messages }: Item): readonly Planned[] => {
  const planned = storedPlan(messages);
  if (!planned) throw new ParkedAggregate(pk, 'its plan names no messages');
  return planned;
};

/**
 * The ledger of messages. The words of an occasion lie under `HEARD#<occasion>` in the order in which they were heard, the n-th under
 * `<n>`, each with its number and with what it leads to; they are never changed. A place is taken once, so that of two words that are
 * heard at the same time one knows of the other.
 */
export const messageLedger = (table: Table, now: () => number): MessageLedger => {
  const facts = messageFacts(table, now);
  const wordsOf = (occasion: string) => table.query(`HEARD#${occasion}`);
  /** The messages of words on a channel, from the latest to the first; what was planned and not recorded yet is none. */
  const on = async (channel: string, words: readonly (readonly Planned[])[]): Promise<readonly Message[]> => {
    const ids = words.flat().flatMap(({ messageId, intent }) => (intent.channel === channel ? [messageId] : []));
    const messages = await Promise.all([...new Set(ids)].map((messageId) => facts.state(messageId)));
    return messages.filter((message) => message !== undefined).reverse();
  };
  return {
    async plan(occasion, { told, number }, messages) {
      for (;;) {
        const words = await wordsOf(occasion);
        const last = words.at(-1);
        if (last && Number(last.number) > number) return [];
        if (last?.number === number) return messagesOf(last);
        const kept = last?.told === told ? last.messages : (messages as unknown as Json);
        const place = { pk: `HEARD#${occasion}`, sk: sortable(words.length) };
        const item = { ...place, number, told, plannedAt: now(), messages: kept as Json };
        const planned = messagesOf(item);
        if (!(await table.putIfAbsent(item))) return planned;
      }
    },
    isPlanned: async (occasion) => (await wordsOf(occasion)).length > 0,
    async lastPlanned(occasion) {
      return (await wordsOf(occasion)).map(messagesOf).findLast((planned) => planned.length > 0) ?? [];
    },
    async placeOf({ messageId, intent }) {
      const words = (await wordsOf(intent.occasion)).map(messagesOf);
      const isIts = (planned: readonly Planned[]): boolean => planned.some((each) => each.messageId === messageId);
      const last = words.at(-1);
      const earlier = words.slice(0, Math.max(0, words.findIndex(isIts)));
      return { isOvertaken: last !== undefined && !isIts(last), before: await on(intent.channel, earlier) };
    },
    messagesOf: async (occasion, channel) => on(channel, (await wordsOf(occasion)).map(messagesOf)),
    message: (messageId) => facts.state(messageId),
    record: (messageId, fact, by) => facts.record(messageId, fact, by),
  };
};
