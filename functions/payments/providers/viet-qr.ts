/** A transfer that a bank's app is to make. */
export interface VietQrTransfer {
  readonly bankBin: string;
  readonly accountNumber: string;
  readonly amountVnd: number;
  readonly memo: string;
}

/** A data object of EMVCo: two digits of its name, two of its length, its value. */
const object = (id: string, value: string): string => `${id}${String(value.length).padStart(2, '0')}${value}`;

/** CRC-16/CCITT-FALSE: polynomial 0x1021, from 0xFFFF, nothing reflected, as four capital hexadecimal digits. */
function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

/**
 * What a VietQR code says: EMVCo QR Code Specification for Payment Systems, merchant-presented mode 1.1, used once (01=12), with NAPAS's
 * account information for a transfer to an account (38: A000000727, QRIBFTTA) and the memo as the purpose (62-08).
 */
export function transferCode({ bankBin, accountNumber, amountVnd, memo }: VietQrTransfer): string {
  const beneficiary = object('00', bankBin) + object('01', accountNumber);
  const text = [
    object('00', '01'),
    object('01', '12'),
    object('38', object('00', 'A000000727') + object('01', beneficiary) + object('02', 'QRIBFTTA')),
    object('53', '704'),
    object('54', String(amountVnd)),
    object('58', 'VN'),
    object('62', object('08', memo)),
    '6304',
  ].join('');
  return text + crc16(text);
}
