import type { DossierCode } from '../../../shared/kernel/ids.ts';
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
  readonly dossierCode: DossierCode;
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

/** So many characters of an agency's name must fit, or a shorter sentence is taken. */
const LEAST_NAME = 11;

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
  while (cut.length > 0 && smsSize(cut.join('')).units > room - 1) cut.pop();
  return `${cut.join('').trimEnd()}.`;
};

const dong = (amountVnd: number): string => formatVnd(amountVnd).replace(/đ$/, 'đồng');

type Surplus = Extract<Notice, { template: 'surplus' }>;

/** What came, what was due, and what becomes of the rest; in fewer words for a dossier code and sums that leave no room. */
const surplusSentences = (
  { because, amountVnd, receivedVnd, surplusVnd }: Surplus,
  code: string,
): readonly string[] => {
  switch (because) {
    case 'overpaid':
      return [
        `Hồ sơ ${code}: phí, lệ phí ${dong(amountVnd)}, đã nhận ${dong(receivedVnd)}. Phần thừa ${dong(surplusVnd)} sẽ được hoàn trả.`,
        `Hồ sơ ${code}: phí ${formatVnd(amountVnd)}, đã nhận ${formatVnd(receivedVnd)}. Phần thừa sẽ hoàn trả.`,
        `Hồ sơ ${code}: phần nộp thừa ${formatVnd(surplusVnd)} sẽ được hoàn trả.`,
      ];
    case 'cancelled':
      return [
        `Hồ sơ ${code}: phí, lệ phí ${dong(amountVnd)} không còn phải nộp. Số tiền đã nhận ${dong(receivedVnd)} sẽ được hoàn trả.`,
        `Hồ sơ ${code}: phí không còn phải nộp, ${formatVnd(receivedVnd)} đã nhận sẽ được hoàn trả.`,
        `Hồ sơ ${code}: phí không còn phải nộp, tiền đã nhận sẽ hoàn trả.`,
      ];
    case 'expired':
      return [
        `Hồ sơ ${code}: đã nhận ${dong(receivedVnd)} sau hạn nộp phí, lệ phí ${dong(amountVnd)}. Cơ quan sẽ ghi nhận hoặc hoàn trả.`,
        `Hồ sơ ${code}: ${formatVnd(receivedVnd)} nhận sau hạn nộp phí, sẽ được ghi nhận hoặc hoàn trả.`,
        `Hồ sơ ${code}: tiền nhận sau hạn nộp, sẽ được ghi nhận hoặc hoàn trả.`,
      ];
    default:
      return [
        `Hồ sơ ${code}: đã nhận ${dong(receivedVnd)}, phí, lệ phí ${dong(amountVnd)}. Cơ quan sẽ ghi nhận hoặc hoàn trả phần còn lại.`,
        `Hồ sơ ${code}: đã nhận ${formatVnd(receivedVnd)}, phần thừa sẽ được ghi nhận hoặc hoàn trả.`,
        `Hồ sơ ${code}: tiền thừa sẽ được ghi nhận hoặc hoàn trả.`,
      ];
  }
};

/** What an SMS says, in ever fewer words. */
const smsSentences = (notice: Notice, particulars: Particulars): readonly string[] =>
  notice.template === 'surplus'
    ? surplusSentences(notice, particulars.dossierCode)
    : [smsSentence(notice, particulars)];

const smsSentence = (notice: Exclude<Notice, Surplus>, { dossierCode, code }: Particulars): string => {
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

/** An SMS: plain, no link, the agency's name first, cut short where the message would not fit into one, after the sentence has taken its shorter form; the code never is. */
export const smsText = (notice: Notice, particulars: Particulars): string => {
  const { agencyName } = particulars;
  const texts = smsSentences(notice, particulars).map((words) => {
    const sentence = plainText(words);
    return { name: shortName(agencyName, MAX_SEPTETS - smsSize(sentence).units - ': '.length), sentence };
  });
  const readable = Math.min(LEAST_NAME, shortName(agencyName, MAX_SEPTETS).length);
  const { name, sentence } = texts.reduce((longer, shorter) => (longer.name.length >= readable ? longer : shorter));
  return `${name}: ${sentence}`;
};

interface MailWords {
  readonly subject: string;
  readonly vi: string;
  readonly en: string;
}

const surplusMail = (notice: Surplus, dossierCode: DossierCode): MailWords => {
  const [due, came, rest] = [notice.amountVnd, notice.receivedVnd, notice.surplusVnd] as const;
  const english = (amountVnd: number): string => formatVnd(amountVnd, 'en');
  switch (notice.because) {
    case 'overpaid':
      return {
        subject: `Hồ sơ ${dossierCode} đã nộp thừa, phần thừa sẽ được hoàn trả`,
        vi: `Phí, lệ phí của hồ sơ ${dossierCode} là ${formatVnd(due)}, chúng tôi đã nhận ${formatVnd(came)}. Phần thừa ${formatVnd(rest)} sẽ được hoàn trả, ông/bà không phải làm gì thêm.`,
        en: `The fee of dossier ${dossierCode} is ${english(due)}; we have received ${english(came)}. The rest, ${english(rest)}, will be given back. There is nothing you need to do.`,
      };
    case 'cancelled':
      return {
        subject: `Hồ sơ ${dossierCode} không còn phải nộp phí, tiền sẽ được hoàn trả`,
        vi: `Khoản phí, lệ phí ${formatVnd(due)} của hồ sơ ${dossierCode} không còn phải nộp. Số tiền chúng tôi đã nhận, ${formatVnd(came)}, sẽ được hoàn trả, ông/bà không phải làm gì thêm.`,
        en: `The fee of ${english(due)} for dossier ${dossierCode} is no longer due. The money that we have received, ${english(came)}, will be given back. There is nothing you need to do.`,
      };
    case 'expired':
      return {
        subject: `Hồ sơ ${dossierCode} có tiền nộp sau hạn`,
        vi: `Chúng tôi đã nhận ${formatVnd(came)} sau khi hết hạn nộp khoản phí, lệ phí ${formatVnd(due)} của hồ sơ ${dossierCode}. Cơ quan sẽ ghi nhận khoản nộp này hoặc hoàn trả tiền, vui lòng không nộp thêm.`,
        en: `We have received ${english(came)} after the time to pay the fee of ${english(due)} for dossier ${dossierCode} was over. The agency will accept it or give it back; please do not pay again.`,
      };
    default:
      return {
        subject: `Hồ sơ ${dossierCode} có tiền thừa`,
        vi: `Chúng tôi đã nhận ${formatVnd(came)} cho hồ sơ ${dossierCode} có phí, lệ phí ${formatVnd(due)}. Cơ quan sẽ ghi nhận hoặc hoàn trả phần thừa ${formatVnd(rest)}, vui lòng không nộp thêm.`,
        en: `We have received ${english(came)} for dossier ${dossierCode}, whose fee is ${english(due)}. The agency will accept the rest, ${english(rest)}, or give it back; please do not pay again.`,
      };
  }
};

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
    case 'surplus':
      return surplusMail(notice, dossierCode);
    case 'result_ready':
      return {
        subject: `Hồ sơ ${dossierCode} đã có kết quả`,
        vi: `Hồ sơ ${dossierCode} đã có kết quả. Đường dẫn dưới đây cho biết cách nhận kết quả.`,
        en: `The result of dossier ${dossierCode} is ready. The link below says how to get it.`,
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
