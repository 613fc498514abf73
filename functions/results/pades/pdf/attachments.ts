import type { PdfDocument } from './document.ts';
import { nameValue, type PdfDictionary, PdfStream, PdfString } from './objects.ts';
import { textOf } from './text-string.ts';

/** The file that carries a result's metadata inside its PDF/A-3. */
export const metadataFileName = 'ket-qua.json';
export const metadataMediaType = 'application/json';
export const maxMetadataBytes = 256 * 1024;

/**
 * Whether the only embedded file is our metadata: that name, /AFRelationship /Data, JSON that parses, at most 256 KB.
 */
export function isOwnAttachmentOnly(document: PdfDocument): boolean {
  const specifications = fileSpecifications(document);
  const streams = [...document.crossReference.keys()].filter((objectNumber) => {
    const object = document.get(objectNumber);
    return object instanceof PdfStream && nameValue(object.dictionary.get('Type')) === 'EmbeddedFile';
  });
  return specifications.length === 1 && streams.length <= 1 && attachedMetadata(document) !== undefined;
}

/** The JSON text attached to a result, or undefined where there is none of ours. */
export function attachedMetadata(document: PdfDocument): string | undefined {
  for (const specification of fileSpecifications(document)) {
    const fileName = document.resolve(specification.get('UF') ?? specification.get('F'));
    if (!(fileName instanceof PdfString) || textOf(fileName) !== metadataFileName) continue;
    if (nameValue(document.resolve(specification.get('AFRelationship'))) !== 'Data') continue;
    const stream = document.resolve(document.dictionary(specification.get('EF'))?.get('F'));
    if (!(stream instanceof PdfStream)) continue;
    const text = document.decode(stream);
    if (text.length <= maxMetadataBytes && isJson(text)) return text.toString('utf8');
  }
  return undefined;
}

/** Every file specification that embeds a file. */
function fileSpecifications(document: PdfDocument): PdfDictionary[] {
  const found: PdfDictionary[] = [];
  for (const objectNumber of document.crossReference.keys()) {
    const object = document.get(objectNumber);
    if (object instanceof Map && object.has('EF')) found.push(object);
  }
  return found;
}

function isJson(text: Buffer): boolean {
  try {
    return typeof JSON.parse(text.toString('utf8')) === 'object';
  } catch {
    return false;
  }
}
