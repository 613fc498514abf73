import { Panel, type PanelFonts, type RefuseGlyph, type TextLine } from '../../../../shared/kernel/paper/drawing.ts';
import { drawQrCode } from '../../../../shared/kernel/paper/qr-code.ts';
import { type Outcome, refusalOf, refuse } from '../refusal.ts';
import { officialTime } from './official-time.ts';

/** Size of a panel in points; its page becomes the widget, so both must be as large. */
export interface PanelSize {
  readonly width: number;
  readonly height: number;
}

/** Who signs: title above, the image of the signature, the name below (Decree 30/2020, appendix I). */
export interface SignerPanel {
  /** For example KT. CHỦ TỊCH, PHÓ CHỦ TỊCH; a line each. */
  readonly title: readonly string[];
  readonly name: string;
  /** Blue, transparent PNG. */
  readonly signatureImage: Uint8Array;
}

/** The signer's panel: the image in the middle between title and name. */
export const drawSignerPanel = (
  fonts: PanelFonts,
  content: SignerPanel,
  size: PanelSize,
): Promise<Outcome<Uint8Array>> =>
  drawn(fonts, size, async (panel) => {
    requireTransparentPng(content.signatureImage);
    const { width, height } = size;
    const centred = (top: number) => ({ left: 0, top, width, align: 'centre' as const });
    const title = content.title.map((text): TextLine => ({ text: text.toUpperCase(), bold: true, size: 13 }));
    const name: TextLine[] = [{ text: content.name, bold: true, size: 14 }];
    const below = panel.write(title, centred(height));
    const nameTop = panel.heightOf(name, width);
    panel.write(name, centred(nameTop));
    await panel.image(content.signatureImage, {
      left: 0,
      bottom: nameTop,
      width,
      height: Math.max(1, below - nameTop),
    });
  });

/** An image alone, transparent: the agency's seal, red, in the size of the real one, or a signature, blue, between title and name. */
export const drawImagePanel = (fonts: PanelFonts, image: Uint8Array, size: PanelSize): Promise<Outcome<Uint8Array>> =>
  drawn(fonts, size, (panel) => {
    requireTransparentPng(image);
    return panel.image(image, { left: 0, bottom: 0, ...size });
  });

/** A signature in words, where no image of it is at hand: black, broken at the width, in 10 points, or smaller where that does not fit. */
export const drawTextPanel = (
  fonts: PanelFonts,
  lines: readonly string[],
  size: PanelSize,
): Promise<Outcome<Uint8Array>> =>
  drawn(fonts, size, (panel) => {
    const of = (points: number) => lines.map((line): TextLine => ({ text: line, size: points }));
    const fits = (points: number): boolean => panel.heightOf(of(points), size.width) <= size.height;
    const text = of([marginSize, 9, 8, 7, 6].find(fits) ?? 5);
    panel.write(text, { left: 0, top: size.height, width: size.width, align: 'centre' });
  });

/** What stands at the top right of page 1, without an image. */
export type MarginText =
  | { readonly kind: 'annex'; readonly documentNumber: string; readonly signedAt: Date }
  | {
      readonly kind: 'copy';
      readonly form: 'SAO Y' | 'SAO LỤC' | 'TRÍCH SAO';
      readonly agency: string;
      readonly signedAt: Date;
    };

const marginSize = 10;

/** Annex in a file of its own, or a copy: text in 10 points, black, with the time to the second and its zone. */
export const drawMarginPanel = (
  fonts: PanelFonts,
  content: MarginText,
  size: PanelSize,
): Promise<Outcome<Uint8Array>> =>
  drawn(fonts, size, (panel) => {
    const lines =
      content.kind === 'annex'
        ? [content.documentNumber, officialTime(content.signedAt)]
        : [content.form, content.agency, officialTime(content.signedAt)];
    const text = lines.map((line): TextLine => ({ text: line, size: marginSize }));
    panel.write(text, { left: 0, top: size.height, width: size.width, align: 'right' });
  });

/** The address where the result can be looked up, as a QR code with a line of text. No personal data. */
export const drawVerificationPanel = (
  fonts: PanelFonts,
  content: { readonly address: string; readonly caption?: string },
  size: PanelSize,
): Promise<Outcome<Uint8Array>> =>
  drawn(fonts, size, (panel) => {
    const caption: TextLine[] = content.caption ? [{ text: content.caption, size: 8 }] : [];
    const below = panel.heightOf(caption, size.width);
    panel.write(caption, { left: 0, top: below, width: size.width, align: 'centre' });
    const side = Math.min(size.width, size.height - below);
    drawQrCode(panel, content.address, { left: (size.width - side) / 2, bottom: below, size: side });
  });

const refuseGlyph: RefuseGlyph = (character) =>
  refuse('missing_glyph', `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`);

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const colourTypesWithAlpha = [4, 6];

/** Images of signatures and seals are PNG with a transparent background (Decree 30/2020, article 13 and appendix I). */
function requireTransparentPng(png: Uint8Array): void {
  const bytes = Buffer.from(png);
  const isPng = bytes.length > 33 && bytes.subarray(0, 8).equals(pngSignature);
  if (!isPng) refuse('panel_image_unsuitable', 'not a PNG');
  if (!colourTypesWithAlpha.includes(bytes[25]!) && !bytes.includes('tRNS'))
    refuse('panel_image_unsuitable', 'not transparent');
}

/** Draws within the library's edge: a panel, or a refusal. */
async function drawn(
  fonts: PanelFonts,
  { width, height }: PanelSize,
  draw: (panel: Panel) => void | Promise<void>,
): Promise<Outcome<Uint8Array>> {
  try {
    const panel = await Panel.open(fonts, width, height, refuseGlyph);
    await draw(panel);
    return { ok: true, value: await panel.save() };
  } catch (error) {
    return { ok: false, refusal: refusalOf(error) };
  }
}
