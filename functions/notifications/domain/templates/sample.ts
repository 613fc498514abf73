import { formOf } from '../forms/of-notice.ts';
import type { Notice } from '../notice.ts';
import { mailOf, type Particulars, smsText } from '../wording.ts';
import type { Wording } from './linter.ts';
import type { AnyWords } from './own-words.ts';

const NOON = Date.parse('2026-11-20T12:00:00+07:00');
const amountVnd = 150_000;

/** One of each that templates tell of. */
const values = {
  at: NOON,
  eventId: 'e',
  promisedAt: NOON,
  insteadOf: NOON,
  payableUntil: NOON,
  status: 4,
  was: 3,
  because: 'cancelled',
  amountVnd,
  receivedVnd: 2 * amountVnd,
  leftVnd: amountVnd,
  surplusVnd: amountVnd,
  refundVnd: amountVnd,
  nonce: 'n',
};

/** What forms tell of besides. */
const ofForms = {
  unit: 'Bộ phận Một cửa',
  contact: '024 3843 5333',
  applicant: { fullName: 'Nguyễn Thị Ánh', phone: '0912345678' },
  components: [{ name: 'Tờ khai', originals: 1, copies: 0 }],
  timeLimit: { amount: 3, unit: 'working_days' },
  receivedAt: NOON,
  officer: 'Trần Văn Bình',
};

/** A message in these words as its person might get it; Zalo has its own. */
export const sampleOf = (
  { template, channel, language }: Wording,
  words: AnyWords | undefined,
  agency: Pick<Particulars, 'agencyCode' | 'agencyName' | 'shortName' | 'website'>,
  segments: number,
): string | undefined => {
  const because = template.startsWith('surplus_') ? template.slice('surplus_'.length) : values.because;
  const notice = { ...values, because, template: template.startsWith('surplus_') ? 'surplus' : template } as Notice;
  const particulars: Particulars = {
    ...agency,
    language,
    dossierCode: 'H26.10-261120-0007',
    procedureName: 'Cấp bản sao trích lục hộ tịch',
    fullName: 'Nguyễn Thị Ánh',
    citizenUrl: 'https://motcua.example.vn/t/mau',
    note: 'Thiếu bản chính giấy khai sinh.',
    status: 4,
    code: '012345',
  };
  const form = formOf(notice, { ...particulars, ...ofForms }, language);
  if (channel === 'zalo' || (words && 'znsTemplateId' in words)) return undefined;
  if (channel === 'email')
    return mailOf(notice, { ...particulars, form }, words && 'subject' in words ? words : undefined).body;
  return smsText(notice, particulars, words && 'marks' in words ? { ...words, segments } : undefined);
};
