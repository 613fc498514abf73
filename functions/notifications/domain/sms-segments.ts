/** GSM 03.38, the characters that take one septet. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);

/** GSM 03.38, the characters that take two: an escape and itself. */
const escaped = new Set('\f^{}\\[~]|€');

/** How a network counts a message. */
export interface SmsSize {
  readonly alphabet: 'GSM-7' | 'UCS-2';
  /** Septets, or UTF-16 units. */
  readonly units: number;
  /** Messages that are charged. */
  readonly segments: number;
}

const segmentsOf = (widths: readonly number[], alone: number, each: number): number => {
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= alone) return 1;
  let segments = 1;
  let used = 0;
  for (const width of widths) {
    // An escape pair or a surrogate pair is never split over two parts.
    if (used + width > each) {
      segments += 1;
      used = 0;
    }
    used += width;
  }
  return segments;
};

/** The size of a text as SMS: GSM-7 of 160 septets, or 153 a part; with any other character UCS-2 of 70 units, or 67 a part. */
export const smsSize = (text: string): SmsSize => {
  const characters = [...text];
  const isGsm = characters.every((character) => basic.has(character) || escaped.has(character));
  const widths = characters.map((character) => (isGsm ? (escaped.has(character) ? 2 : 1) : character.length));
  const units = widths.reduce((sum, width) => sum + width, 0);
  return isGsm
    ? { alphabet: 'GSM-7', units, segments: segmentsOf(widths, 160, 153) }
    : { alphabet: 'UCS-2', units, segments: segmentsOf(widths, 70, 67) };
};
