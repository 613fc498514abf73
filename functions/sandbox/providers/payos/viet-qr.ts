/** CRC-16/CCITT-FALSE, as EMVCo's QR codes end with it. */
const crcOf = (text: string): string => {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'latin1')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
};

const field = (tag: string, value: string): string => `${tag}${String(value.length).padStart(2, '0')}${value}`;

/** A transfer that a bank's app scans: EMVCo merchant-presented, with NAPAS's fields (VietQR). */
export const vietQr = (to: {
  readonly bin: string;
  readonly accountNumber: string;
  readonly amountVnd: number;
  readonly memo: string;
}): string => {
  const account = field('00', to.bin) + field('01', to.accountNumber);
  const napas = field('00', 'A000000727') + field('01', account) + field('02', 'QRIBFTTA');
  const text = [
    field('00', '01'),
    field('01', '12'),
    field('38', napas),
    field('53', '704'),
    field('54', String(to.amountVnd)),
    field('58', 'VN'),
    field('62', field('08', to.memo)),
    '6304',
  ].join('');
  return text + crcOf(text);
};
