import { deflateSync } from 'node:zlib';
import type { IncrementalUpdate } from '../pdf/incremental-update.ts';
import {
  arrayValue,
  dictionary,
  name,
  number,
  numbers,
  type PdfArray,
  type PdfDictionary,
  type PdfObject,
  PdfReference,
  PdfStream,
  PdfString,
} from '../pdf/objects.ts';
import { pagesOf } from '../pdf/page-tree.ts';
import { hasArea, overlaps, type Rectangle, rectangleOf } from '../pdf/rectangle.ts';
import { documentTimestampFields, formFieldsOf } from '../pdf/signature-fields.ts';
import { textOf, textString } from '../pdf/text-string.ts';
import { refuse } from '../refusal.ts';

/** Where a signature goes. */
export interface FieldPlacement {
  /** Name of the field; used where it exists and is empty, otherwise added. */
  readonly field: string;
  /** Zero-based page; the first unless given. */
  readonly page?: number;
  /** Without it the signature is invisible. */
  readonly rectangle?: Rectangle;
  /** Forbids later changes of every field but the document time stamps. */
  readonly lock?: boolean;
  /** The one field that this is meant to cover in part: the seal lies over the signer's image (Decree 30/2020). */
  readonly over?: string;
}

const invisible: Rectangle = [0, 0, 0, 0];
const printAndLocked = 132;

/** The empty field of this name with its dictionary as it may be changed; adds it to page and form where missing. */
export function openField(update: IncrementalUpdate, placement: FieldPlacement) {
  const existing = formFieldsOf(update.document).find(({ name: known }) => known === placement.field);
  if (existing) {
    if (existing.type !== 'Sig') refuse('not_a_signature_field', placement.field);
    if (existing.dictionary.has('V')) refuse('field_already_signed', placement.field);
    return { reference: existing.reference, dictionary: new Map(existing.dictionary) };
  }
  return addField(update, placement);
}

/** Adds an empty signature field. Reserve all fields before the first signature: one added later may cover content. */
export function addField(update: IncrementalUpdate, placement: FieldPlacement) {
  const page = pagesOf(update.document)[placement.page ?? 0];
  if (!page) return refuse('no_such_page', `page ${placement.page ?? 0}`);
  const rectangle = placement.rectangle ?? invisible;
  requireFreeArea(update, page, rectangle, placement);

  const reference = update.allocate();
  const field = dictionary({
    Type: name('Annot'),
    Subtype: name('Widget'),
    FT: name('Sig'),
    T: textString(placement.field),
    F: number(printAndLocked),
    P: page,
    Rect: numbers(...rectangle),
    Lock: placement.lock ? fieldLock() : undefined,
    AP: hasArea(rectangle) ? dictionary({ N: update.add(emptyAppearance(rectangle)) }) : undefined,
  });
  update.replace(reference, field);
  appendToPage(update, page, reference);
  appendToForm(update, reference);
  return { reference, dictionary: field };
}

/** Action All would forbid the document time stamp that must follow, so Exclude names those (ISO 32000-2 table 236). */
const fieldLock = (): PdfDictionary =>
  dictionary({
    Type: name('SigFieldLock'),
    Action: name('Exclude'),
    Fields: documentTimestampFields.map(textString),
  });

/**
 * PDF/A (ISO 19005-2 section 6.3.3) wants an appearance on a visible widget even before it is signed. It is deflated
 * like the panel that replaces it: validators call a /Filter that appears later an undefined change.
 */
function emptyAppearance([left, bottom, right, top]: Rectangle): PdfStream {
  const form = dictionary({
    Type: name('XObject'),
    Subtype: name('Form'),
    FormType: number(1),
    BBox: numbers(0, 0, right - left, top - bottom),
    Resources: new Map(),
    Filter: name('FlateDecode'),
  });
  return new PdfStream(form, deflateSync(Buffer.alloc(0)));
}

/** Validators report a visible widget on top of another annotation. */
function requireFreeArea(
  update: IncrementalUpdate,
  page: PdfReference,
  wanted: Rectangle,
  placement: FieldPlacement,
): void {
  const resolve = (object: PdfObject | undefined) => update.current(object);
  for (const annotation of arrayValue(resolve(update.currentDictionary(page)?.get('Annots'))) ?? []) {
    const entries = update.currentDictionary(annotation);
    const rectangle = rectangleOf(arrayValue(resolve(entries?.get('Rect'))), resolve);
    const title = resolve(entries?.get('T'));
    const meant = placement.over !== undefined && title instanceof PdfString && textOf(title) === placement.over;
    if (rectangle && !meant && overlaps(rectangle, wanted)) refuse('widget_overlap', placement.field);
  }
}

/** Puts an annotation on a page; rewrites the smallest owner: the array where it is an object of its own, otherwise the page. */
export function appendToPage(update: IncrementalUpdate, page: PdfReference, field: PdfReference): void {
  const pageDictionary = update.currentDictionary(page) ?? refuse('damaged', 'page');
  const annotations = pageDictionary.get('Annots');
  const grown = [...listIn(update, annotations), field];
  if (isObject(update, annotations)) update.replace(annotations, grown);
  else update.replace(page, new Map(pageDictionary).set('Annots', grown));
}

/** AcroForm may be direct, indirect or missing, and so may its Fields. SigFlags 3: signatures exist, append only. */
function appendToForm(update: IncrementalUpdate, field: PdfReference): void {
  const root = update.document.rootReference;
  const catalog = update.currentDictionary(root) ?? refuse('damaged', 'document catalog');
  const owner = catalog.get('AcroForm');
  const present = update.current(owner);
  if (present !== null && !(present instanceof Map)) refuse('damaged', 'form');
  const form: PdfDictionary = new Map(present);
  if (form.has('XFA')) refuse('active_content', 'XFA form');
  const fields = form.get('Fields');
  const grown = [...listIn(update, fields), field];
  if (isObject(update, fields)) update.replace(fields, grown);
  else form.set('Fields', grown);
  form.set('SigFlags', number(3));
  if (isObject(update, owner)) update.replace(owner, form);
  else update.replace(root, new Map(catalog).set('AcroForm', update.add(form)));
}

/** The list that an entry gives; whatever else it leads to would be lost when the list is written in its place. */
function listIn(update: IncrementalUpdate, entry: PdfObject | undefined): PdfArray {
  const present = update.current(entry);
  return present === null ? [] : (arrayValue(present) ?? refuse('damaged', 'a list was expected'));
}

/** Whether an entry is a reference that leads to something. */
const isObject = (update: IncrementalUpdate, entry: PdfObject | undefined): entry is PdfReference =>
  entry instanceof PdfReference && update.current(entry) !== null;
