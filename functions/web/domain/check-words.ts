import type { Words } from '../../../shared/kernel/words.ts';
import type { CheckedFile, CheckedSignature } from './sent-file.ts';
import type { Tone } from './words.ts';

/** How a verdict is shown. What is in the register is shown by its status instead. */
export interface VerdictWords {
  readonly tone: Tone;
  readonly heading: Words;
  readonly advice: Words;
}

/** What a file is that is not in the register, and what its holder can do. */
export const verdictWords: Readonly<Record<Exclude<CheckedFile['verdict'], 'registered'>, VerdictWords>> = {
  changed_after_signing: {
    tone: 'bad',
    heading: { vi: 'Tệp đã bị sửa đổi sau khi ký', en: 'The file was changed after it was signed' },
    advice: {
      vi: 'Không nên dùng tệp này. Vui lòng tải lại tệp từ nơi đã nhận, hoặc hỏi cơ quan đã ký.',
      en: 'Please do not rely on this file. Download it again where you received it, or ask the agency that signed it.',
    },
  },
  invalid: {
    tone: 'bad',
    heading: { vi: 'Không xác nhận được tệp này', en: 'This file cannot be confirmed' },
    advice: {
      vi: 'Vui lòng tải lại tệp từ nơi đã nhận rồi gửi lại, hoặc hỏi cơ quan đã ban hành.',
      en: 'Please download the file again and send it once more, or ask the agency that issued it.',
    },
  },
  signed_elsewhere: {
    tone: 'plain',
    heading: {
      vi: 'Tệp có chữ ký số, nhưng không có trong sổ đăng ký của hệ thống này',
      en: 'The file is signed, but is not in the register of this system',
    },
    advice: {
      vi: 'Hệ thống này không biết văn bản còn được dùng hay đã bị thay thế, thu hồi. Vui lòng hỏi cơ quan đã ký.',
      en: 'This system does not know whether the document was replaced or revoked. Please ask the agency that signed it.',
    },
  },
  not_signed: {
    tone: 'wait',
    heading: { vi: 'Tệp không có chữ ký số', en: 'The file is not signed' },
    advice: {
      vi: 'Không biết được ai đã lập tệp này và tệp có bị sửa đổi hay không. Bản in ra rồi quét lại không còn chữ ký số.',
      en: 'Nobody can tell who made this file or whether it was changed. A scan of a printed document bears no digital signature.',
    },
  },
};

/** What is known of one signature. */
export const signatureWords: Readonly<Record<CheckedSignature['verdict'], Words>> = {
  valid: {
    vi: 'Đúng: phần đã ký còn nguyên như khi ký, người ký được tổ chức mà hệ thống tin cậy chứng thực',
    en: 'Sound: what was signed is as it was, and the signer is certified by an authority that is trusted here',
  },
  indeterminate: { vi: 'Chưa kết luận được', en: 'Not settled' },
  invalid: { vi: 'Không đúng', en: 'Not sound' },
};

/** The reasons that citizens meet, in their words. */
const reasons: Readonly<Record<string, Words>> = {
  too_large: { vi: 'Tệp lớn hơn 10 MB nên không được đọc.', en: 'The file is larger than 10 MB and was not read.' },
  not_a_pdf: { vi: 'Tệp không phải là PDF.', en: 'The file is no PDF.' },
  encrypted: { vi: 'Tệp có mật khẩu hoặc bị mã hóa.', en: 'The file is encrypted.' },
  too_complex: { vi: 'Tệp có cấu trúc quá lớn để đọc hết.', en: 'The file is too complex to be read.' },
  damaged: { vi: 'Tệp bị hỏng hoặc sai cấu trúc.', en: 'The file is damaged.' },
  digest_mismatch: { vi: 'Nội dung đã ký không còn như lúc ký.', en: 'What was signed is not as it was.' },
  changed_after_signing: {
    vi: 'Có nội dung bị sửa đổi sau chữ ký này.',
    en: 'Something was changed after this signature.',
  },
  certificate_revoked: {
    vi: 'Chứng thư số của người ký đã bị thu hồi.',
    en: 'The signer’s certificate was revoked.',
  },
  no_path_to_root: {
    vi: 'Chứng thư số không do tổ chức mà hệ thống này tin cậy cấp.',
    en: 'The certificate is not from an authority that is trusted here.',
  },
  certificate_not_valid_at_time: {
    vi: 'Chứng thư số đã hết hạn hoặc chưa đến hạn sử dụng vào lúc được xét.',
    en: 'The certificate was outside its term at the time that counts.',
  },
  timestamp_not_trusted: {
    vi: 'Dấu thời gian không do tổ chức mà hệ thống này tin cậy cấp.',
    en: 'The time stamp is not from an authority that is trusted here.',
  },
  revocation_unknown: {
    vi: 'Không biết chứng thư số có bị thu hồi hay không.',
    en: 'It is not known whether the certificate was revoked.',
  },
  key_usage_wrong: {
    vi: 'Chứng thư số không được cấp để ký văn bản.',
    en: 'The certificate is not meant for signing documents.',
  },
  extended_key_usage_wrong: {
    vi: 'Chứng thư số không được cấp để ký văn bản.',
    en: 'The certificate is not meant for signing documents.',
  },
};

const otherReason: Words = {
  vi: 'Cấu trúc của tệp hoặc của chữ ký không theo chuẩn, hoặc hệ thống này chưa đọc được.',
  en: 'The file or the signature does not follow the standard, or cannot be read here.',
};

/** A reason in words; what stands behind its colon is for machines. */
export const reasonWords = (reason: string): Words => reasons[reason.split(':')[0] ?? ''] ?? otherReason;
