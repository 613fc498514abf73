/** CRC-16/CCITT-FALSE, as EMVCo's QR codes end with it. */
export const crcOf = (text: string): string => {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'latin1')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
};

/** The data objects of a code, or of a template in it, by their two digits; undefined where it is none. */
const objectsOf = (text: string): Readonly<Record<string, string>> | undefined => {
  const found: Record<string, string> = {};
  let at = 0;
  while (at < text.length) {
    const [, id = '', length = ''] = /^(\d\d)(\d\d)/.exec(text.slice(at, at + 4)) ?? [];
    const value = text.slice(at + 4, at + 4 + Number(length));
    if (id === '' || value.length !== Number(length)) return undefined;
    found[id] = value;
    at += 4 + value.length;
  }
  return found;
};

/** What a bank's app reads of a VietQR code: to which account, how much and with which words; undefined where it takes the code for none. */
export function readVietQr(payload: string) {
  const code = objectsOf(payload);
  const napas = objectsOf(code?.['38'] ?? '');
  const account = objectsOf(napas?.['01'] ?? '');
  const { '00': bin, '01': accountNumber } = account ?? {};
  const { '08': memo } = objectsOf(code?.['62'] ?? '') ?? {};
  const isWhole = payload.slice(-4) === crcOf(payload.slice(0, -4));
  if (!code || !isWhole || !bin || !accountNumber || memo === undefined) return undefined;
  if (napas?.['00'] !== 'A000000727' || code['53'] !== '704') return undefined;
  return { bin, accountNumber, amountVnd: Number(code['54']), memo };
}
