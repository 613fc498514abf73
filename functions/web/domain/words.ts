/** A word of the pages in both languages. */
export interface Words {
  readonly vi: string;
  readonly en: string;
}

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

/** What a citizen is to do at a status. */
export const nextStepWords: Readonly<Record<number, Words>> = {
  1: {
    vi: 'Cơ quan đang kiểm tra hồ sơ. Bạn chưa cần làm gì.',
    en: 'The agency is checking the dossier. Nothing to do for now.',
  },
  2: {
    vi: 'Hồ sơ đã được tiếp nhận và sẽ được xử lý đúng hẹn. Bạn chưa cần làm gì.',
    en: 'The dossier was accepted. Nothing to do for now.',
  },
  3: {
    vi: 'Hồ sơ không được tiếp nhận. Vui lòng liên hệ cơ quan để biết lý do và nộp lại.',
    en: 'The dossier was not accepted. Please ask the agency for the reason.',
  },
  4: {
    vi: 'Cơ quan đang xử lý hồ sơ. Bạn chưa cần làm gì.',
    en: 'The agency is working on it. Nothing to do for now.',
  },
  5: {
    vi: 'Vui lòng bổ sung giấy tờ theo thông báo của cơ quan. Thời hạn tạm dừng cho đến khi nhận đủ.',
    en: 'Please hand in the papers the agency asked for. The clock stands still meanwhile.',
  },
  6: {
    vi: 'Vui lòng thực hiện nghĩa vụ tài chính theo thông báo của cơ quan.',
    en: 'Please make the payment the agency asked for.',
  },
  7: {
    vi: 'Yêu cầu rút hồ sơ đang chờ cơ quan xác nhận.',
    en: 'The agency will confirm the withdrawal.',
  },
  8: {
    vi: 'Hồ sơ đã dừng xử lý. Vui lòng liên hệ cơ quan nếu cần biết thêm.',
    en: 'Work on the dossier has stopped. Please ask the agency.',
  },
  9: {
    vi: 'Hồ sơ đã xử lý xong. Vui lòng nhận kết quả theo giấy hẹn.',
    en: 'The dossier is finished. Please collect the result as arranged.',
  },
  10: { vi: 'Kết quả đã được trả. Hồ sơ đã hoàn tất.', en: 'The result was returned. All done.' },
};

/** What the timeline shows to the citizen. What is not here (notes of officers, corrections, messages) is not shown. */
export const momentWords: Readonly<Record<string, string>> = {
  registered: 'Hồ sơ được ghi nhận',
  accepted: 'Tiếp nhận hồ sơ',
  refused: 'Không tiếp nhận hồ sơ',
  processing_started: 'Bắt đầu xử lý',
  supplement_requested: 'Yêu cầu bổ sung giấy tờ',
  supplement_received: 'Đã nhận giấy tờ bổ sung',
  payment_requested: 'Yêu cầu thực hiện nghĩa vụ tài chính',
  withdrawal_requested: 'Yêu cầu rút hồ sơ',
  stopped: 'Dừng xử lý',
  finished: 'Xử lý xong',
  returned: 'Đã trả kết quả',
  payment_opened: 'Thông báo phí, lệ phí',
  paid: 'Đã nộp phí, lệ phí',
  result_issued: 'Kết quả đã được ký số',
  promised: 'Hẹn trả kết quả',
  promise_moved: 'Thay đổi ngày hẹn trả',
  overdue: 'Quá hạn trả kết quả',
};
