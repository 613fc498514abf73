import MailComposer from 'nodemailer/lib/mail-composer';
import { referenceOf } from '../domain/reference.ts';
import type { Composed } from '../ports.ts';

/** A mail as it was composed. */
export type Mail = Extract<Composed, { channel: 'email' }>;

/** What lets a mailbox end further mails by one click (RFC 2369, RFC 8058), by the names of the headers; none where a mail was asked for. */
export const unsubscribeHeaders = ({
  unsubscribeUrl,
}: Pick<Mail, 'unsubscribeUrl'>): Readonly<Record<string, string>> =>
  unsubscribeUrl === undefined
    ? {}
    : { 'List-Unsubscribe': `<${unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };

/** Headers that no fold may break: an address is read as it stands. */
const unfolded = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { prepared: true, value }]));

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
    headers: { 'Auto-Submitted': 'auto-generated', ...unfolded(unsubscribeHeaders(called)) },
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
