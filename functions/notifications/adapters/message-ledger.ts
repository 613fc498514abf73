import type { MessageId } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { messageBook } from '../domain/book.ts';
import type { MessageFact } from '../domain/facts.ts';
import type { Message } from '../domain/message.ts';
import type { MessageLedger, Planned } from '../ports.ts';

/** The messages' facts and heads in their table. */
export const messageFacts = (table: Table, now: () => number): Ledger<MessageFact, Message, MessageId> =>
  ledgerOver(messageBook, table, now);

/**
 * The ledger of messages. The words of an occasion lie under `HEARD#<occasion>` in the order in which they were heard, the n-th under
 * `<n>`, each with its number and with what it leads to; they are never changed. A place is taken once, so that of two words that are
 * heard at the same time one knows of the other.
 */
export const messageLedger = (table: Table, now: () => number): MessageLedger => {
  const facts = messageFacts(table, now);
  const wordsOf = (occasion: string) => table.query(`HEARD#${occasion}`);
  const messagesOf = (item: Item) => item.messages as unknown as readonly Planned[];
  return {
    async plan(occasion, { told, number }, messages) {
      for (;;) {
        const words = await wordsOf(occasion);
        const last = words.at(-1);
        if (last && Number(last.number) > number) return [];
        if (last?.number === number) return messagesOf(last);
        const kept = last?.told === told ? messagesOf(last) : messages;
        const place = { pk: `HEARD#${occasion}`, sk: sortable(words.length) };
        const item = { ...place, number, told, plannedAt: now(), messages: kept as unknown as Json };
        if (!(await table.putIfAbsent(item))) return kept;
      }
    },
    isPlanned: async (occasion) => (await wordsOf(occasion)).length > 0,
    async isOvertaken({ messageId, intent }) {
      const last = (await wordsOf(intent.occasion)).at(-1);
      return last !== undefined && !messagesOf(last).some((planned) => planned.messageId === messageId);
    },
    message: (messageId) => facts.state(messageId),
    record: (messageId, fact, by) => facts.record(messageId, fact, by),
  };
};
