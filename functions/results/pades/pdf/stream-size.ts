import { Refused, refuse } from '../refusal.ts';
import type { PdfDocument } from './document.ts';
import { expandingFilters } from './expanding-filters.ts';
import { arrayValue, nameValue, numberValue, PdfStream } from './objects.ts';

/** An A0 drawing of 1200 dpi has 2.2 times as many points; readers give up long before. */
const maxPoints = 2 ** 30;

/** A stream with its data as they come out of its filters. */
export interface InflatedStream {
  readonly objectNumber: number;
  readonly stream: PdfStream;
  /** Every filter undone up to the first that draws a picture. */
  readonly data: Uint8Array;
}

/**
 * Undoes every filter of every stream but those that draw pictures, one stream after the other, so that no reader downstream meets a bomb
 * behind any of them. What is measured is what comes out, not what a picture says of itself; only one that says it has more points than any
 * reader draws is refused. `too_complex`, and `damaged` for data that no reader can undo.
 */
export function* inflatedStreams(document: PdfDocument): Generator<InflatedStream> {
  const allowance = { bytesLeft: document.limits.maxAllStreamsBytes };
  for (const objectNumber of document.crossReference.keys()) {
    const stream = readable(document, objectNumber);
    if (!(stream instanceof PdfStream)) continue;
    if (pointsOf(document, stream) > maxPoints) refuse('too_complex', 'picture size');
    const data = inflate(document, stream, allowance);
    yield { objectNumber, stream, data };
  }
}

/** What streams may still inflate to together. */
export interface Allowance {
  bytesLeft: number;
}

/**
 * A stream's data, every filter undone up to the first that draws a picture. `too_complex` beyond the allowance or what one stream may
 * inflate to, and `damaged` for data that no reader can undo.
 */
export function inflate(document: PdfDocument, stream: PdfStream, allowance: Allowance): Uint8Array {
  let data: Uint8Array = stream.data;
  for (const { filter, parameters } of filtersOf(document, stream)) {
    const undo = expandingFilters.get(filter);
    if (!undo) break;
    if (allowance.bytesLeft <= 0) refuse('too_complex', 'inflated data over the limit');
    data = undo(data, Math.min(allowance.bytesLeft, document.limits.maxStreamBytes), parameters);
    allowance.bytesLeft -= data.length;
  }
  return data;
}

function readable(document: PdfDocument, objectNumber: number) {
  try {
    return document.get(objectNumber);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** The filters of a stream in the order in which they are undone, each with its parameters. */
function filtersOf(document: PdfDocument, { dictionary }: PdfStream) {
  const entry = (key: string) => document.resolve(dictionary.get(key));
  const [filter, parameters] = [entry('Filter'), entry('DecodeParms')];
  return (arrayValue(filter) ?? [filter]).map((one, index) => ({
    filter: nameValue(document.resolve(one)) ?? '',
    parameters: document.dictionary(arrayValue(parameters)?.[index] ?? parameters),
  }));
}

function pointsOf(document: PdfDocument, { dictionary }: PdfStream): number {
  const entry = (key: string) => numberValue(document.resolve(dictionary.get(key))) ?? 0;
  return Math.abs(entry('Width') * entry('Height'));
}
