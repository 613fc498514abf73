import { refuse } from '../refusal.ts';
import { PdfName, PdfNumber, type PdfObject, PdfReference, PdfStream, PdfString, PdfVerbatim } from './objects.ts';

/** PDF syntax of a direct object, one Latin-1 character per byte. Equal objects give equal text. */
export function serialise(object: PdfObject | undefined): string {
  if (object === null || object === undefined) return 'null';
  if (typeof object === 'boolean') return String(object);
  if (object instanceof PdfName) return `/${escapeName(object.value)}`;
  if (object instanceof PdfNumber) return object.spelling;
  if (object instanceof PdfReference) return `${object.objectNumber} ${object.generation} R`;
  if (object instanceof PdfVerbatim) return object.text;
  if (object instanceof PdfString) return serialiseString(object);
  if (object instanceof PdfStream) return refuse('unexpected', 'a stream is never direct');
  if (object instanceof Map) return `<<${[...object].map(([key, value]) => serialiseEntry(key, value)).join('')}>>`;
  return `[${object.map(serialise).join(' ')}]`;
}

/** One entry of a dictionary, and where its value begins is `entryPrefix` long. */
export const serialiseEntry = (key: string, value: PdfObject): string => entryPrefix(key) + serialise(value);

/** What stands before the value of a dictionary entry. */
export const entryPrefix = (key: string): string => `/${escapeName(key)} `;

const escapeName = (value: string): string =>
  value.replace(/[^!-~]|[#()<>[\]{}/%]/g, (character) => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`);

function serialiseString({ bytes, hex }: PdfString): string {
  if (hex || bytes.some((byte) => byte < 32 || byte > 126)) return `<${bytes.toString('hex').toUpperCase()}>`;
  return `(${bytes.toString('latin1').replace(/[\\()]/g, '\\$&')})`;
}
