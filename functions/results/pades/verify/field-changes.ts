import type { PdfDocument } from '../pdf/document.ts';
import { nameValue, numberValue, type PdfDictionary, type PdfObject, PdfReference, PdfString } from '../pdf/objects.ts';
import { hasArea, rectangleOf } from '../pdf/rectangle.ts';
import { serialise } from '../pdf/serialise.ts';
import { type FormField, formFieldsOf, signatureFieldsOf } from '../pdf/signature-fields.ts';
import { textOf } from '../pdf/text-string.ts';
import { fingerprint, type RevisionComparison } from './revision-comparison.ts';

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

  const known = new Map(signatureFieldsOf(before).map((field) => [field.reference.objectNumber, field]));
  const locks = signatureFieldsOf(before).flatMap((field) => lockOf(before, field) ?? []);
  for (const field of signatureFieldsOf(after)) {
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
  const { before, after } = comparison;
  comparison.settleOwner(earlier?.get('Fields'), later?.get('Fields'));
  const had = (before.array(earlier?.get('Fields')) ?? []).map(serialise);
  const has = (after.array(later?.get('Fields')) ?? []).map(serialise);
  for (const field of had) if (!has.includes(field)) comparison.forbid('field_removed', field);
  const signatureFields = new Set(signatureFieldsOf(after).map(({ reference }) => serialise(reference)));
  for (const field of has)
    if (!had.includes(field) && !signatureFields.has(field)) comparison.forbid('field_added', field);
  const names = formFieldsOf(after).map(({ name }) => name);
  if (new Set(names).size < names.length && names.length > formFieldsOf(before).length)
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
  if (was) {
    comparison.settle(field.reference);
    comparison.compareEntries(was.dictionary, field.dictionary, ['V', 'AP', 'AS', 'M'], (key) =>
      comparison.forbid('field_changed', `${field.name} /${key}`),
    );
  } else if (comparison.isNew(field.reference)) comparison.settle(field.reference);

  const value = field.dictionary.get('V');
  const isTimestamp = subFilterOf(after, value) === 'ETSI.RFC3161';
  const visible = isVisible(after, field);
  if (!was && visible) {
    if (comparison.certified) comparison.forbid('visible_field_added', field.name);
    else comparison.doubt('visible_field_added', field.name);
  }
  if (value === undefined) return;
  if (!comparison.isNew(value)) comparison.forbid('signature_value_replaced', field.name);
  if (comparison.permission === 1 && !isTimestamp) comparison.forbid('signature_after_final_certification', field.name);
  if (locks.some((lock) => locksField(lock, field.name, isTimestamp)))
    comparison.forbid('locked_field_signed', field.name);
  comparison.permit(isTimestamp ? 'document_timestamp_added' : 'signature_added', field.name);
}

interface FieldLock {
  readonly action: string | undefined;
  readonly fields: readonly string[];
  readonly final: boolean;
}

/** The lock that came into force when its field was signed (ISO 32000-2 table 236). */
function lockOf(document: PdfDocument, { dictionary }: FormField): FieldLock | undefined {
  const lock = dictionary.has('V') ? document.dictionary(dictionary.get('Lock')) : undefined;
  if (!lock) return undefined;
  const fields = (document.array(lock.get('Fields')) ?? []).map((one) => document.resolve(one));
  return {
    action: nameValue(document.resolve(lock.get('Action'))),
    fields: fields.flatMap((one) => (one instanceof PdfString ? [textOf(one)] : [])),
    final: numberValue(document.resolve(lock.get('P'))) === 1,
  };
}

function locksField({ action, fields, final }: FieldLock, field: string, isTimestamp: boolean): boolean {
  if (final && !isTimestamp) return true;
  if (action === 'All') return true;
  return action === 'Include'
    ? fields.includes(field)
    : action === 'Exclude' && !fields.includes(field) && !isTimestamp;
}

const subFilterOf = (document: PdfDocument, value: PdfObject | undefined): string | undefined =>
  value instanceof PdfReference ? nameValue(document.resolve(document.dictionary(value)?.get('SubFilter'))) : undefined;

function isVisible(document: PdfDocument, field: FormField): boolean {
  const rectangle = rectangleOf(document.array(field.dictionary.get('Rect')), (object) => document.resolve(object));
  return rectangle !== undefined && hasArea(rectangle);
}
