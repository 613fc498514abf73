import { asBuffer } from '../der/decode.ts';
import { PdfDocument } from '../pdf/document.ts';
import { IncrementalUpdate } from '../pdf/incremental-update.ts';
import type { Limits } from '../pdf/limits.ts';
import { formFieldsOf, signedFieldsOf } from '../pdf/signature-fields.ts';
import { type Outcome, refuse, settled } from '../refusal.ts';
import { addField, type FieldPlacement } from './signature-field.ts';

/**
 * Adds empty signature fields, all in one update and before the first signature: whoever signs later then changes
 * nothing that an earlier signature covers. Refuses `already_signed`, `widget_overlap`, `no_such_page`.
 */
export function reserveFields(
  pdf: Uint8Array,
  placements: readonly FieldPlacement[],
  options: { readonly fileId: Uint8Array; readonly limits?: Limits },
): Outcome<Uint8Array> {
  return settled(() => {
    const base = asBuffer(pdf);
    const document = new PdfDocument(base, options.limits);
    if (signedFieldsOf(document).length > 0) refuse('already_signed', 'reserve fields before the first signature');
    const taken = new Set(formFieldsOf(document).map(({ name }) => name));
    const update = new IncrementalUpdate(document);
    for (const placement of placements) {
      if (taken.has(placement.field)) refuse('not_a_signature_field', placement.field);
      taken.add(placement.field);
      addField(update, placement);
    }
    return Buffer.concat([base, update.finish(options.fileId).tail]);
  });
}
