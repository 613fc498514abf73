/**
 * Every way the signing core can decline, with what to tell the officer who handed the file in.
 * The first seven are the ones a caller of the results API sees most (`refusal.reason`).
 */
export const refusalHints = {
  not_a_pdf: 'Tệp không phải là PDF. Hãy xuất lại văn bản sang PDF rồi tải lên.',
  encrypted: 'Tệp PDF có mật khẩu hoặc bị mã hóa. Hãy bỏ mật khẩu rồi tải lên lại.',
  too_large: 'Tệp vượt quá 25 MB. Hãy giảm độ phân giải ảnh quét hoặc tách tệp.',
  too_complex: 'Tệp có cấu trúc quá lớn hoặc giải nén vượt giới hạn. Hãy in lại sang PDF rồi tải lên.',
  active_content: 'Tệp chứa nội dung động (mã lệnh, tệp đính kèm, biểu mẫu XFA). Hãy xuất PDF chỉ gồm trang văn bản.',
  already_signed: 'Tệp đã có chữ ký số. Hãy tải lên bản chưa ký.',
  damaged: 'Tệp PDF bị hỏng hoặc sai cấu trúc. Hãy chuẩn hóa bằng phần mềm soạn thảo rồi tải lên lại.',
  unsupported: 'Tệp dùng tính năng PDF mà hệ thống chưa hỗ trợ.',
  no_such_page: 'Trang đặt chữ ký không có trong tệp.',
  no_changes_allowed: 'Tệp đã được chứng thực không cho phép thay đổi, không thể ký thêm.',
  certify_must_be_first: 'Chữ ký chứng thực phải là chữ ký đầu tiên.',
  earlier_signature_broken: 'Một chữ ký có sẵn trong tệp không còn nguyên vẹn. Hãy ký lại từ bản gốc.',
  field_locked: 'Chữ ký trước đã khóa tài liệu, không thể ký thêm.',
  field_already_signed: 'Ô chữ ký này đã được ký.',
  not_a_signature_field: 'Tên ô chữ ký trùng với một trường khác trong biểu mẫu.',
  widget_overlap: 'Ô chữ ký đè lên một ô khác trên trang.',
  reserve_too_small: 'Chỗ dành cho chữ ký không đủ. Cần chuẩn bị lại việc ký.',
  prepared_for_other_file: 'Dữ liệu chuẩn bị ký không khớp với tệp này.',
  signer_key_mismatch: 'Khóa ký không khớp với chứng thư số.',
  signer_certificate_unusable: 'Chứng thư số chưa có hiệu lực, đã hết hạn hoặc không dùng để ký được.',
  malformed_certificate: 'Chứng thư số sai cấu trúc.',
  malformed_asn1: 'Dữ liệu chữ ký sai cấu trúc.',
  unsupported_algorithm: 'Thuật toán ký không được chấp nhận.',
  timestamp_rejected: 'Dịch vụ dấu thời gian từ chối yêu cầu.',
  timestamp_invalid: 'Dấu thời gian trả về không hợp lệ.',
  timestamp_clock_skew: 'Dấu thời gian lệch quá giới hạn so với đồng hồ hệ thống.',
  chain_incomplete: 'Không dựng được đường dẫn chứng thực đến gốc tin cậy.',
  revoked: 'Chứng thư số đã bị thu hồi.',
  revocation_unavailable: 'Không lấy được thông tin thu hồi chứng thư còn hiệu lực.',
  missing_glyph: 'Phông chữ không có một ký tự trong nội dung chữ ký.',
  no_room_for_panel: 'Không còn chỗ trống cho khung chữ ký, hoặc khung đè lên chữ. Hãy chừa chỗ ký trên văn bản.',
  panel_image_unsuitable: 'Hình chữ ký hoặc con dấu phải là tệp PNG nền trong suốt.',
  not_signed: 'Tệp chưa có chữ ký.',
  unexpected: 'Không xử lý được tệp vì một lỗi ngoài dự kiến.',
} as const;

/** The stable code of a refusal. */
export type RefusalReason = keyof typeof refusalHints;

/** A declined request: a stable reason, technical detail in English without personal data, and a Vietnamese hint. */
export interface PadesRefusal {
  readonly reason: RefusalReason;
  readonly detail: string;
  readonly hint: string;
}

/** What every function at the edge of this library answers. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: PadesRefusal };

/** A refusal on its way to the edge. Thrown inside the library only; `settled` turns it into an Outcome. */
export class Refused extends Error {
  readonly reason: RefusalReason;
  readonly detail: string;

  constructor(reason: RefusalReason, detail: string) {
    super(`${reason}: ${detail}`);
    this.name = 'Refused';
    this.reason = reason;
    this.detail = detail;
  }
}

/** Declines: never returns. */
export function refuse(reason: RefusalReason, detail: string): never {
  throw new Refused(reason, detail);
}

/** What a reading answers; undefined where what it reads is damaged. A file that is too complex is refused whole. @throws Refused */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused && error.reason !== 'too_complex') return undefined;
    throw error;
  }
}

/** The refusal that a caught value stands for; anything but a Refused is `unexpected`. */
export function refusalOf(error: unknown): PadesRefusal {
  const reason = error instanceof Refused ? error.reason : 'unexpected';
  const detail = error instanceof Refused ? error.detail : error instanceof Error ? error.message : String(error);
  return { reason, detail, hint: refusalHints[reason] };
}

/** Runs pure work at the edge of the library: its value, or its refusal; never an exception. */
export function settled<T>(work: () => T): Outcome<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return { ok: false, refusal: refusalOf(error) };
  }
}
