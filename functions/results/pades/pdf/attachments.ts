import type { PdfDocument } from './document.ts';
import { nameValue, type PdfDictionary, PdfStream, PdfString } from './objects.ts';
import { textOf } from './text-string.ts';

/** The file that carries a result's metadata inside its PDF/A-3. */
export const metadataFileName = 'ket-qua.json';
export const metadataMediaType = 'application/json';
export const maxMetadataBytes = 256 * 1024;

/**
 * Whether the only embedded file is our metadata, attached as we do it: one specification that embeds one stream, under that name,
 * /AFRelationship /Data, JSON that parses, at most 256 KB. `carrying` are all dictionaries that embed a file.
 */
export function isOwnAttachmentOnly(document: PdfDocument, carrying: readonly PdfDictionary[]): boolean {
  const [own] = carrying;
  if (own === undefined || carrying.length > 1 || own.has('RF')) return false;
  if (metadataIn(document, own) === undefined) return false;
  const embedded = [...(document.dictionary(own.get('EF'))?.values() ?? [])].map((one) => document.resolve(one));
  const named = document.dictionary(document.dictionary(document.catalog.get('Names'))?.get('EmbeddedFiles'));
  const [, specification, ...further] = document.array(named?.get('Names')) ?? [];
  const associated = [specification, ...(document.array(document.catalog.get('AF')) ?? [])];
  return (
    new Set(embedded).size === 1 &&
    typedFiles(document) <= 1 &&
    further.length === 0 &&
    named?.has('Kids') !== true &&
    associated.every((one) => document.resolve(one) === own)
  );
}

/** How many streams say that they are embedded files. */
const typedFiles = (document: PdfDocument): number =>
  [...document.crossReference.keys()].filter((objectNumber) => {
    const object = document.get(objectNumber);
    return object instanceof PdfStream && nameValue(object.dictionary.get('Type')) === 'EmbeddedFile';
  }).length;

/** The JSON text attached to a result, or undefined where there is none of ours. */
export function attachedMetadata(document: PdfDocument): string | undefined {
  for (const specification of fileSpecifications(document)) {
    const text = metadataIn(document, specification);
    if (text !== undefined) return text;
  }
  return undefined;
}

function metadataIn(document: PdfDocument, specification: PdfDictionary): string | undefined {
  const fileName = document.resolve(specification.get('UF') ?? specification.get('F'));
  if (!(fileName instanceof PdfString) || textOf(fileName) !== metadataFileName) return undefined;
  if (nameValue(document.resolve(specification.get('AFRelationship'))) !== 'Data') return undefined;
  const stream = document.resolve(document.dictionary(specification.get('EF'))?.get('F'));
  if (!(stream instanceof PdfStream)) return undefined;
  const text = document.decode(stream);
  return text.length <= maxMetadataBytes && isJson(text) ? text.toString('utf8') : undefined;
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
