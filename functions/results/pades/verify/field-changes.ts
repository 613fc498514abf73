import type { PdfDocument } from '../pdf/document.ts';
import { type FieldLock, isLocked, locksInForce } from '../pdf/field-lock.ts';
import { nameValue, type PdfDictionary, type PdfObject, PdfReference } from '../pdf/objects.ts';
import { serialise } from '../pdf/serialise.ts';
import { type FormField, isSignatureField } from '../pdf/signature-fields.ts';
import { fingerprint, type RevisionComparison } from './revision-comparison.ts';
import { drawingOf } from './widget-drawing.ts';

/** The form may grow by signature fields; an unsigned signature field may be signed; nothing else may change. */
export function compareFields(comparison: RevisionComparison): void {
  const { before, after } = comparison;
  const earlierOwner = before.catalog.get('AcroForm');
  const laterOwner = after.catalog.get('AcroForm');
  const earlier = before.dictionary(earlierOwner);
  const later = after.dictionary(laterOwner);
  if (earlier && !later) comparison.forbid('form_removed', 'AcroForm');
  comparison.settleOwner(earlierOwner, laterOwner);
  comparison.compareEntries(earlier, later, ['Fields', 'SigFlags'], (key) => comparison.forbid('form_changed', key));
  compareFieldList(comparison, earlier, later);

  const earlierFields = comparison.fieldsBefore.filter(isSignatureField);
  const known = new Map(earlierFields.map((field) => [field.reference.objectNumber, field]));
  const locks = locksInForce(before, earlierFields);
  for (const field of comparison.fieldsAfter.filter(isSignatureField)) {
    const was = known.get(field.reference.objectNumber);
    if (was?.dictionary.has('V')) requireUntouched(comparison, field);
    else compareOpenField(comparison, was, field, locks);
  }
}

function compareFieldList(
  comparison: RevisionComparison,
  earlier: PdfDictionary | undefined,
  later: PdfDictionary | undefined,
): void {
  const { before, after, fieldsBefore, fieldsAfter, signatureFields } = comparison;
  comparison.settleOwner(earlier?.get('Fields'), later?.get('Fields'));
  const had = new Set((before.array(earlier?.get('Fields')) ?? []).map(serialise));
  const has = new Set((after.array(later?.get('Fields')) ?? []).map(serialise));
  for (const field of had) if (!has.has(field)) comparison.forbid('field_removed', field);
  for (const field of has) if (!had.has(field) && !signatureFields.has(field)) comparison.forbid('field_added', field);
  const names = fieldsAfter.map(({ name }) => name);
  if (new Set(names).size < names.length && names.length > fieldsBefore.length)
    comparison.forbid('field_name_repeated', 'Fields');
}

/** A field that was signed keeps its dictionary, /Rect and /AP included, and its signature value. */
function requireUntouched(comparison: RevisionComparison, field: FormField): void {
  const { moved } = comparison;
  const pair = moved.get(field.reference.objectNumber);
  comparison.settle(field.reference);
  if (pair && fingerprint(pair.before) !== fingerprint(pair.after))
    comparison.forbid('signed_field_altered', field.name);
  const value = field.dictionary.get('V');
  const valuePair = value instanceof PdfReference ? moved.get(value.objectNumber) : undefined;
  if (valuePair && fingerprint(valuePair.before) !== fingerprint(valuePair.after))
    comparison.forbid('signature_value_replaced', field.name);
}

function compareOpenField(
  comparison: RevisionComparison,
  was: FormField | undefined,
  field: FormField,
  locks: readonly FieldLock[],
): void {
  const { after } = comparison;
  const value = field.dictionary.get('V');
  if (was) compareReserved(comparison, was, field);
  else compareAdded(comparison, field);
  if (value === undefined) return;
  const isTimestamp = subFilterOf(after, value) === 'ETSI.RFC3161';
  if (!comparison.isNew(value)) comparison.forbid('signature_value_replaced', field.name);
  if (comparison.permission === 1 && !isTimestamp) comparison.forbid('signature_after_final_certification', field.name);
  if (isLocked(locks, field.name, isTimestamp)) comparison.forbid('locked_field_signed', field.name);
  comparison.permit(isTimestamp ? 'document_timestamp_added' : 'signature_added', field.name);
}

function compareReserved(comparison: RevisionComparison, was: FormField, field: FormField): void {
  comparison.settle(field.reference);
  // an appearance is a signer's to give: a field that stays open keeps its own
  const free = field.dictionary.has('V') ? ['V', 'AP', 'AS', 'M'] : [];
  comparison.compareEntries(was.dictionary, field.dictionary, free, (key) =>
    comparison.forbid('field_changed', `${field.name} /${key}`),
  );
  const isSameAppearance = fingerprint(was.dictionary.get('AP')) === fingerprint(field.dictionary.get('AP'));
  if (!isSameAppearance && drawingOf(comparison.after, field.dictionary) === 'anything')
    comparison.forbid('appearance_unbounded', field.name);
}

function compareAdded(comparison: RevisionComparison, field: FormField): void {
  if (comparison.isNew(field.reference)) comparison.settle(field.reference);
  if (['A', 'AA'].some((key) => field.dictionary.has(key))) comparison.forbid('action_added', field.name);
  const drawing = drawingOf(comparison.after, field.dictionary);
  if (drawing === 'anything') comparison.forbid('appearance_unbounded', field.name);
  else if (drawing === 'inside') {
    if (comparison.certified) comparison.forbid('visible_field_added', field.name);
    else comparison.doubt('visible_field_added', field.name);
  } else if (!field.dictionary.has('V')) comparison.doubt('open_field_added', field.name);
}

const subFilterOf = (document: PdfDocument, value: PdfObject | undefined): string | undefined =>
  value instanceof PdfReference ? nameValue(document.resolve(document.dictionary(value)?.get('SubFilter'))) : undefined;
