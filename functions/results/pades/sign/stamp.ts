import { asBuffer } from '../der/decode.ts';
import { PdfDocument } from '../pdf/document.ts';
import { IncrementalUpdate } from '../pdf/incremental-update.ts';
import type { Limits } from '../pdf/limits.ts';
import { dictionary, name, number, numbers } from '../pdf/objects.ts';
import { pagesOf } from '../pdf/page-tree.ts';
import type { Rectangle } from '../pdf/rectangle.ts';
import { textString } from '../pdf/text-string.ts';
import { type Outcome, refuse, settled } from '../refusal.ts';
import { addPanel } from './panel.ts';
import { appendToPage } from './signature-field.ts';

/** Something that is put on a page before anybody signs. */
export interface Stamp {
  /** Counted from 0. */
  readonly page: number;
  /** In the page's own space. */
  readonly rectangle: Rectangle;
  /** Appearance: a PDF of one page, as large as the stamp is shown. */
  readonly panel: Uint8Array;
  /** What it says to who cannot see it. */
  readonly contents: string;
  /** 16 bytes: the changing half of the file's /ID. */
  readonly fileId: Uint8Array;
}

/** Printed, and neither moved nor changed. */
const printLockedReadOnly = 4 + 64 + 128;

/** Puts a stamp (ISO 32000-2 section 12.5.6.12) on a page, as an incremental update. Equal arguments give equal bytes. */
export const addStamp = (
  pdf: Uint8Array,
  { page, rectangle, panel, contents, fileId }: Stamp,
  limits?: Limits,
): Outcome<Uint8Array> =>
  settled(() => {
    const base = asBuffer(pdf);
    const document = new PdfDocument(base, limits);
    const target = pagesOf(document)[page] ?? refuse('no_such_page', `page ${page}`);
    const update = new IncrementalUpdate(document);
    const reference = update.allocate();
    const stamp = dictionary({
      Type: name('Annot'),
      Subtype: name('Stamp'),
      Rect: numbers(...rectangle),
      P: target,
      F: number(printLockedReadOnly),
      Contents: textString(contents),
    });
    stamp.set('AP', dictionary({ N: addPanel(update, panel, { reference, dictionary: stamp }) }));
    update.replace(reference, stamp);
    appendToPage(update, target, reference);
    return Buffer.concat([base, update.finish(fileId).tail]);
  });
