import { isUtf8 } from 'node:buffer';

/** True where bytes are well formed in UTF-8 (RFC 3629). */
export const isUtf8Text = (bytes: Uint8Array): boolean => isUtf8(bytes);

const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** What bytes say in UTF-8, a byte order mark included; undefined where they are not well formed (RFC 3629). */
export const utf8Text = (bytes: Uint8Array): string | undefined =>
  isUtf8(bytes) ? bufferOf(bytes).toString('utf8') : undefined;

/** The first characters of a text, none of them cut in half: what remains of any text is well formed (UTF-16 has no lone surrogate). */
export const firstCharacters = (text: string, count: number): string =>
  [...text.slice(0, 2 * count).toWellFormed()].slice(0, count).join('');
