/** What has no mark to strip but a plain letter or sign all the same. */
const plainForms: Readonly<Record<string, string>> = {
  đ: 'd',
  Đ: 'D',
  '₫': 'd',
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  '`': "'",
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
};

/**
 * Text as every phone shows it and every alphabet holds it in one unit a letter: printable ASCII that is also in GSM-7. Marks go
 * all at once, since one that stays makes the whole message UCS-2; what has no plain form becomes `?`.
 */
export const plainText = (text: string): string =>
  [...text.normalize('NFC')]
    .map((character) => plainForms[character] ?? character)
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/[^\x20-\x7e]/gu, '?')
    .trim();
