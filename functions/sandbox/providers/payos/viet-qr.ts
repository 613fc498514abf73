import { crcOf } from '../../domain/emv-code.ts';

const field = (tag: string, value: string): string => `${tag}${String(value.length).padStart(2, '0')}${value}`;

/** A transfer that a bank's app scans: EMVCo merchant-presented, with NAPAS's fields (VietQR). */
export const transferCode = (to: {
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
