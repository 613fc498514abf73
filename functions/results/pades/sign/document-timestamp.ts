import { asBuffer } from '../der/decode.ts';
import { PdfDocument } from '../pdf/document.ts';
import type { Limits } from '../pdf/limits.ts';
import { dictionary, name } from '../pdf/objects.ts';
import { documentTimestampFields, formFieldsOf } from '../pdf/signature-fields.ts';
import { type Outcome, refuse, settled } from '../refusal.ts';
import { requestTimestampOfDigest, type TimestampClient } from '../tsp/timestamp-client.ts';
import { assembled, fillGap, SignedPdf } from './embed.ts';
import { byteRangePlaceholder, contentsPlaceholder } from './placeholder.ts';
import { prepareRoom } from './prepare.ts';
import { tokenSlackBytes } from './sign-pdf.ts';

const usualReserveBytes = 10_240;

/**
 * Adds a document time stamp over everything so far, the Document Security Store included (ETSI EN 319 142-1 section
 * 5.4.3): B-LTA out of B-LT, and its renewal. A token larger than usual is asked for once more, with room for it. Rejects only with what the
 * authority's transport rejects with.
 */
export async function addDocumentTimestamp(
  pdf: Uint8Array,
  client: TimestampClient,
  options: { readonly fileId: Uint8Array; readonly limits?: Limits; readonly reserveBytes?: number },
): Promise<Outcome<SignedPdf>> {
  const { reserveBytes = usualReserveBytes } = options;
  const room = settled(() => {
    const document = new PdfDocument(asBuffer(pdf), options.limits);
    const used = new Set(formFieldsOf(document).map((field) => field.name));
    const field = documentTimestampFields.find((candidate) => !used.has(candidate));
    if (!field) return refuse('too_complex', 'document time stamps');
    const signature = dictionary({
      Type: name('DocTimeStamp'),
      Filter: name('Adobe.PPKLite'),
      SubFilter: name('ETSI.RFC3161'),
      ByteRange: byteRangePlaceholder(),
      Contents: contentsPlaceholder(reserveBytes),
    });
    return prepareRoom(document, { field, fileId: options.fileId }, signature, 'sha256');
  });
  if (!room.ok) return room;
  const timestamp = await requestTimestampOfDigest(client, room.value.documentDigest);
  if (!timestamp.ok) return timestamp;
  const { token, time } = timestamp.value;
  if (token.length > reserveBytes && options.reserveBytes === undefined)
    return addDocumentTimestamp(pdf, client, { ...options, reserveBytes: token.length + tokenSlackBytes });
  return settled(
    () => new SignedPdf(fillGap(assembled(pdf, room.value), room.value, token), room.value.documentDigest, token, time),
  );
}
