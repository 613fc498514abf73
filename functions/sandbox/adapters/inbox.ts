import * as z from 'zod';
import { sortable } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { recipientOf } from '../domain/recipient.ts';
import type { Inbox, ReceivedMessage } from '../ports.ts';

const Stored = z.object({
  channel: z.enum(['zalo', 'sms', 'email']),
  carrier: z.string().optional(),
  to: z.string(),
  text: z.string().optional(),
  subject: z.string().optional(),
  body: z.string().optional(),
  html: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  acceptedAt: z.int(),
  clientReference: z.string(),
});

/** Messages in the sandbox's table (`MSG#<id>` / `MSG`), listed by recipient (`TO#<recipient>`) in the order of arrival. */
export const inboxIn = (sandboxTable: Table): Inbox => ({
  async keep(id, message) {
    const { to, acceptedAt, headers, ...content } = message;
    const given = Object.fromEntries(
      Object.entries({ ...content, headers }).filter(([, value]) => value !== undefined),
    );
    await sandboxTable.put({
      pk: `MSG#${id}`,
      sk: 'MSG',
      ...given,
      to,
      acceptedAt,
      listPk: `TO#${recipientOf(to)}`,
      listSk: `${sortable(acceptedAt)}#${id}`,
    });
  },
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
