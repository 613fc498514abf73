import { MAX_FACT_BYTES } from '../../../shared/kernel/book.ts';

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** What the name of the kind takes, and punctuation. */
const BESIDE_BYTES = 64;

/** The longest beginning of a text that takes at most so many bytes as JSON; no character is cut in half. */
function beginningWithin(text: string, bytes: number): string {
  let fits = 0;
  let tooLong = Math.min(text.length, Math.max(0, bytes)) + 1;
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (bytesOf(text.slice(0, middle)) <= bytes) fits = middle;
    else tooLong = middle;
  }
  return text.slice(0, fits).replace(/[\uD800-\uDBFF]$/, '');
}

/** A provider's word with as much of what was sent as one fact holds; where nothing was, or no room is left, without. */
export function withinAFact<T extends { readonly evidence?: string | undefined }>(word: T): T {
  const { evidence, ...rest } = word;
  const room = MAX_FACT_BYTES - bytesOf(rest) - BESIDE_BYTES;
  const kept = evidence === undefined ? '' : beginningWithin(evidence, room);
  return (kept === '' ? rest : { ...rest, evidence: kept }) as T;
}
