import { asBuffer } from '../pades/der/decode.ts';
import { freePlace, MILLIMETRE } from '../pades/panels/free-place.ts';
import { PdfDocument } from '../pades/pdf/document.ts';
import { signedFieldsOf } from '../pades/pdf/signature-fields.ts';
import { type Outcome, settled } from '../pades/refusal.ts';
import { addStamp } from '../pades/sign/stamp.ts';
import type { PanelDrawer } from '../ports.ts';

/** A QR code of 25 mm. */
const SIDE = 25 * MILLIMETRE;

/**
 * Puts a QR code of an address on the last page, in the left half, or on an earlier one where that is full; a file that bears a signature
 * stays as it is. Equal arguments give equal bytes. `no_room_for_panel` where every page is full.
 */
export const addCode =
  (panels: PanelDrawer) =>
  async (pdf: Uint8Array, address: string, fileId: Uint8Array): Promise<Outcome<Uint8Array>> => {
    const place = settled(() => {
      const document = new PdfDocument(asBuffer(pdf));
      const isSigned = signedFieldsOf(document).length > 0;
      return isSigned ? undefined : freePlace(document, { width: SIDE, height: SIDE, half: 'left' });
    });
    if (!place.ok) return place;
    if (!place.value) return { ok: true, value: pdf };
    const { page, rectangle, ...size } = place.value;
    const drawn = await panels.code(address, size);
    return drawn.ok ? addStamp(pdf, { page, rectangle, panel: drawn.value, contents: address, fileId }) : drawn;
  };
