import { PdfString } from './objects.ts';

/** A text string as people read it (ISO 32000-2 section 7.9.2.2): UTF-16BE or UTF-8 by its mark, otherwise Latin-1. */
export function textOf(string: PdfString): string {
  const { bytes } = string;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = bytes.subarray(2, bytes.length - (bytes.length % 2));
    return Buffer.from(even).swap16().toString('utf16le');
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString('utf8', 3);
  return bytes.toString('latin1');
}

/** A text string in NFC, always written in hex: no text of a user can look like PDF syntax. */
export function textString(text: string): PdfString {
  const composed = text.normalize('NFC');
  if (/^[\x20-\x7e]*$/.test(composed)) return new PdfString(Buffer.from(composed, 'latin1'), true);
  const utf16 = Buffer.from(composed, 'utf16le').swap16();
  return new PdfString(Buffer.concat([Buffer.from([0xfe, 0xff]), utf16]), true);
}

/** A date (ISO 32000-2 section 7.9.4) to the second, UTC. */
export const dateString = (date: Date): PdfString =>
  new PdfString(Buffer.from(`D:${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`, 'latin1'));

/** The moment a date string names; undefined where it is malformed or leaves out the day. */
export function dateOf(string: PdfString): Date | undefined {
  const match = /^D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?/.exec(textOf(string));
  if (!match) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const offset = match[7] ? (Number(match[8]) * 60 + Number(match[9] ?? 0)) * (match[7] === '+' ? 1 : -1) : 0;
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute - offset, second));
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
