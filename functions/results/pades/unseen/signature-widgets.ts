import type { PdfDocument } from '../pdf/document.ts';
import { nameValue, type PdfDictionary } from '../pdf/objects.ts';

/** Whether an annotation is the place of a signature: a widget whose field, or the one above it, is for signatures. */
export function isSignatureWidget(document: PdfDocument, annotation: PdfDictionary): boolean {
  const kind = document.resolve(annotation.get('FT') ?? document.dictionary(annotation.get('Parent'))?.get('FT'));
  return nameValue(document.resolve(annotation.get('Subtype'))) === 'Widget' && nameValue(kind) === 'Sig';
}
