import { asBuffer } from '../der/decode.ts';
import { scanContent } from '../pdf/active-content.ts';
import { carriedAlongIn, carriedBefore } from '../pdf/carried-along.ts';
import { PdfDocument } from '../pdf/document.ts';
import { ambiguityOf, hiddenInObjectStreams } from '../pdf/hidden-objects.ts';
import { type Limits, uploadLimits } from '../pdf/limits.ts';
import { pagesOf } from '../pdf/page-tree.ts';
import { plainFileOf } from '../pdf/plain-file.ts';
import { signedFieldsOf } from '../pdf/signature-fields.ts';
import { inflatedStreams } from '../pdf/stream-size.ts';
import { type Outcome, refuse, settled } from '../refusal.ts';
import { type Unseen, unseenIn } from '../unseen/unseen.ts';
import { digestOf } from '../x509/digest.ts';

/** A document that may be issued. */
export interface Inspection {
  readonly pages: number;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** What may be signed: the file without what stands around the PDF in it. */
  readonly pdf: Buffer;
  /**
   * `uri_link`: it has web links; `open_at_page`: it opens at a given page; `own_attachment`: it carries our metadata; `usage_rights`: it was
   * made for a reader that needed leave to fill it in, which signs nothing (ISO 32000-2 section 12.8.6.2).
   */
  readonly warnings: readonly string[];
  /** What it carries and its reader does not see. */
  readonly unseen: readonly Unseen[];
}

/** Entries of /Perms that are no signatures of persons (ISO 32000-2 table 263, and its name before PDF 1.6). */
const usageRights = ['UR3', 'UR'];

/**
 * Whether an uploaded file may be signed and issued: a whole, plain, unsigned PDF within the limits that does nothing by itself, carries
 * nothing but its pages, and that every reader reads alike. A signature is the last thing refused: a signed file has passed everything
 * else, unless it may be signed (`mayBeSigned`): whether its signatures hold is asked elsewhere. Refuses `not_a_pdf`, `too_large`, `too_complex`, `encrypted`, `damaged`, `active_content`, `already_signed`.
 */
export function inspectPdf(
  file: Uint8Array,
  limits: Limits = uploadLimits,
  { mayBeSigned = false }: { readonly mayBeSigned?: boolean } = {},
): Outcome<Inspection> {
  return settled(() => {
    // A signature counts from the first byte to the last.
    const pdf = mayBeSigned ? asBuffer(file) : plainFileOf(asBuffer(file));
    const document = new PdfDocument(pdf, limits);
    const pages = pagesOf(document).length;
    if (pages === 0) refuse('damaged', 'no pages');
    const { active, remarks, unreadable } = scanContent(document);
    if (active.length > 0) refuse('active_content', active.join(', '));
    const carriedAlong = carriedAlongIn(document);
    for (const { objectNumber, stream, data } of inflatedStreams(document)) {
      const carried = carriedAlong(objectNumber, stream, data);
      if (carried !== undefined) refuse('active_content', carried);
    }
    const carriedEarlier = carriedBefore(document);
    if (carriedEarlier !== undefined) refuse('active_content', carriedEarlier);
    if (unreadable.length > 0) refuse('damaged', `object ${unreadable[0]} is unreadable`);
    const ambiguity = ambiguityOf(document);
    if (ambiguity !== undefined) refuse('damaged', ambiguity);
    const hidden = hiddenInObjectStreams(document);
    if (hidden !== undefined) refuse('damaged', `object ${hidden} hidden in an object stream`);
    const granted = [...(document.dictionary(document.catalog.get('Perms'))?.keys() ?? [])];
    if (!mayBeSigned && (signedFieldsOf(document).length > 0 || !granted.every((name) => usageRights.includes(name))))
      refuse('already_signed', 'signature found');
    const warnings = granted.some((name) => usageRights.includes(name)) ? [...remarks, 'usage_rights'] : remarks;
    const sha256 = digestOf('sha256', pdf).toString('hex');
    return { pages, bytes: pdf.length, sha256, pdf, warnings, unseen: unseenIn(document) };
  });
}
