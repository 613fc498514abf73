import { formatVnd } from '../../../shared/kernel/money.ts';
import { isNaturalPerson } from '../../../shared/kernel/person.ts';
import { visibleText } from '../../../shared/kernel/text.ts';
import { dayMonthYear, hourAndDate } from '../../../shared/kernel/time.ts';
import type { Notice } from './notice.ts';
import { smsSize } from './sms-segments.ts';
import { plainText } from './sms-text.ts';

/** What a message says besides its notice. */
export interface Particulars {
  readonly agencyName: string;
  readonly dossierCode: string;
  readonly fullName: string;
  /** The person's kind as the card says it; left out: a citizen. */
  readonly personKind?: string | undefined;
  readonly citizenUrl: string;
  /** Six digits; for `download_code` only. */
  readonly code?: string | undefined;
}

/** An e-mail's words. */
export interface Mail {
  readonly subject: string;
  readonly body: string;
}

/** An SMS takes one message of GSM-7, whatever the lengths of its fields. */
const MAX_SEPTETS = 160;

/** The usual short forms in names of agencies, so that a cut is seldom needed. */
const shortForms: readonly (readonly [RegExp, string])[] = [
  [/^(Uy|Ủy|Uỷ) ban nhân dân/i, 'UBND'],
  [/^Trung tâm phục vụ hành chính công/i, 'TTPVHCC'],
  [/(?<=^|\s)thành phố(?=\s)/i, 'TP.'],
  [/(?<=\s)phường(?=\s)/i, 'P.'],
  [/(?<=\s)tỉnh(?=\s)/i, 'T.'],
];

const shortName = (name: string, room: number): string => {
  const short = plainText(shortForms.reduce((text, [long, form]) => text.replace(long, form), name.normalize('NFC')));
  if (smsSize(short).units <= room) return short;
  const cut = [...short];
  while (smsSize(cut.join('')).units > room - 1) cut.pop();
  return `${cut.join('').trimEnd()}.`;
};

const dong = (amountVnd: number): string => formatVnd(amountVnd).replace(/đ$/, 'đồng');

const smsSentence = (notice: Notice, { dossierCode, code }: Particulars): string => {
  switch (notice.template) {
    case 'accepted':
      return notice.promisedAt === null
        ? `Hồ sơ ${dossierCode} đã tiếp nhận.`
        : `Hồ sơ ${dossierCode} đã tiếp nhận, hẹn trả ${dayMonthYear(notice.promisedAt)}.`;
    case 'fee_due':
      return `Hồ sơ ${dossierCode} cần nộp phí, lệ phí ${dong(notice.amountVnd)} trước ${hourAndDate(notice.payableUntil)}.`;
    case 'paid':
      return `Hồ sơ ${dossierCode} đã nhận đủ phí, lệ phí ${dong(notice.amountVnd)}. Xin cảm ơn.`;
    case 'result_ready':
      return `Hồ sơ ${dossierCode} đã có kết quả. Mời xem tại trang tra cứu hồ sơ.`;
    case 'download_code':
      return `Mã tải kết quả hồ sơ ${dossierCode} là ${code}, dùng trong 5 phút. Không đưa mã cho ai.`;
  }
};

/** An SMS: plain, no link, the agency's name first, cut short where the message would not fit into one; the code never is. */
export const smsText = (notice: Notice, particulars: Particulars): string => {
  const sentence = plainText(smsSentence(notice, particulars));
  const room = MAX_SEPTETS - smsSize(sentence).units - ': '.length;
  return `${shortName(particulars.agencyName, room)}: ${sentence}`;
};

interface MailWords {
  readonly subject: string;
  readonly vi: string;
  readonly en: string;
}

const mailWords = (notice: Notice, { dossierCode, code }: Particulars): MailWords => {
  switch (notice.template) {
    case 'accepted': {
      const promise = notice.promisedAt === null ? undefined : hourAndDate(notice.promisedAt);
      return {
        subject: `Hồ sơ ${dossierCode} đã được tiếp nhận`,
        vi: `Hồ sơ ${dossierCode} đã được tiếp nhận${promise ? `, hẹn trả kết quả lúc ${promise}` : ''}.`,
        en: `Your dossier ${dossierCode} has been accepted${promise ? `; the result is promised by ${promise}` : ''}.`,
      };
    }
    case 'fee_due': {
      const until = hourAndDate(notice.payableUntil);
      return {
        subject: `Hồ sơ ${dossierCode} cần nộp phí, lệ phí`,
        vi: `Hồ sơ ${dossierCode} cần nộp phí, lệ phí ${formatVnd(notice.amountVnd)} trước ${until}. Ông/bà có thể nộp trực tuyến theo đường dẫn dưới đây.`,
        en: `A fee of ${formatVnd(notice.amountVnd, 'en')} is due for dossier ${dossierCode} before ${until}. You can pay online at the link below.`,
      };
    }
    case 'paid':
      return {
        subject: `Đã nhận phí, lệ phí của hồ sơ ${dossierCode}`,
        vi: `Chúng tôi đã nhận đủ phí, lệ phí ${formatVnd(notice.amountVnd)} của hồ sơ ${dossierCode}. Xin cảm ơn.`,
        en: `We have received ${formatVnd(notice.amountVnd, 'en')} for dossier ${dossierCode}. Thank you.`,
      };
    case 'result_ready':
      return {
        subject: `Hồ sơ ${dossierCode} đã có kết quả`,
        vi: `Hồ sơ ${dossierCode} đã có kết quả. Ông/bà có thể xem và tải kết quả điện tử theo đường dẫn dưới đây.`,
        en: `The result of dossier ${dossierCode} is ready. You can view and download it at the link below.`,
      };
    case 'download_code':
      return {
        subject: `Mã tải kết quả của hồ sơ ${dossierCode}`,
        vi: `Mã tải kết quả của hồ sơ ${dossierCode} là ${code}, dùng trong 5 phút. Không đưa mã cho bất kỳ ai.`,
        en: `The code to download the result of dossier ${dossierCode} is ${code}, valid for 5 minutes. Share it with nobody.`,
      };
  }
};

const oneLine = (text: string): string => visibleText(text).trim();

/** Persons are addressed `ông/bà`; businesses, agencies and organisations by their name alone. */
const salutation = ({ personKind }: Particulars): string =>
  isNaturalPerson({ kind: personKind }) ? 'Kính gửi ông/bà' : 'Kính gửi';

/** An e-mail in plain text: accented, in NFC, Vietnamese first and English after it, greeting by full name, with the citizen's link. The subject begins with what happened, since phones show its beginning. */
export const mailOf = (notice: Notice, particulars: Particulars): Mail => {
  const { subject, vi, en } = mailWords(notice, particulars);
  const agency = oneLine(particulars.agencyName);
  const body = [
    `${salutation(particulars)} ${oneLine(particulars.fullName)},`,
    '',
    vi,
    en,
    '',
    `Tra cứu hồ sơ (Follow your dossier): ${particulars.citizenUrl}`,
    '',
    agency,
    'Thư này được gửi tự động, vui lòng không trả lời. (This message was sent automatically.)',
    '',
  ].join('\n');
  return { subject: `${subject} – ${agency}`.normalize('NFC'), body: body.normalize('NFC') };
};
