import MailComposer from 'nodemailer/lib/mail-composer';
import { referenceOf } from '../domain/reference.ts';
import type { Composed } from '../ports.ts';

/** A mail as it was composed. */
export type Mail = Extract<Composed, { channel: 'email' }>;

/**
 * A mail as it goes over the wire (RFC 5322, RFC 2045), lines ending in CRLF: UTF-8, folded headers, `Date`, `Auto-Submitted` (RFC 3834)
 * and a `Message-ID` that is the same each time the mail is sent, so that mailboxes can tell a repetition.
 */
export const mimeOf = (
  { to, subject, body, html, attachments = [], ...called }: Mail,
  sender: string,
  now: number,
): Promise<Buffer> =>
  new MailComposer({
    from: sender,
    to,
    subject,
    text: body,
    ...(html === undefined ? {} : { html }),
    date: new Date(now),
    messageId: `<${referenceOf(called)}@${sender.slice(sender.lastIndexOf('@') + 1)}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: attachments.map(({ filename, contentType, bytes }) => ({
      filename,
      contentType,
      content: Buffer.from(bytes),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'windows',
  })
    .compile()
    .build();
