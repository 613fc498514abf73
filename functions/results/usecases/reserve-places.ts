import type { Signatory } from '../domain/signatories.ts';
import { fieldOfRole } from '../domain/signers.ts';
import { asBuffer } from '../pades/der/decode.ts';
import {
  freePlace,
  MILLIMETRE,
  type Place,
  placeByNumbers,
  placeOverField,
  type WantedPlace,
} from '../pades/panels/free-place.ts';
import { PdfDocument } from '../pades/pdf/document.ts';
import { formFieldsOf, signedFieldsOf } from '../pades/pdf/signature-fields.ts';
import { type Outcome, refuse, settled } from '../pades/refusal.ts';
import { reserveFields } from '../pades/sign/reserve-fields.ts';
import { type ShownBy, shownImage } from './show-signature.ts';

const millimetres = (width: number, height: number, atLeast = height): Omit<WantedPlace, 'half'> => ({
  width: width * MILLIMETRE,
  height: height * MILLIMETRE,
  atLeast: atLeast * MILLIMETRE,
});

/** A signature's image between title and name, a seal of the size of the real one (Circular 44/2017/TT-BCA), and words. */
const sizes = { signature: millimetres(50, 25, 14), seal: millimetres(36, 36), words: millimetres(70, 20, 16) };

const isShown = ({ planned: { panel } }: Signatory): boolean => panel !== undefined && panel.look !== 'none';

const placeFor = (document: PdfDocument, shown: ShownBy): Place => {
  const { panel, role } = shown.signatory.planned;
  if (panel?.at) return placeByNumbers(document, panel.at);
  const kind = shownImage(shown) === undefined ? 'words' : role === 'agency' ? 'seal' : 'signature';
  const over = kind === 'seal' ? placeOverField(document, fieldOfRole.officer) : undefined;
  return over ?? freePlace(document, { ...sizes[kind], half: 'right' });
};

const withRoom = (pdf: Uint8Array, shown: ShownBy, fileId: Uint8Array): Outcome<Uint8Array> => {
  const { field, role } = shown.signatory.planned;
  const place = settled(() => {
    const document = new PdfDocument(asBuffer(pdf));
    const isThere = formFieldsOf(document).some(({ name }) => name === field);
    return isThere || signedFieldsOf(document).length > 0 ? undefined : placeFor(document, shown);
  });
  if (!place.ok) return place;
  if (!place.value) return { ok: true, value: pdf };
  const { page, rectangle } = place.value;
  const over = role === 'agency' ? { over: fieldOfRole.officer } : {};
  const added = reserveFields(pdf, [{ field, page, rectangle, ...over }], { fileId });
  if (added.ok || added.refusal.reason !== 'widget_overlap') return added;
  return settled(() => refuse('no_room_for_panel', added.refusal.detail));
};

/**
 * Adds the empty fields in which the signatures of a plan will be shown, all of them before the first is made: one that is added later might
 * cover what was signed. A field that is there already serves as it is; a file that bears a signature gets none. `fileIdOf` names the update
 * of each field, 16 bytes; equal arguments give equal bytes. Refuses `no_room_for_panel`.
 */
export const reservePlaces = (
  pdf: Uint8Array,
  signatures: readonly ShownBy[],
  fileIdOf: (field: string) => Uint8Array,
): Outcome<Uint8Array> =>
  signatures
    .filter(({ signatory }) => isShown(signatory))
    .reduce<Outcome<Uint8Array>>(
      (file, shown) => (file.ok ? withRoom(file.value, shown, fileIdOf(shown.signatory.planned.field)) : file),
      { ok: true, value: pdf },
    );
