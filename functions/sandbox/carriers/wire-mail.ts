import PostalMime, { type Attachment } from 'postal-mime';
import type { GivenMessage } from '../carrier-ports.ts';
import type { GivenFile } from '../ports.ts';

/** What was sent: postal-mime gives calendars with the line ends of a text, where RFC 5545 (3.1) has CRLF. */
const bytesOf = ({ mimeType, content }: Attachment): Uint8Array => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
  return mimeType === 'text/calendar' ? Buffer.from(bytes.toString('utf8').replace(/\r?\n/g, '\r\n')) : bytes;
};

const fileOf = (file: Attachment): GivenFile => ({
  filename: file.filename ?? 'attachment',
  contentType: file.mimeType,
  content: bytesOf(file),
});

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
    files: parsed.attachments.map(fileOf),
  };
};
