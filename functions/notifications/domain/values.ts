import { statusWords } from '../../../shared/kernel/dossier-status.ts';
import { formatVnd } from '../../../shared/kernel/money.ts';
import { dayMonthYear, hourAndDate } from '../../../shared/kernel/time.ts';
import { vndInWords } from '../../../shared/kernel/vietnamese-numbers.ts';
import type { Words } from '../../../shared/kernel/words.ts';
import type { Notice } from './notice.ts';
import type { Values } from './templates/fill.ts';
import type { Language } from './templates/template.ts';

/** How values are written out: an SMS without marks says `đồng` for `đ`, which would be a bare `d`. */
export interface Manner {
  readonly language: Language;
  readonly medium: 'sms' | 'email';
}

const unknownStatus: Words = { vi: 'Đang cập nhật', en: 'Being updated' };

/** Why a promise moved, and why a fee is asked for no more, as dossiers and payments say it. */
const reasons: Readonly<Record<string, Words>> = {
  pause: {
    vi: 'thời gian chờ bổ sung hoặc nộp phí không tính vào thời hạn giải quyết',
    en: 'the time spent waiting for papers or for the fee does not count',
  },
  handed_over: {
    vi: 'thời hạn tính từ khi cơ quan giải quyết nhận được hồ sơ',
    en: 'the time counts from when the deciding agency got the dossier',
  },
  decision: { vi: 'lịch làm việc của cơ quan nhà nước thay đổi', en: 'the official calendar has changed' },
  correction: { vi: 'thông tin của hồ sơ được điều chỉnh', en: 'the record of the dossier was corrected' },
  cancelled: { vi: 'đã được hủy, không còn phải nộp', en: 'was cancelled and is no longer due' },
  written_off: { vi: 'không còn phải nộp', en: 'is no longer due' },
  closed: { vi: 'đã hết hạn nộp', en: 'was not paid in time' },
};

/** The official name of a status. */
export const statusIn = (language: Language, status: number): string =>
  (statusWords[status] ?? unknownStatus)[language];

type Field = Exclude<
  Notice extends infer N ? (N extends Notice ? keyof N : never) : never,
  'template' | 'eventId' | 'acceptanceId' | 'sequence' | 'nonce'
>;

const money =
  (name: 'amount' | 'received' | 'left' | 'surplus' | 'refund') =>
  (value: unknown, { language, medium }: Manner): Values => {
    const written = formatVnd(Number(value), language);
    return { [name]: medium === 'sms' ? written.replace(/đ$/, 'đồng') : written };
  };

const moment =
  (name: 'at' | 'insteadOf' | 'payableUntil') =>
  (value: unknown): Values => ({ [name]: hourAndDate(Number(value)) });

const writers: Readonly<Record<Field, (value: unknown, manner: Manner) => Values>> = {
  at: moment('at'),
  insteadOf: moment('insteadOf'),
  payableUntil: moment('payableUntil'),
  promisedAt: (value) => ({ promisedAt: hourAndDate(Number(value)), promisedOn: dayMonthYear(Number(value)) }),
  amountVnd: (value, manner) => ({
    ...money('amount')(value, manner),
    ...(manner.language === 'vi' ? { amountInWords: vndInWords(Number(value)) } : {}),
  }),
  receivedVnd: money('received'),
  leftVnd: money('left'),
  surplusVnd: money('surplus'),
  refundVnd: money('refund'),
  status: (value, { language }) => ({ status: statusIn(language, Number(value)) }),
  was: (value, { language }) => ({ was: statusIn(language, Number(value)) }),
  because: (value, { language }) => ({ because: (reasons[String(value)] ?? reasons.written_off)?.[language] }),
};

/** The values of a notice by the names that templates have for them. */
export const noticeValues = (notice: Notice, manner: Manner): Values =>
  Object.assign(
    {},
    ...Object.entries(notice).map(([field, value]) =>
      value === null || !Object.hasOwn(writers, field) ? {} : writers[field as Field](value, manner),
    ),
  );
