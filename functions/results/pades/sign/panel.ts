import { asBuffer } from '../der/decode.ts';
import { PdfDocument } from '../pdf/document.ts';
import type { IncrementalUpdate } from '../pdf/incremental-update.ts';
import { arrayValue, dictionary, name, number, type PdfReference, PdfStream } from '../pdf/objects.ts';
import { inheritedAttribute, pagesOf } from '../pdf/page-tree.ts';
import { refuse } from '../refusal.ts';

/** Turns the one page of a panel, drawn elsewhere as a PDF, into the appearance of a signature (a form XObject). */
export function addPanel(update: IncrementalUpdate, panel: Uint8Array): PdfReference {
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
    Resources: update.copy(source, inheritedAttribute(source, page, 'Resources') ?? new Map()),
  });
  return update.addStream(form, Buffer.concat(data));
}
