import { createHash } from 'node:crypto';
import PostalMime, { type Attachment } from 'postal-mime';
import type { GivenMessage } from '../carrier-ports.ts';
import type { ReceivedFile } from '../ports.ts';

/** The largest text of a file that is kept to be read, in bytes. */
const MOST_TEXT = 50_000;

const fileOf = ({ filename, mimeType, content }: Attachment): ReceivedFile => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
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
