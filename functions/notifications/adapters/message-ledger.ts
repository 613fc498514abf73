import type { Json } from '../../../shared/kernel/milestones.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { messageBook } from '../domain/book.ts';
import type { MessageFact } from '../domain/facts.ts';
import type { Message } from '../domain/message.ts';
import type { MessageLedger, Planned } from '../ports.ts';

/** The messages' facts and heads in their table. */
export const messageFacts = (table: Table, now: () => number): Ledger<MessageFact, Message> =>
  ledgerOver(messageBook, table, now);

/** The ledger of messages. What a word of an occasion leads to lies under `HEARD#<occasion>` / `<told>`; its messages are never changed. */
export const messageLedger = (table: Table, now: () => number): MessageLedger => {
  const facts = messageFacts(table, now);
  const keyOf = (occasion: string) => `HEARD#${occasion}`;
  const messagesOf = (item: Item | undefined) => item?.messages as unknown as readonly Planned[] | undefined;
  return {
    async plan(occasion, { told, number }, messages) {
      const pk = keyOf(occasion);
      const words = await table.query(pk);
      const last = Math.max(number, ...words.map((word) => word.number as number));
      if (last > number) return [];
      const same = words.find(({ sk }) => sk === told);
      const kept = messagesOf(same) ?? messages;
      if (same?.number === number) return kept;
      const item = { pk, sk: told, number, messages: kept as unknown as Json, plannedAt: now() };
      // Who was a moment faster with the same word decided its messages.
      return (await table.putOver(item)) ? kept : (messagesOf(await table.get(pk, told)) ?? kept);
    },
    isPlanned: async (occasion) => (await table.query(keyOf(occasion))).length > 0,
    message: (messageId) => facts.state(messageId),
    record: (messageId, fact, by) => facts.record(messageId, fact, by),
  };
};
