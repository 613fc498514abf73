import { createHash } from 'node:crypto';
import PostalMime, { type Attachment } from 'postal-mime';
import type { GivenMessage } from '../carrier-ports.ts';
import type { ReceivedFile } from '../ports.ts';

/** The largest text of a file that is kept to be read, in bytes. */
const MOST_TEXT = 50_000;

/** What was sent: postal-mime gives calendars with the line ends of a text, where RFC 5545 (3.1) has CRLF. */
const bytesOf = ({ mimeType, content }: Attachment): Buffer => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
  return mimeType === 'text/calendar' ? Buffer.from(bytes.toString('utf8').replace(/\r?\n/g, '\r\n')) : bytes;
};

const fileOf = (file: Attachment): ReceivedFile => {
  const { filename, mimeType } = file;
  const bytes = bytesOf(file);
  const isText = mimeType.startsWith('text/') && bytes.length <= MOST_TEXT;
  return {
    filename: filename ?? '',
    contentType: mimeType,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...(isText ? { text: bytes.toString('utf8') } : {}),
  };
};

/** A mail in its wire form, as its recipient's program reads it; undefined where it has no `Message-ID` of ours. */
export const mailIn = async (bytes: Uint8Array, to: string): Promise<GivenMessage | undefined> => {
  const parsed = await PostalMime.parse(bytes);
  const reference = /^<([^@]+)@/.exec(parsed.messageId ?? '')?.[1];
  if (reference === undefined) return undefined;
  return {
    reference,
    to,
    subject: parsed.subject,
    body: parsed.text?.replace(/\n$/, ''),
    html: parsed.html,
    headers: Object.fromEntries(parsed.headers.map(({ originalKey, value }) => [originalKey, value])),
    ...(parsed.attachments.length > 0 ? { attachments: parsed.attachments.map(fileOf) } : {}),
  };
};
