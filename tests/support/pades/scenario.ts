import { extendToArchive, extendToLongTerm } from '../../../functions/results/pades/sign/extend.ts';
import type { SignatureRequest } from '../../../functions/results/pades/sign/prepare.ts';
import { reserveFields } from '../../../functions/results/pades/sign/reserve-fields.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { developmentPki, type KeyKind, signerOf, signingTime } from './development-pki.ts';
import { valueOfOutcome } from './outcomes.ts';
import { TrustServices } from './trust-services.ts';

export type SignatureLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

export const pki = developmentPki();
export const services = new TrustServices(pki);

/** Names of who signs, officer first, then the agency's seal, then others. */
const signers = [
  'Nguyễn Thị Ánh Nguyệt',
  'UBND thành phố Đà Nẵng (con dấu điện tử)',
  'Đỗ Quốc Khánh',
  'Trần Thị Mỹ Lệ',
  'Sở Kế hoạch và Đầu tư',
];

export const requestFor = (index: number, more: Partial<SignatureRequest> = {}): SignatureRequest => ({
  field: `ChuKy${index + 1}`,
  signingTime,
  fileId: Buffer.alloc(16, index + 1),
  name: signers[index],
  reason: index === 0 ? 'Phê duyệt kết quả' : 'Đóng dấu',
  location: 'Đà Nẵng',
  ...more,
});

/** A file with the given number of signatures at a level, fields reserved first. */
export async function signedTo(
  base: Uint8Array,
  options: {
    kind?: KeyKind;
    count?: number;
    level?: SignatureLevel;
    services?: TrustServices;
    request?: Partial<SignatureRequest>;
  } = {},
): Promise<Buffer> {
  const { kind = 'rsa3072', count = 1, level = 'B-B', services: own = services } = options;
  const placements = Array.from({ length: count }, (_, i) => ({
    field: `ChuKy${i + 1}`,
    rectangle: [
      40 + (i % 2) * 260,
      100 + Math.floor(i / 2) * 110,
      280 + (i % 2) * 260,
      190 + Math.floor(i / 2) * 110,
    ] as const,
  }));
  let pdf = count > 1 ? valueOfOutcome(reserveFields(base, placements, { fileId: Buffer.alloc(16, 99) })) : base;
  const timestamp = level === 'B-B' ? undefined : own.client();
  for (let i = 0; i < count; i++) {
    const signer = signerOf(pki, kind, { commonName: signers[i] });
    pdf = valueOfOutcome(await signPdf(pdf, requestFor(i, options.request), signer, { timestamp })).pdf;
  }
  if (level === 'B-LT') pdf = valueOfOutcome(await extendToLongTerm(pdf, own.extension()));
  if (level === 'B-LTA') pdf = valueOfOutcome(await extendToArchive(pdf, own.client(), own.extension()));
  return Buffer.from(pdf);
}
