import { asBuffer } from '../der/decode.ts';
import { PdfDocument } from '../pdf/document.ts';
import { formFieldsOf, signedFieldsOf } from '../pdf/signature-fields.ts';
import { type Outcome, settled } from '../refusal.ts';
import { extendToArchive, extendToLongTerm } from '../sign/extend.ts';
import type { ExternalSigner } from '../sign/external-signer.ts';
import { reserveFields } from '../sign/reserve-fields.ts';
import { signPdf } from '../sign/sign-pdf.ts';
import { type DevelopmentPki, developmentServices } from './development-pki.ts';

/** Levels a file can be brought to. */
export const targetLevels = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;
export type TargetLevel = (typeof targetLevels)[number];

/** Who signs a file, one after another, under which name. */
export interface NamedSigner {
  readonly name: string;
  readonly signer: ExternalSigner;
}

/**
 * Signs with several development signers, officer first: fields are reserved in one update where nothing is signed yet,
 * then each signs, then the file is extended to the level.
 */
export async function signInOrder(
  pdf: Uint8Array,
  signers: readonly NamedSigner[],
  options: { readonly pki: DevelopmentPki; readonly level: TargetLevel; now(): Date; fileId(): Uint8Array },
): Promise<Outcome<Uint8Array>> {
  const { pki, level, now, fileId } = options;
  const fields = settled(() => freeFieldNames(pdf, signers.length));
  if (!fields.ok) return fields;
  const { names, isSigned } = fields.value;
  const placements = names.map((field) => ({ field }));
  let current: Outcome<Uint8Array> =
    signers.length > 1 && !isSigned ? reserveFields(pdf, placements, { fileId: fileId() }) : { ok: true, value: pdf };

  const { timestamp, source } = developmentServices(pki, now);
  for (const [index, { name, signer }] of signers.entries()) {
    if (!current.ok) return current;
    const request = { field: names[index]!, name, signingTime: now(), fileId: fileId() };
    const signed = await signPdf(current.value, request, signer, level === 'B-B' ? {} : { timestamp });
    current = signed.ok ? { ok: true, value: signed.value.pdf } : signed;
  }
  if (!current.ok || level === 'B-B' || level === 'B-T') return current;
  const extension = {
    roots: [pki.root.certificate],
    intermediates: [pki.issuing.certificate],
    source,
    now: now(),
    fileIds: [fileId(), fileId()] as const,
  };
  return level === 'B-LT'
    ? extendToLongTerm(current.value, extension)
    : extendToArchive(current.value, timestamp, extension);
}

function freeFieldNames(pdf: Uint8Array, count: number): { names: string[]; isSigned: boolean } {
  const document = new PdfDocument(asBuffer(pdf));
  const used = new Set(formFieldsOf(document).map(({ name }) => name));
  const names: string[] = [];
  for (let n = 1; names.length < count; n++) if (!used.has(`ChuKy${n}`)) names.push(`ChuKy${n}`);
  return { names, isSigned: signedFieldsOf(document).length > 0 };
}
