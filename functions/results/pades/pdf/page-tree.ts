import { refuse } from '../refusal.ts';
import type { PdfDocument } from './document.ts';
import { numberValue, type PdfDictionary, type PdfObject, PdfReference } from './objects.ts';

/** References to the pages in reading order (ISO 32000-2 section 7.7.3). Refuses loops. */
export function pagesOf(document: PdfDocument): PdfReference[] {
  const { maxDepth } = document.limits;
  const pages: PdfReference[] = [];
  const seen = new Set<number>();
  const visit = (object: PdfObject | undefined, depth: number): void => {
    const node = object instanceof PdfReference ? object : refuse('damaged', 'page tree');
    if (depth > maxDepth) refuse('too_complex', 'page tree depth');
    if (seen.has(node.objectNumber)) refuse('damaged', 'page tree loop');
    seen.add(node.objectNumber);
    const dictionary = document.dictionary(node) ?? refuse('damaged', 'page tree node');
    const kids = document.array(dictionary.get('Kids'));
    if (kids) for (const kid of kids) visit(kid, depth + 1);
    else pages.push(node);
  };
  visit(document.catalog.get('Pages'), 0);
  return pages;
}

/** An attribute of a page, its own or inherited (ISO 32000-2 section 7.7.3.4). */
export function inheritedAttribute(document: PdfDocument, page: PdfDictionary, key: string): PdfObject {
  let node: PdfDictionary | undefined = page;
  for (let i = 0; node && i < document.limits.maxDepth; i++) {
    if (node.has(key)) return document.resolve(node.get(key));
    node = document.dictionary(node.get('Parent'));
  }
  return null;
}

/** How far a page is turned clockwise when it is shown (ISO 32000-2 table 31). */
export type PageRotation = 0 | 90 | 180 | 270;

/** The page's /Rotate, its own or inherited; what is no multiple of 90 turns nothing. */
export function rotationOf(document: PdfDocument, page: PdfDictionary): PageRotation {
  const turned = numberValue(inheritedAttribute(document, page, 'Rotate')) ?? 0;
  const degrees = ((turned % 360) + 360) % 360;
  return degrees === 90 || degrees === 180 || degrees === 270 ? degrees : 0;
}
