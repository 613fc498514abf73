import { PdfDocument } from '../pdf/document.ts';
import { arrayValue, nameValue, type PdfObject, PdfReference, PdfStream } from '../pdf/objects.ts';
import { pagesOf } from '../pdf/page-tree.ts';
import { serialise } from '../pdf/serialise.ts';
import { signatureFieldsOf } from '../pdf/signature-fields.ts';
import { Refused } from '../refusal.ts';
import { compareFields } from './field-changes.ts';
import type { Change } from './report.ts';
import { fingerprint, RevisionComparison } from './revision-comparison.ts';

/**
 * What changed between the revision that ends at `end` and the document as it stands, judged by a whitelist: signatures
 * in signature fields, document time stamps and validation data may be added; everything else is forbidden.
 */
export function changesAfter(after: PdfDocument, end: number): readonly Change[] {
  try {
    const before = new PdfDocument(after.bytes, after.limits, end);
    return compareRevisions(new RevisionComparison(before, after));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return [{ kind: 'forbidden', code: 'signed_revision_unreadable', subject: error.detail }];
  }
}

function compareRevisions(comparison: RevisionComparison): readonly Change[] {
  compareTrailer(comparison);
  compareCatalog(comparison);
  compareFields(comparison);
  comparePages(comparison);
  compareSecurityStore(comparison);
  compareUndefinedReferences(comparison);
  compareRemaining(comparison);
  const distinct = new Map(
    comparison.changes.map((change) => [`${change.kind} ${change.code} ${change.subject}`, change]),
  );
  return [...distinct.values()];
}

function compareTrailer(comparison: RevisionComparison): void {
  const { before, after } = comparison;
  for (const key of ['Root', 'Info'])
    if (fingerprint(before.trailer.get(key)) !== fingerprint(after.trailer.get(key)))
      comparison.forbid('trailer_changed', key);
  for (const [objectNumber, entry] of before.crossReference)
    if (entry.kind !== 'free' && !after.crossReference.has(objectNumber))
      comparison.forbid('object_removed', objectNumber);
}

function compareCatalog(comparison: RevisionComparison): void {
  const { before, after } = comparison;
  comparison.settle(before.rootReference);
  comparison.compareEntries(before.catalog, after.catalog, ['AcroForm', 'DSS', 'Extensions'], (key) =>
    comparison.forbid('catalog_changed', key),
  );
}

/** Pages stay as they were; their annotations may grow by signature fields only. */
function comparePages(comparison: RevisionComparison): void {
  const { before, after } = comparison;
  const pages = pagesOf(before);
  if (pages.map(serialise).join() !== pagesOf(after).map(serialise).join())
    comparison.forbid('page_list_changed', 'Pages');
  const signatureFields = new Set(signatureFieldsOf(after).map(({ reference }) => serialise(reference)));
  for (const page of pages) {
    const earlier = before.dictionary(page);
    const later = after.dictionary(page);
    comparison.settle(page);
    comparison.compareEntries(earlier, later, ['Annots'], (key) =>
      comparison.forbid('page_changed', `${page.objectNumber} /${key}`),
    );
    comparison.settleOwner(earlier?.get('Annots'), later?.get('Annots'));
    const had = (before.array(earlier?.get('Annots')) ?? []).map(serialise);
    const has = (after.array(later?.get('Annots')) ?? []).map(serialise);
    if (had.some((annotation) => !has.includes(annotation))) comparison.forbid('annotation_removed', page.objectNumber);
    for (const annotation of has)
      if (!had.includes(annotation) && !signatureFields.has(annotation))
        comparison.forbid('annotation_added', annotation);
  }
}

/** Document Security Store (ETSI EN 319 142-1 section 5.4.2): validation data, no content. */
function compareSecurityStore(comparison: RevisionComparison): void {
  const { before, after } = comparison;
  const earlier = before.catalog.get('DSS');
  const later = after.catalog.get('DSS');
  if (later === undefined) return;
  comparison.settleOwner(earlier, later);
  const was = before.dictionary(earlier);
  const is = after.dictionary(later);
  for (const key of ['VRI', 'Certs', 'CRLs', 'OCSPs']) comparison.settleOwner(was?.get(key), is?.get(key));
  if (fingerprint(was ?? null) !== fingerprint(is ?? null)) comparison.permit('validation_data_added', 'DSS');
}

/** Shadow attack: a reference that led nowhere when it was signed must not come to life later. */
function compareUndefinedReferences(comparison: RevisionComparison): void {
  const { before, moved } = comparison;
  const undefinedThen = new Set<number>();
  const visit = (object: PdfObject): void => {
    if (object instanceof PdfReference) {
      const entry = before.crossReference.get(object.objectNumber);
      if (!entry || entry.kind === 'free') undefinedThen.add(object.objectNumber);
    } else if (object instanceof PdfStream) for (const value of object.dictionary.values()) visit(value);
    else if (object instanceof Map) for (const value of object.values()) visit(value);
    else for (const item of arrayValue(object) ?? []) visit(item);
  };
  for (const [objectNumber, entry] of before.crossReference) {
    if (entry.kind === 'free') continue;
    try {
      visit(before.get(objectNumber));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      comparison.forbid('object_unreadable', objectNumber);
    }
  }
  for (const [objectNumber, pair] of moved)
    if (pair.before === null && pair.after !== null && undefinedThen.has(objectNumber))
      comparison.forbid('undefined_reference_defined', objectNumber);
}

/** Objects no rule looked at must be what they were. New ones can be reached only through what the rules allowed. */
function compareRemaining(comparison: RevisionComparison): void {
  for (const [objectNumber, { before, after }] of comparison.moved) {
    if (comparison.isSettled(objectNumber) || before === null) continue;
    if (isCrossReference(before) && isCrossReference(after)) continue;
    if (fingerprint(before) === fingerprint(after)) comparison.permit('object_rewritten_unchanged', objectNumber);
    else comparison.forbid(after === null ? 'object_removed' : 'object_modified', objectNumber);
  }
}

const isCrossReference = (object: PdfObject): boolean =>
  object instanceof PdfStream && nameValue(object.dictionary.get('Type')) === 'XRef';
