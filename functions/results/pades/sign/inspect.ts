import { asBuffer } from '../der/decode.ts';
import { scanContent } from '../pdf/active-content.ts';
import { PdfDocument } from '../pdf/document.ts';
import { ambiguityOf, hiddenInObjectStreams } from '../pdf/hidden-objects.ts';
import { defaultLimits, type Limits } from '../pdf/limits.ts';
import { pagesOf } from '../pdf/page-tree.ts';
import { signedFieldsOf } from '../pdf/signature-fields.ts';
import { requireInflatable } from '../pdf/stream-size.ts';
import { type Outcome, refuse, settled } from '../refusal.ts';
import { digestOf } from '../x509/digest.ts';

/** A document that may be issued. */
export interface Inspection {
  readonly pages: number;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** `uri_link`: it has web links; `open_at_page`: it opens at a given page; `own_attachment`: it carries our metadata. */
  readonly warnings: readonly string[];
}

/**
 * Whether an uploaded file may be signed and issued: a whole, plain, unsigned PDF within the limits that does nothing by
 * itself and that every reader reads alike. A signature is the last thing refused: a signed file has passed everything else. Refuses `not_a_pdf`, `too_large`, `too_complex`, `encrypted`, `damaged`, `active_content`, `already_signed`.
 */
export function inspectPdf(pdf: Uint8Array, limits: Limits = defaultLimits): Outcome<Inspection> {
  return settled(() => {
    const document = new PdfDocument(asBuffer(pdf), limits);
    const pages = pagesOf(document).length;
    if (pages === 0) refuse('damaged', 'no pages');
    const { active, remarks, unreadable } = scanContent(document);
    if (active.length > 0) refuse('active_content', active.join(', '));
    requireInflatable(document);
    if (unreadable.length > 0) refuse('damaged', `object ${unreadable[0]} is unreadable`);
    const ambiguity = ambiguityOf(document);
    if (ambiguity !== undefined) refuse('damaged', ambiguity);
    const hidden = hiddenInObjectStreams(document);
    if (hidden !== undefined) refuse('damaged', `object ${hidden} hidden in an object stream`);
    if (signedFieldsOf(document).length > 0 || document.catalog.has('Perms'))
      refuse('already_signed', 'signature found');
    return { pages, bytes: pdf.length, sha256: digestOf('sha256', pdf).toString('hex'), warnings: remarks };
  });
}
