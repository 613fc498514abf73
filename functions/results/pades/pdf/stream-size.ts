import { Refused, refuse } from '../refusal.ts';
import type { PdfDocument } from './document.ts';
import { InflateBudget, inflateWithin } from './filters.ts';
import { arrayValue, nameValue, numberValue, PdfStream } from './objects.ts';

const maxImageBytes = 64 * 1024 * 1024;
const maxAllImagesBytes = 256 * 1024 * 1024;
const slackBytes = 64 * 1024;
const expanding = ['FlateDecode', 'Fl', 'LZWDecode', 'LZW', 'RunLengthDecode', 'RL'];

/**
 * Inflates every deflated stream of a document, so that no reader downstream meets a bomb: images up to the size they
 * declare, everything else within the limits. Stacked compression is refused, no honest writer uses it. `too_complex`.
 */
export function requireInflatable(document: PdfDocument): void {
  const others = new InflateBudget(document.limits.maxInflateBytes);
  let imagesLeft = maxAllImagesBytes;
  for (const objectNumber of document.crossReference.keys()) {
    const stream = readable(document, objectNumber);
    if (!(stream instanceof PdfStream)) continue;
    const filters = filterNames(document, stream);
    if (filters.filter((filter) => expanding.includes(filter)).length > 1) refuse('too_complex', 'stacked compression');
    if (filters[0] !== 'FlateDecode' && filters[0] !== 'Fl') continue;
    if (nameValue(document.resolve(stream.dictionary.get('Subtype'))) !== 'Image') {
      others.inflate(stream.data);
      continue;
    }
    imagesLeft -= inflateWithin(stream.data, Math.min(declaredImageBytes(document, stream), imagesLeft)).length;
    if (imagesLeft <= 0) refuse('too_complex', 'images over the limit');
  }
}

function readable(document: PdfDocument, objectNumber: number) {
  try {
    return document.get(objectNumber);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

function filterNames(document: PdfDocument, stream: PdfStream): string[] {
  const filter = document.resolve(stream.dictionary.get('Filter'));
  return (arrayValue(filter) ?? [filter]).flatMap((one) => nameValue(document.resolve(one)) ?? []);
}

/** Width x height x at most four components of the declared depth, a byte a row for the predictor, and some slack. */
function declaredImageBytes(document: PdfDocument, stream: PdfStream): number {
  const entry = (key: string) => numberValue(document.resolve(stream.dictionary.get(key))) ?? 0;
  const rowBytes = Math.ceil((entry('Width') * 4 * (entry('BitsPerComponent') || 8)) / 8) + 1;
  const declared = rowBytes * entry('Height') + slackBytes;
  return declared > 0 && declared <= maxImageBytes * 2
    ? Math.min(declared, maxImageBytes)
    : refuse('too_complex', 'image size');
}
