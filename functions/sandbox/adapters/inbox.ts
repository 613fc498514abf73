import * as z from 'zod';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Inbox, ReceivedMessage } from '../ports.ts';

const Stored = z.object({
  channel: z.enum(['sms', 'email']),
  to: z.string(),
  text: z.string().optional(),
  subject: z.string().optional(),
  body: z.string().optional(),
  acceptedAt: z.int(),
  clientReference: z.string(),
});

/** Messages from the sandbox's table, listed by recipient (`TO#<recipient>`) in the order of arrival. */
export const inboxIn = (sandboxTable: Table): Inbox => ({
  async to(recipient) {
    const messages: ReceivedMessage[] = [];
    let cursor: string | undefined;
    do {
      const query = { index: 'list', pk: `TO#${recipient}`, limit: 100 } as const;
      const page = await sandboxTable.queryIndex(cursor ? { ...query, cursor } : query);
      messages.push(...page.items.map((item) => Stored.parse(item)));
      cursor = page.cursor;
    } while (cursor);
    return messages;
  },
});
