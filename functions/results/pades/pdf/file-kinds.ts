/** How files begin that people send one another, in Latin-1: archives and office files, programs, documents, pictures. */
const beginnings = [
  'PK\x03\x04',
  'PK\x05\x06',
  'Rar!\x1a\x07',
  '7z\xbc\xaf\x27\x1c',
  '\xfd7zXZ\0',
  '\x1f\x8b\x08',
  'BZh',
  '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
  '%PDF-',
  '{\\rtf',
  '\x7fELF',
  '\xca\xfe\xba\xbe',
  'GIF87a',
  'GIF89a',
  '\x89PNG\r\n\x1a\n',
];

/** Whether data begin like a file of its own, which neither content of pages nor fonts, profiles or metadata do. */
export function isFile(data: Uint8Array): boolean {
  const file = Buffer.from(data.buffer, data.byteOffset, data.length);
  const head = file.toString('latin1', 0, 16);
  return beginnings.some((beginning) => head.startsWith(beginning)) || isWindowsProgram(file);
}

function isWindowsProgram(file: Buffer): boolean {
  if (file.length < 64 || file.toString('latin1', 0, 2) !== 'MZ') return false;
  const at = file.readUInt32LE(60);
  return file.toString('latin1', at, at + 4) === 'PE\0\0';
}

/** Operators of content streams (ISO 32000-2 annex A), and what stands between them. */
const operators = new Set(
  (
    'b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n ' +
    'q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' " true false null'
  ).split(' '),
);
const operand =
  /\((?:[^\\()]|\\[\s\S]|\((?:[^\\()]|\\[\s\S])*\))*(?:\)|$)|<<|>>|<[\da-f\s]*(?:>|$)|\/[^\s()<>[\]{}/%]*|[[\]]|[+-]?\d*\.?\d+\.?|%[^\r\n]*/gi;
const headLength = 4096;

/** The beginning of data as Latin-1, as far as their kind is told by it. */
export const headOf = (data: Uint8Array): string =>
  Buffer.from(data.buffer, data.byteOffset, Math.min(data.length, headLength)).toString('latin1');

/** Whether a head is that of a page's or a form's content: operands, then operators of the standard and no other word. */
export function isPageContent(head: string): boolean {
  const text = head.replace(operand, ' ');
  const words = text.split(/[\0\s]+/).filter((word) => word !== '');
  // The last one may be cut, and behind the beginning of a picture's data anything may come.
  const isCut = head.length >= headLength && !/[\0\s]$/.test(text);
  const picture = words.indexOf('ID');
  const whole = picture >= 0 ? words.slice(0, picture) : words.slice(0, isCut ? -1 : words.length);
  return whole.length > 0 && whole.every((word) => operators.has(word));
}
