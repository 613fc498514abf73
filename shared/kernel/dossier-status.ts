import type { Words } from './words.ts';

/** The official statuses of a dossier (TrangThaiHoSo of the National Public Service Portal) by number. */
export const statusNames = {
  1: 'submitted',
  2: 'accepted',
  3: 'refused',
  4: 'processing',
  5: 'supplement_requested',
  6: 'payment_requested',
  7: 'withdrawal_requested',
  8: 'stopped',
  9: 'finished',
  10: 'returned',
} as const;

/** An official status, 1-10. */
export type StatusNumber = keyof typeof statusNames;

/** The official statuses of a dossier, as the National Public Service Portal names them. */
export const statusWords: Readonly<Record<number, Words>> = {
  1: { vi: 'Mới đăng ký', en: 'Newly filed' },
  2: { vi: 'Được tiếp nhận', en: 'Accepted' },
  3: { vi: 'Không được tiếp nhận', en: 'Not accepted' },
  4: { vi: 'Đang xử lý', en: 'In progress' },
  5: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'More papers requested' },
  6: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Payment requested' },
  7: { vi: 'Công dân yêu cầu rút hồ sơ', en: 'Withdrawal requested' },
  8: { vi: 'Dừng xử lý', en: 'Stopped' },
  9: { vi: 'Đã xử lý xong', en: 'Finished' },
  10: { vi: 'Đã trả kết quả', en: 'Result returned' },
};

/** Whether a status ends the resolve clock: refused, stopped, finished, returned. */
export const endsClock = (status: number): boolean => status === 3 || status >= 8;
