import { refuse } from '../refusal.ts';
import type { PdfDocument } from './document.ts';
import { nameValue, numberValue, type PdfDictionary, type PdfObject, PdfReference, PdfString } from './objects.ts';
import { textOf } from './text-string.ts';

/** A terminal field of the form (ISO 32000-2 section 12.7.4). */
export interface FormField {
  readonly reference: PdfReference;
  readonly dictionary: PdfDictionary;
  /** Fully qualified name. */
  readonly name: string;
  /** /FT, own or inherited: Tx, Btn, Ch, Sig. */
  readonly type: string | undefined;
}

const maxNameLength = 4_096;

/** Every field of the form that is a leaf or carries a signature value, in document order. Refuses names without end. */
export function formFieldsOf(document: PdfDocument): FormField[] {
  const fields: FormField[] = [];
  const seen = new Set<number>();
  const visit = (node: PdfObject, inheritedType: string | undefined, prefix: string, depth: number): void => {
    if (!(node instanceof PdfReference) || seen.has(node.objectNumber) || depth > document.limits.maxDepth) return;
    seen.add(node.objectNumber);
    const dictionary = document.dictionary(node);
    if (!dictionary) return;
    const type = nameValue(document.resolve(dictionary.get('FT'))) ?? inheritedType;
    const partial = document.resolve(dictionary.get('T'));
    const fieldName = partial instanceof PdfString ? `${prefix ? `${prefix}.` : ''}${textOf(partial)}` : prefix;
    document.effort.spend(1);
    if (fieldName.length > maxNameLength) refuse('too_complex', 'name of a field');
    const kids = document.array(dictionary.get('Kids'));
    // a signature field may list its only widget as a kid
    if (!kids || (type === 'Sig' && (dictionary.has('V') || dictionary.has('T'))))
      fields.push({ reference: node, dictionary, name: fieldName, type });
    else for (const kid of kids) visit(kid, type, fieldName, depth + 1);
  };
  const form = document.dictionary(document.catalog.get('AcroForm'));
  for (const field of document.array(form?.get('Fields')) ?? []) visit(field, undefined, '', 0);
  return fields;
}

export const isSignatureField = ({ type }: FormField): boolean => type === 'Sig';

/** The signature fields, signed or not. */
export const signatureFieldsOf = (document: PdfDocument): FormField[] =>
  formFieldsOf(document).filter(isSignatureField);

/** The signature fields that carry a value. */
export const signedFieldsOf = (document: PdfDocument): FormField[] =>
  signatureFieldsOf(document).filter(({ dictionary }) => document.dictionary(dictionary.get('V')) !== undefined);

/** What a certification signature allows later editors (DocMDP, ISO 32000-2 section 12.8.2.2); undefined without one. */
export function certifiedPermission(document: PdfDocument): number | undefined {
  const permissions = document.dictionary(document.catalog.get('Perms'));
  const signature = document.dictionary(permissions?.get('DocMDP'));
  if (!signature) return undefined;
  const reference = document.dictionary(document.array(signature.get('Reference'))?.[0]);
  const parameters = document.dictionary(reference?.get('TransformParams'));
  return numberValue(document.resolve(parameters?.get('P'))) ?? 2;
}

/** The names of document time stamps, known beforehand so that a field lock can leave them out. */
export const documentTimestampFields: readonly string[] = Array.from({ length: 32 }, (_, i) => `DocTS${i + 1}`);
