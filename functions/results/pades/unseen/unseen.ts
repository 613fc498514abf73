import type { PdfDocument } from '../pdf/document.ts';
import { pagesOf } from '../pdf/page-tree.ts';
import { earlierLooks } from './earlier-revisions.ts';
import { hiddenLayers } from './hidden-layers.ts';
import { hiddenNotes } from './hidden-notes.ts';
import { privateData } from './private-data.ts';

/** Something that a file carries and its reader does not see. */
export interface Unseen {
  readonly code: 'earlier_revision' | 'hidden_layer' | 'hidden_note' | 'private_data';
  /** Its place and kind, in Vietnamese, never its text. */
  readonly detail: string;
}

/** So many places of a kind are named. */
const mostPlaces = 5;

/** Everything that the newest revision of a file carries unseen, and earlier revisions that look otherwise. Refuses `too_complex`. */
export function unseenIn(document: PdfDocument): readonly Unseen[] {
  const pages = pagesOf(document);
  const found = {
    earlier_revision: earlierLooks(document),
    hidden_layer: hiddenLayers(document),
    hidden_note: hiddenNotes(document, pages),
    private_data: privateData(document, pages),
  };
  return (Object.keys(found) as (keyof typeof found)[]).flatMap((code) => {
    const details = found[code];
    const more = details.length - mostPlaces;
    const named = more > 0 ? [...details.slice(0, mostPlaces), `và ${more} chỗ khác`] : details;
    return named.map((detail) => ({ code, detail }));
  });
}
