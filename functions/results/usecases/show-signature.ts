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
import { officialTime } from '../pades/panels/official-time.ts';
import { PdfDocument } from '../pades/pdf/document.ts';
import { type Outcome, settled } from '../pades/refusal.ts';
import type { FieldPlacement } from '../pades/sign/signature-field.ts';
import type { PanelDrawer, Signer } from '../ports.ts';

/** A signature as it is to be shown. */
export interface ShownSignature extends Pick<FieldPlacement, 'page' | 'rectangle' | 'over'> {
  readonly panel: Uint8Array;
}

const millimetres = (width: number, height: number, atLeast = height): Omit<WantedPlace, 'half'> => ({
  width: width * MILLIMETRE,
  height: height * MILLIMETRE,
  atLeast: atLeast * MILLIMETRE,
});

/** A signature's image between title and name, a seal of the size of the real one (Circular 44/2017/TT-BCA), and words. */
const sizes = { signature: millimetres(50, 25, 14), seal: millimetres(36, 36), words: millimetres(70, 20, 16) };

const placeFor = (document: PdfDocument, { planned }: Signatory, kind: keyof typeof sizes): Place => {
  const { at } = planned.panel ?? {};
  if (at) return placeByNumbers(document, at);
  const over = kind === 'seal' ? placeOverField(document, fieldOfRole.officer) : undefined;
  return over ?? freePlace(document, { ...sizes[kind], half: 'right' });
};

/**
 * How a signature of a plan is shown on its page, at a moment: by the signer's image (Decree 30/2020), or in words where there is none or
 * the plan wants it so; undefined where it wants none. Refuses `no_room_for_panel` and what cannot be drawn.
 */
export const showSignature =
  (panels: PanelDrawer) =>
  async (
    { signatory, signer, base }: { readonly signatory: Signatory; readonly signer: Signer; readonly base: Uint8Array },
    at: number,
  ): Promise<Outcome<ShownSignature | undefined>> => {
    const { panel, role } = signatory.planned;
    if (!panel || panel.look === 'none') return { ok: true, value: undefined };
    const image = panel.look === 'text' ? undefined : signer.image;
    const isSeal = role === 'agency';
    const kind = image === undefined ? 'words' : isSeal ? 'seal' : 'signature';
    const placed = settled(() => placeFor(new PdfDocument(asBuffer(base)), signatory, kind));
    if (!placed.ok) return placed;
    const { page, rectangle, ...size } = placed.value;
    const drawn =
      image === undefined
        ? await panels.text([signer.name, officialTime(new Date(at))], size)
        : await panels.image(image, size);
    if (!drawn.ok) return drawn;
    return {
      ok: true,
      value: { page, rectangle, panel: drawn.value, ...(isSeal ? { over: fieldOfRole.officer } : {}) },
    };
  };
