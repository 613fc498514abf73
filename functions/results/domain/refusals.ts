import type { FactOf } from './facts.ts';

/** The reason of a result that was to take a place which another took first; for good. */
export const ALREADY_REPLACED = 'already_replaced';

const details = {
  upload_missing: 'Chưa có tệp nào được tải lên. Hãy tải tệp PDF lên rồi yêu cầu ban hành lại.',
  too_large: 'Tệp vượt quá 25 MB. Hãy giảm độ phân giải ảnh quét hoặc tách tệp.',
  [ALREADY_REPLACED]:
    'Kết quả cần thay thế đã được thay thế bằng kết quả khác. Hãy mở kết quả mới thay cho kết quả đó.',
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
