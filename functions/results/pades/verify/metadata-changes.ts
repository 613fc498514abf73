import { nameValue, type PdfDictionary, type PdfObject, PdfReference, PdfStream, PdfString } from '../pdf/objects.ts';
import { fingerprint, type RevisionComparison } from './revision-comparison.ts';

/** What writers set each time they write. */
const ofWriter = ['ModDate', 'Producer'];

/**
 * The information dictionary (ISO 32000-2 section 14.3.3), which nothing draws: every update may say when and with what it was written, and
 * tools that sign write more of it anew. What says more than that is told, and must be text in a dictionary that is nothing else.
 */
export function compareInformation(comparison: RevisionComparison, uses: ReadonlyMap<number, number>): void {
  const { before, after, moved } = comparison;
  const earlier = before.trailer.get('Info');
  const later = after.trailer.get('Info');
  if (earlier === undefined && comparison.isNew(later)) return;
  const isSame = fingerprint(earlier) === fingerprint(later);
  if (isSame && !(later instanceof PdfReference && moved.has(later.objectNumber))) return;
  const was = before.dictionary(earlier);
  const is = after.dictionary(later);
  const isFree = isSame ? uses.get((later as PdfReference).objectNumber) === 0 : comparison.isNew(later);
  const isPlain = (information: PdfDictionary | undefined) =>
    [...(information ?? [])].every(([key, value]) => isText(value) || key === 'Trapped');
  const isInformation = isFree && is !== undefined && isPlain(was) && isPlain(is);
  if (!isSame && !isInformation) comparison.forbid('trailer_changed', 'Info');
  comparison.settle(later);
  comparison.compareEntries(was, is, [], (key) => {
    if (ofWriter.includes(key) && isText(was?.get(key)) && isText(is?.get(key))) return;
    if (isInformation) comparison.permit('information_changed', key);
    else comparison.forbid('object_modified', later instanceof PdfReference ? later.objectNumber : 'Info');
  });
}

const isText = (object: PdfObject | undefined): boolean => object === undefined || object instanceof PdfString;

/** Whether an entry of the catalog only describes it: the version named anew, or XMP metadata added. Neither is drawn. */
export function isDescription(comparison: RevisionComparison, key: string, catalog: PdfDictionary): boolean {
  const value = catalog.get(key);
  if (key === 'Version') return /^[12]\.\d$/.test(nameValue(value) ?? '');
  return key === 'Metadata' && comparison.isNew(value) && isMetadata(comparison.after.resolve(value));
}

/** Whether an object is the XMP metadata of the document, before and after, and nothing besides; `uses` are those of all. */
export function isDocumentMetadata(
  { before, after, moved }: RevisionComparison,
  objectNumber: number,
  uses: ReadonlyMap<number, number>,
): boolean {
  const owners = [before.catalog.get('Metadata'), after.catalog.get('Metadata')];
  const pair = moved.get(objectNumber);
  return (
    uses.get(objectNumber) === 1 &&
    owners.every((owner) => owner instanceof PdfReference && owner.objectNumber === objectNumber) &&
    isMetadata(pair?.before) &&
    isMetadata(pair?.after)
  );
}

const isMetadata = (object: PdfObject | undefined): boolean =>
  object instanceof PdfStream && nameValue(object.dictionary.get('Type')) === 'Metadata';
