import { asBuffer } from '../der/decode.ts';
import { PdfDocument } from '../pdf/document.ts';
import { signedFieldsOf } from '../pdf/signature-fields.ts';
import { type Outcome, refuse, settled } from '../refusal.ts';
import { changesByRevision } from './changes.ts';
import { readSignature } from './read-signature.ts';

/**
 * How many signatures and time stamps a file bears, each of them intact whoever made it. Ask before one more is made: a seal over a broken
 * signature would seem to vouch for it. Refuses `earlier_signature_broken`, and what cannot be read.
 */
export function intactSignatures(pdf: Uint8Array): Outcome<number> {
  return settled(() => {
    const document = new PdfDocument(asBuffer(pdf));
    const read = signedFieldsOf(document).map((field) => readSignature(document, field));
    const ends = read.map(({ revisionEnd }) => revisionEnd).filter((end) => end > 0 && end < pdf.length);
    const changes = changesByRevision(document, new Set(ends));
    for (const { field, problems, revisionEnd } of read) {
      const forbidden = changes.get(revisionEnd)?.find(({ kind }) => kind === 'forbidden');
      const problem = problems[0] ?? (forbidden && `${forbidden.code} ${forbidden.subject}`);
      if (problem !== undefined) refuse('earlier_signature_broken', `${field}: ${problem}`);
    }
    return read.length;
  });
}
