import { nameValue, type PdfDictionary, type PdfObject, PdfReference, PdfStream, PdfString } from '../pdf/objects.ts';
import { fingerprint, type RevisionComparison } from './revision-comparison.ts';

/** What writers set each time they write. */
const ofWriter = ['ModDate', 'Producer'];

/** The information dictionary: every update may say when and with what it was written, as text that nothing draws. */
export function compareInformation(comparison: RevisionComparison): void {
  const { before, after, moved } = comparison;
  const earlier = before.trailer.get('Info');
  const later = after.trailer.get('Info');
  if (earlier === undefined && comparison.isNew(later)) return;
  if (fingerprint(earlier) !== fingerprint(later)) comparison.forbid('trailer_changed', 'Info');
  if (!(later instanceof PdfReference) || !moved.has(later.objectNumber)) return;
  const was = before.dictionary(earlier);
  const is = after.dictionary(later);
  const free = ofWriter.filter((key) => isText(was?.get(key)) && isText(is?.get(key)));
  comparison.settle(later);
  comparison.compareEntries(was, is, free, () => comparison.forbid('object_modified', later.objectNumber));
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
