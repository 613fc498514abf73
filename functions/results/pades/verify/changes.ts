import type { PdfDocument } from '../pdf/document.ts';
import { ambiguityOf } from '../pdf/hidden-objects.ts';
import { nameValue, type PdfArray, type PdfObject, PdfReference, PdfStream } from '../pdf/objects.ts';
import { pagesOf } from '../pdf/page-tree.ts';
import { serialise } from '../pdf/serialise.ts';
import { endOfWords, type Updates, updatesAfter } from '../pdf/updates.ts';
import { Refused } from '../refusal.ts';
import { compareFields } from './field-changes.ts';
import { compareInformation, isDescription, isDocumentMetadata } from './metadata-changes.ts';
import { ReferenceIndex } from './reference-index.ts';
import type { Change } from './report.ts';
import { fingerprint, RevisionComparison } from './revision-comparison.ts';

/** What the comparisons of a file's signed revisions with the file as it stands have in common. */
interface FileAsItStands {
  readonly document: PdfDocument;
  readonly references: ReferenceIndex;
  /** Behind the oldest signed revision. */
  readonly updates: Updates;
  /** Why readers might not agree on the oldest signed revision. */
  readonly ambiguity: string | undefined;
}

/**
 * What changed between each signed revision, given by where it ends, and the document as it stands. Judged by a
 * whitelist: signatures in signature fields, document time stamps and validation data may be added, by updates that
 * every reader takes alike; everything else is forbidden.
 */
export function changesByRevision(
  document: PdfDocument,
  ends: ReadonlySet<number>,
): ReadonlyMap<number, readonly Change[]> {
  if (ends.size === 0) return new Map();
  const oldest = Math.min(...ends);
  const file = readable(() => ({
    document,
    references: new ReferenceIndex(document),
    updates: updatesAfter(document, oldest),
    ambiguity: ambiguityOf(document.revisionEndingAt(oldest)),
  }));
  const changesAfter = (end: number) => (file instanceof Refused ? file : readable(() => compareRevisions(file, end)));
  return new Map([...ends].map((end) => [end, orUnreadable(changesAfter(end))]));
}

