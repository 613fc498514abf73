import type { PdfDocument } from './document.ts';
import { nameValue, numberValue, type PdfDictionary, PdfString } from './objects.ts';
import type { FormField } from './signature-fields.ts';
import { textOf } from './text-string.ts';

/** Which fields a signature closed to later changes (ISO 32000-2 tables 236 and 258). */
export interface FieldLock {
  readonly action: string | undefined;
  readonly fields: ReadonlySet<string>;
  /** Nothing more may be signed, whatever the field. */
  readonly final: boolean;
}

/** The locks in force: /Lock of signed fields, and the FieldMDP transforms of their signatures. */
export const locksInForce = (document: PdfDocument, fields: readonly FormField[]): FieldLock[] =>
  fields.flatMap(({ dictionary }) => {
    const signature = document.dictionary(dictionary.get('V'));
    if (!signature) return [];
    const transforms = (document.array(signature.get('Reference')) ?? []).flatMap((one) => {
      const reference = document.dictionary(one);
      const isFieldLock = nameValue(document.resolve(reference?.get('TransformMethod'))) === 'FieldMDP';
      return isFieldLock ? [document.dictionary(reference?.get('TransformParams'))] : [];
    });
    return [document.dictionary(dictionary.get('Lock')), ...transforms].flatMap((lock) =>
      lock ? [readLock(document, lock)] : [],
    );
  });

function readLock(document: PdfDocument, lock: PdfDictionary): FieldLock {
  const fields = (document.array(lock.get('Fields')) ?? []).map((one) => document.resolve(one));
  document.effort.spend(fields.length);
  return {
    action: nameValue(document.resolve(lock.get('Action'))),
    fields: new Set(fields.flatMap((one) => (one instanceof PdfString ? [textOf(one)] : []))),
    final: numberValue(document.resolve(lock.get('P'))) === 1,
  };
}

/** Whether the field may not be signed. Only action All and a field named by Include close it to document time stamps. */
export function isLocked(locks: readonly FieldLock[], field: string, isTimestamp: boolean): boolean {
  return locks.some(({ action, fields, final }) => {
    if (action === 'All' || (final && !isTimestamp)) return true;
    return action === 'Include' ? fields.has(field) : action === 'Exclude' && !fields.has(field) && !isTimestamp;
  });
}
