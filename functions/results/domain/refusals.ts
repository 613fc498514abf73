import type { UploadedRefusal } from '../pades/verify/uploaded-signatures.ts';
import type { FactOf } from './facts.ts';

/** The reason of a result that was to take a place which another took first; for good. */
export const ALREADY_REPLACED = 'already_replaced';

/** The reason of a result whose dossier was refused, withdrawn or stopped before the last signature; for good. */
export const DOSSIER_CLOSED = 'dossier_closed';

/** Reasons after which no other upload may follow. */
export const finalReasons: readonly string[] = [ALREADY_REPLACED, DOSSIER_CLOSED];

const details = {
  upload_missing: 'Chưa có tệp nào được tải lên. Hãy tải tệp PDF lên rồi yêu cầu ban hành lại.',
  too_large: 'Tệp vượt quá 25 MB. Hãy giảm độ phân giải ảnh quét hoặc tách tệp.',
  [ALREADY_REPLACED]:
    'Kết quả cần thay thế đã được thay thế bằng kết quả khác. Hãy mở kết quả mới thay cho kết quả đó.',
  [DOSSIER_CLOSED]:
    'Hồ sơ đã bị từ chối, được rút hoặc dừng xử lý trước khi đủ chữ ký, nên kết quả này không được ban hành.',
} as const;

/** A refusal that needs no look into the file. */
export const refusalOfUpload = (
  reason: keyof typeof details,
  uploadVersionId: string | undefined,
  refusedAt: number,
): FactOf<'refused'> => ({
  kind: 'refused',
  uploadVersionId,
  reason,
  detail: details[reason],
  refusedAt,
});

/** What to do about a file that came signed and is not taken. */
export const detailOfUploaded: Readonly<Record<UploadedRefusal, string>> = {
  signature_missing: 'Tệp chưa có chữ ký số. Kế hoạch ký yêu cầu tải lên tệp đã ký: hãy ký tệp rồi tải lên lại.',
  signature_untrusted:
    'Chứng thư số của một chữ ký trong tệp không dẫn tới gốc tin cậy, đã hết hạn hoặc đã bị thu hồi.',
  signer_differs:
    'Tệp không có chữ ký bằng chứng thư số của người ký theo kế hoạch. Hãy để đúng người ký rồi tải lên lại.',
  signature_invalid: 'Một chữ ký trong tệp không hợp lệ. Hãy ký lại từ bản gốc rồi tải lên lại.',
  signature_not_whole_file: 'Sau chữ ký cuối cùng còn có nội dung khác. Hãy ký lại toàn bộ tệp rồi tải lên lại.',
  changes_not_allowed: 'Giữa các chữ ký có thay đổi khác, hoặc chữ ký trong tệp không cho phép ký thêm.',
};