function readable<T>(read: () => T): T | Refused {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

const orUnreadable = (changes: readonly Change[] | Refused): readonly Change[] =>
  changes instanceof Refused
    ? [{ kind: 'forbidden', code: 'signed_revision_unreadable', subject: changes.detail }]
    : changes;

/** What readers do not agree on is no known change, whatever it seems to be. */
function compareLayout(comparison: RevisionComparison, file: FileAsItStands, end: number): void {
  const { document, updates, ambiguity } = file;
  if (!updates.ends.has(endOfWords(document.bytes, end))) comparison.forbid('not_a_revision_end', end);
  for (const one of updates.ambiguities) if (one.end > end) comparison.forbid('update_ambiguous', one.detail);
  if (ambiguity !== undefined && updates.ends.size > 1) comparison.doubt('signed_revision_ambiguous', ambiguity);
}

function compareRevisions(file: FileAsItStands, end: number): readonly Change[] {
  const { document, references } = file;
  const comparison = new RevisionComparison(document.revisionEndingAt(end), document, references);
  compareLayout(comparison, file, end);
  compareTrailer(comparison);
  compareCatalog(comparison);
  compareFields(comparison);
  comparePages(comparison);
  compareSecurityStore(comparison);
  const uses = comparison.countUses();
  compareInformation(comparison, uses);
  compareReferences(comparison, uses);
  compareRemaining(comparison, uses);
  const distinct = new Map(
    comparison.changes.map((change) => [`${change.kind} ${change.code} ${change.subject}`, change]),
  );
  return [...distinct.values()];
}

/** What a trailer says of the update that it ends (ISO 32000-2 tables 15 and 17); and /Info, which has rules of its own. */
const judgedApart = ['Size', 'Prev', 'ID', 'Info', 'XRefStm', 'Type', 'W', 'Index', 'Length', 'Filter', 'DecodeParms'];

/** Entries beside the standard's mean something to some readers: another document, for one. None may come. */
function compareTrailer(comparison: RevisionComparison): void {
  const { before, after } = comparison;
  for (const key of new Set(['Root', ...after.trailer.keys()]))
    if (!judgedApart.includes(key) && fingerprint(before.trailer.get(key)) !== fingerprint(after.trailer.get(key)))
      comparison.forbid('trailer_changed', key);
  for (const [objectNumber, entry] of before.crossReference)
    if (entry.kind !== 'free' && !after.crossReference.has(objectNumber))
      comparison.forbid('object_removed', objectNumber);
}

function compareCatalog(comparison: RevisionComparison): void {
  const { before, after } = comparison;
  comparison.settle(before.rootReference);
  comparison.compareEntries(before.catalog, after.catalog, ['AcroForm', 'DSS', 'Extensions'], (key) => {
    if (!isDescription(comparison, key, after.catalog)) comparison.forbid('catalog_changed', key);
  });
}

/** Pages stay as they were; their annotations may grow by signature fields only. */
function comparePages(comparison: RevisionComparison): void {
  const { before, after, moved } = comparison;
  const pages = pagesOf(before);
  if (pages.map(serialise).join() !== pagesOf(after).map(serialise).join())
    comparison.forbid('page_list_changed', 'Pages');
  for (const page of pages) {
    const earlier = before.dictionary(page);
    const later = after.dictionary(page);
    const owner = earlier?.get('Annots');
    if (!moved.has(page.objectNumber) && !(owner instanceof PdfReference && moved.has(owner.objectNumber))) continue;
    comparison.settle(page);
    comparison.compareEntries(earlier, later, ['Annots'], (key) =>
      comparison.forbid('page_changed', `${page.objectNumber} /${key}`),
    );
    comparison.settleOwner(owner, later?.get('Annots'));
    compareAnnotations(comparison, page, before.array(owner) ?? [], after.array(later?.get('Annots')) ?? []);
  }
}

/** Order counts: what stands later in the list is drawn over what stands earlier. */
function compareAnnotations(comparison: RevisionComparison, page: PdfReference, earlier: PdfArray, later: PdfArray) {
  const had = earlier.map(serialise);
  const has = later.map(serialise);
  const known = new Set(had);
  const present = new Set(has);
  if (had.some((annotation) => !present.has(annotation))) comparison.forbid('annotation_removed', page.objectNumber);
  else if (has.filter((annotation) => known.has(annotation)).join() !== had.join())
    comparison.forbid('annotation_order_changed', page.objectNumber);
  for (const annotation of has)
    if (!known.has(annotation) && !comparison.signatureFields.has(annotation))
      comparison.forbid('annotation_added', annotation);
}

/** Document Security Store (ETSI EN 319 142-1 section 5.4.2): validation data, no content. */
function compareSecurityStore(comparison: RevisionComparison): void {
  const { before, after } = comparison;
  const earlier = before.catalog.get('DSS');
  const later = after.catalog.get('DSS');
  if (later === undefined) {
    if (earlier !== undefined) comparison.forbid('validation_data_removed', 'DSS');
    return;
  }
  comparison.settleOwner(earlier, later);
  const was = before.dictionary(earlier);
  const is = after.dictionary(later);
  const lists = ['VRI', 'Certs', 'CRLs', 'OCSPs'];
  if (was)
    comparison.compareEntries(was, is, ['Type', ...lists], (key) =>
      comparison.forbid('validation_data_changed', `DSS /${key}`),
    );
  for (const key of lists) comparison.settleOwner(was?.get(key), is?.get(key));
  if (fingerprint(was ?? null) !== fingerprint(is ?? null)) comparison.permit('validation_data_added', 'DSS');
}

/**
 * Shadow attacks on references of the signed revision: one that led nowhere must not come to life later, and a list that
 * was let grow must not serve as something else at the same time.
 */
function compareReferences(comparison: RevisionComparison, uses: ReadonlyMap<number, number>): void {
  const { moved, grown } = comparison;
  for (const [objectNumber, pair] of moved)
    if (pair.before === null && pair.after !== null && uses.get(objectNumber) !== 0)
      comparison.forbid('undefined_reference_defined', objectNumber);
  for (const objectNumber of grown)
    if ((uses.get(objectNumber) ?? 0) > 1) comparison.forbid('shared_object_changed', objectNumber);
}

/** Objects no rule looked at must be what they were. New ones can be reached only through what the rules allowed. */
function compareRemaining(comparison: RevisionComparison, uses: ReadonlyMap<number, number>): void {
  for (const [objectNumber, { before, after }] of comparison.moved) {
    if (comparison.isSettled(objectNumber) || before === null) continue;
    // writers use the number of a cross-reference stream again; one that something refers to is more than that
    if (isCrossReference(before) && isCrossReference(after) && uses.get(objectNumber) === 0) continue;
    if (isDocumentMetadata(comparison, objectNumber, uses)) comparison.permit('metadata_changed', objectNumber);
    else if (fingerprint(before) === fingerprint(after)) comparison.permit('object_rewritten_unchanged', objectNumber);
    else comparison.forbid(after === null ? 'object_removed' : 'object_modified', objectNumber);
  }
}

const isCrossReference = (object: PdfObject): boolean =>
  object instanceof PdfStream && nameValue(object.dictionary.get('Type')) === 'XRef';
