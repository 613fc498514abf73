/** GSM 03.38, the characters that take one septet. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** GSM 03.38, the characters that take two: an escape and itself. */
const escaped = '\f^{}\\[~]|€';

/** The septets of each UTF-16 unit up to `€`, the last of the alphabet; 0 where it is not in it. */
const septets = new Uint8Array(0x20ad);
for (const character of basic) septets[character.charCodeAt(0)] = 1;
for (const character of escaped) septets[character.charCodeAt(0)] = 2;

/** How a network counts a message. */
export interface SmsSize {
  readonly alphabet: 'GSM-7' | 'UCS-2';
  /** Septets, or UTF-16 units. */
  readonly units: number;
  /** Messages that are charged. */
  readonly segments: number;
}

/** A text in UTF-16 units: 70 alone, 67 a part, of which none ends within a surrogate pair. */
const ucs2Size = (text: string): SmsSize => {
  const units = text.length;
  if (units <= 70) return { alphabet: 'UCS-2', units, segments: 1 };
  let segments = 0;
  for (let start = 0; start < units; segments += 1) {
    const end = start + 67;
    // Past U+FFFF is a pair whose second half lies beyond the part.
    start = end < units && (text.codePointAt(end - 1) as number) > 0xffff ? end - 1 : end;
  }
  return { alphabet: 'UCS-2', units, segments };
};

/**
 * The size of a text as SMS: GSM-7 of 160 septets, or 153 a part; with any other character UCS-2 of 70 units, or 67 a part. Neither an
 * escape pair nor a surrogate pair is split over two parts.
 */
export const smsSize = (text: string): SmsSize => {
  let units = 0;
  let parts = 1;
  let used = 0;
  for (let at = 0; at < text.length; at += 1) {
    const width = septets[text.charCodeAt(at)];
    if (!width) return ucs2Size(text);
    if (used + width > 153) {
      parts += 1;
      used = 0;
    }
    units += width;
    used += width;
  }
  return { alphabet: 'GSM-7', units, segments: units <= 160 ? 1 : parts };
};
