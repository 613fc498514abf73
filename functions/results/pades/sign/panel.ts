import { asBuffer } from '../der/decode.ts';
import { PdfDocument } from '../pdf/document.ts';
import type { IncrementalUpdate } from '../pdf/incremental-update.ts';
import {
  arrayValue,
  dictionary,
  name,
  number,
  numbers,
  type PdfDictionary,
  PdfReference,
  PdfStream,
} from '../pdf/objects.ts';
import { inheritedAttribute, type PageRotation, pagesOf, rotationOf } from '../pdf/page-tree.ts';
import { refuse } from '../refusal.ts';

/** What turns a panel against its page, so that it stands upright where the page is shown turned (ISO 32000-2 section 12.5.5). */
const upright: Readonly<Record<Exclude<PageRotation, 0>, readonly number[]>> = {
  90: [0, 1, -1, 0, 0, 0],
  180: [-1, 0, 0, -1, 0, 0],
  270: [0, -1, 1, 0, 0, 0],
};

/** Turns the one page of a panel, drawn elsewhere as a PDF, into the appearance of a signature (a form XObject), upright to the reader. */
export function addPanel(
  update: IncrementalUpdate,
  panel: Uint8Array,
  field: { readonly reference: PdfReference; readonly dictionary: PdfDictionary },
): PdfReference {
  const rotation = rotationUnder(update.document, field.reference, field.dictionary);
  const source = new PdfDocument(asBuffer(panel), update.document.limits);
  const page = source.dictionary(pagesOf(source)[0]) ?? refuse('no_such_page', 'panel');
  const contents = source.resolve(page.get('Contents'));
  const streams = (arrayValue(contents) ?? [contents]).map((part) => source.resolve(part));
  const data = streams.flatMap((stream) =>
    stream instanceof PdfStream ? [source.decode(stream), Buffer.from('\n')] : [],
  );
  const form = dictionary({
    Type: name('XObject'),
    Subtype: name('Form'),
    FormType: number(1),
    BBox: update.copy(source, inheritedAttribute(source, page, 'MediaBox')),
    Matrix: rotation === 0 ? undefined : numbers(...upright[rotation]),
    Resources: update.copy(source, inheritedAttribute(source, page, 'Resources') ?? new Map()),
  });
  return update.addStream(form, Buffer.concat(data));
}

/** How the page is turned that a field lies on: the one it names, else the one that lists it. */
function rotationUnder(document: PdfDocument, reference: PdfReference, field: PdfDictionary): PageRotation {
  const lists = (page: PdfReference): boolean =>
    (document.array(document.dictionary(page)?.get('Annots')) ?? []).some(
      (each) => each instanceof PdfReference && each.objectNumber === reference.objectNumber,
    );
  const page = document.dictionary(field.get('P')) ?? document.dictionary(pagesOf(document).find(lists));
  return page ? rotationOf(document, page) : 0;
}
