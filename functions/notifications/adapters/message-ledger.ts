import type { Json } from '../../../shared/kernel/milestones.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { messageBook } from '../domain/book.ts';
import type { MessageFact } from '../domain/facts.ts';
import type { Message } from '../domain/message.ts';
import type { MessageLedger, Planned } from '../ports.ts';

/** The messages' facts and heads in their table. */
export const messageFacts = (table: Table, now: () => number): Ledger<MessageFact, Message> =>
  ledgerOver(messageBook, table, now);

/** The ledger of messages. A plan lies under `HEARD#<occasion>` / `HEARD` and is never changed. */
export const messageLedger = (table: Table, now: () => number): MessageLedger => {
  const facts = messageFacts(table, now);
  return {
    async plan(occasion, messages) {
      const item = { pk: `HEARD#${occasion}`, sk: 'HEARD', messages: messages as unknown as Json, plannedAt: now() };
      const existing = await table.putIfAbsent(item);
      return existing ? (existing.messages as unknown as readonly Planned[]) : messages;
    },
    isPlanned: async (occasion) => (await table.get(`HEARD#${occasion}`, 'HEARD')) !== undefined,
    message: (messageId) => facts.state(messageId),
    record: (messageId, fact, by) => facts.record(messageId, fact, by),
  };
};
