import type { PdfDocument } from '../pdf/document.ts';
import { arrayValue, nameValue, numberValue, type PdfDictionary, type PdfObject, PdfStream } from '../pdf/objects.ts';
import { hasArea, rectangleOf } from '../pdf/rectangle.ts';
import { readable } from '../refusal.ts';

/** What a viewer may draw for the widget of a signature field: nothing, something inside its /Rect, or anything. */
export type Drawing = 'nothing' | 'inside' | 'anything';

/** Entries of a field and its widget that draw nothing by themselves (ISO 32000-2 tables 166, 191, 226 and 235). */
const silent = new Set(
  'Type Subtype FT T TU TM Ff F P Rect V DV Lock SV M NM StructParent Lang DA DR Q H AP AS Border BS MK'.split(' '),
);
const maxBlankBytes = 4_096;

/**
 * What the widget may draw (ISO 32000-2 section 12.5.5), whatever its rectangle says. A viewer draws other kinds of
 * annotations from entries of their own, wherever those point; an appearance is fitted from its /BBox, turned by /Matrix, into
 * /Rect, and viewers do not agree on what cannot be fitted.
 */
export function drawingOf(document: PdfDocument, field: PdfDictionary): Drawing {
  const subtype = nameValue(document.resolve(field.get('Subtype'))) ?? 'Widget';
  if (subtype !== 'Widget' || [...field.keys()].some((key) => !silent.has(key))) return 'anything';
  const rectangle = rectangleOf(document.array(field.get('Rect')), (object) => document.resolve(object));
  const appearance = appearanceOf(document, document.resolve(field.get('AP')));
  if (appearance === 'anything') return 'anything';
  if (rectangle && hasArea(rectangle))
    return appearance === 'nothing' || isFitted(document, appearance) ? 'inside' : 'anything';
  return hasNoBorder(document, field) && (appearance === 'nothing' || isBlank(document, appearance))
    ? 'nothing'
    : 'anything';
}

/** The one stream of an appearance dictionary; a signature has no states and no appearance for the mouse. */
function appearanceOf(document: PdfDocument, appearance: PdfObject): PdfStream | 'nothing' | 'anything' {
  if (appearance === null) return 'nothing';
  if (!(appearance instanceof Map) || [...appearance.keys()].some((key) => key !== 'N')) return 'anything';
  const normal = document.resolve(appearance.get('N'));
  if (normal === null) return 'nothing';
  return normal instanceof PdfStream ? normal : 'anything';
}

/** Whether what the form paints is clipped to a box that fits into /Rect. */
function isFitted(document: PdfDocument, { dictionary }: PdfStream): boolean {
  const resolve = (object: PdfObject) => document.resolve(object);
  const box = rectangleOf(document.array(dictionary.get('BBox')), resolve);
  if (!box || !hasArea(box)) return false;
  if (!dictionary.has('Matrix')) return true;
  const matrix = document.array(dictionary.get('Matrix'))?.map((one) => numberValue(resolve(one)) ?? Number.NaN);
  const [a = 0, b = 0, c = 0, d = 0] = matrix ?? [];
  return matrix?.length === 6 && matrix.every(Number.isFinite) && a * d - b * c !== 0;
}

/** Whether a form paints nothing: no operators but those that save and restore, as writers make for invisible signatures. */
function isBlank(document: PdfDocument, form: PdfStream): boolean {
  const content = readable(() => document.decode(form));
  if (!content || content.length > maxBlankBytes) return false;
  const operators = content.toString('latin1').replace(/%[^\r\n]*/g, '');
  return /^(?:[\0\t\n\f\r ]|\b[qQn]\b)*$/.test(operators);
}

/** Some viewers draw a border, and what /MK asks for, around a rectangle without area too. */
function hasNoBorder(document: PdfDocument, field: PdfDictionary): boolean {
  const border = arrayValue(document.resolve(field.get('Border')));
  const width = border?.[2] ?? document.dictionary(field.get('BS'))?.get('W');
  const isSpecified = field.has('Border') || field.has('BS');
  const colours = document.dictionary(field.get('MK'));
  return (!isSpecified || numberValue(document.resolve(width)) === 0) && (!colours || colours.size === 0);
}
