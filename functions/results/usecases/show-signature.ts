import type { Signatory } from '../domain/signatories.ts';
import { asBuffer } from '../pades/der/decode.ts';
import { placeOfField } from '../pades/panels/free-place.ts';
import { officialTime } from '../pades/panels/official-time.ts';
import { PdfDocument } from '../pades/pdf/document.ts';
import { type Outcome, settled } from '../pades/refusal.ts';
import type { PanelDrawer, Signer } from '../ports.ts';

/** A signature of a plan with who makes it. */
export interface ShownBy {
  readonly signatory: Signatory;
  readonly signer: Pick<Signer, 'name' | 'image'>;
}

/** The picture that shows a signature; undefined where the plan wants words, or its signer has none. */
export const shownImage = ({ signatory, signer }: ShownBy): Uint8Array | undefined =>
  signatory.planned.panel?.look === 'text' ? undefined : signer.image;

/**
 * What shows a signature of a plan in the field that was left for it, at a moment: the signer's image (Decree 30/2020), or words where there
 * is none or the plan wants it so; undefined where the plan wants none, and where no visible field was left. Refuses what cannot be drawn.
 */
export const showSignature =
  (panels: PanelDrawer) =>
  async (shown: ShownBy & { readonly base: Uint8Array }, at: number): Promise<Outcome<Uint8Array | undefined>> => {
    const { panel, field } = shown.signatory.planned;
    if (!panel || panel.look === 'none') return { ok: true, value: undefined };
    const room = settled(() => placeOfField(new PdfDocument(asBuffer(shown.base)), field));
    if (!room.ok) return room;
    if (!room.value) return { ok: true, value: undefined };
    const { width, height } = room.value;
    const image = shownImage(shown);
    return image === undefined
      ? panels.text([shown.signer.name, officialTime(new Date(at))], { width, height })
      : panels.image(image, { width, height });
  };
