import { createHash } from 'node:crypto';
import * as z from 'zod';
import { sortable } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { recipientOf } from '../domain/recipient.ts';
import type { Inbox, KeptMessage } from '../ports.ts';

const Stored = z.object({
  channel: z.enum(['zalo', 'sms', 'email']),
  carrier: z.string().optional(),
  to: z.string(),
  text: z.string().optional(),
  subject: z.string().optional(),
  body: z.string().optional(),
  html: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  attachments: z
    .array(
      z.object({
        filename: z.string(),
        contentType: z.string(),
        bytes: z.int(),
        sha256: z.string(),
        text: z.string().optional(),
      }),
    )
    .optional(),
  acceptedAt: z.int(),
  clientReference: z.string(),
});

const Piece = z.object({ base64: z.string() });

/** So much of a file is in one item, in characters of base64: an item holds 400 KB. */
const PIECE = 300_000;

/** The largest text of a file that is shown with its message, in bytes. */
const MOST_TEXT = 50_000;

const fileKey = (n: number): string => `FILE#${n}#`;

/**
 * Messages in the sandbox's table (`MSG#<id>` / `MSG`, their files in pieces: `FILE#<n>#<piece>`), listed by recipient
 * (`TO#<recipient>`) in the order of arrival.
 */
export const inboxIn = (sandboxTable: Table): Inbox => ({
  async keep(id, message) {
    const { to, acceptedAt, headers, files = [], ...content } = message;
    const given = Object.fromEntries(
      Object.entries({ ...content, headers }).filter(([, value]) => value !== undefined),
    );
    for (const [n, file] of files.entries()) {
      const pieces = Buffer.from(file.content)
        .toString('base64')
        .match(new RegExp(`.{1,${PIECE}}`, 'g')) ?? [''];
      for (const [piece, base64] of pieces.entries())
        await sandboxTable.put({ pk: `MSG#${id}`, sk: `${fileKey(n)}${String(piece).padStart(4, '0')}`, base64 });
    }
    const attachments = files.map(({ filename, contentType, content: of }) => ({
      filename,
      contentType,
      bytes: of.length,
      sha256: createHash('sha256').update(of).digest('hex'),
      ...(contentType.startsWith('text/') && of.length <= MOST_TEXT ? { text: Buffer.from(of).toString('utf8') } : {}),
    }));
    await sandboxTable.put({
      pk: `MSG#${id}`,
      sk: 'MSG',
      ...given,
      to,
      acceptedAt,
      ...(attachments.length > 0 ? { attachments } : {}),
      listPk: `TO#${recipientOf(to)}`,
      listSk: `${sortable(acceptedAt)}#${id}`,
    });
  },
  async called(id) {
    const item = await sandboxTable.get(`MSG#${id}`, 'MSG');
    return item && Stored.parse(item);
  },
  async to(recipient) {
    const messages: KeptMessage[] = [];
    let cursor: string | undefined;
    do {
      const query = { index: 'list', pk: `TO#${recipient}`, limit: 100 } as const;
      const page = await sandboxTable.queryIndex(cursor ? { ...query, cursor } : query);
      messages.push(...page.items.map((item) => ({ id: item.pk.slice('MSG#'.length), ...Stored.parse(item) })));
      cursor = page.cursor;
    } while (cursor);
    return messages;
  },
  async file(id, n) {
    const kept = await sandboxTable.get(`MSG#${id}`, 'MSG');
    const attached = kept && Stored.parse(kept).attachments?.[n];
    if (!attached) return undefined;
    const pieces = await sandboxTable.query(`MSG#${id}`, fileKey(n));
    const { filename, contentType } = attached;
    const content = Buffer.from(pieces.map((item) => Piece.parse(item).base64).join(''), 'base64');
    return { filename, contentType, content };
  },
});
