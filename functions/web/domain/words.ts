import type { Words } from '../../../shared/kernel/words.ts';

/** How a status is shown besides its words: `good` is done, `wait` waits for the citizen, `bad` ended without a result. */
export type Tone = 'plain' | 'good' | 'wait' | 'bad';

/** The tone of each official status; plain where none is named. */
export const statusTones: Readonly<Record<number, Tone>> = {
  3: 'bad',
  5: 'wait',
  6: 'wait',
  8: 'bad',
  9: 'good',
  10: 'good',
};

/** What a citizen is to do at a status. */
export const nextStepWords: Readonly<Record<number, Words>> = {
  1: {
    vi: 'Cơ quan đang kiểm tra hồ sơ. Ông/bà chưa cần làm gì.',
    en: 'The agency is checking the dossier. Nothing to do for now.',
  },
  2: {
    vi: 'Hồ sơ đã được tiếp nhận và sẽ được xử lý đúng hẹn. Ông/bà chưa cần làm gì.',
    en: 'The dossier was accepted. Nothing to do for now.',
  },
  3: {
    vi: 'Hồ sơ không được tiếp nhận. Vui lòng liên hệ cơ quan để biết lý do và nộp lại.',
    en: 'The dossier was not accepted. Please ask the agency for the reason.',
  },
  4: {
    vi: 'Cơ quan đang xử lý hồ sơ. Ông/bà chưa cần làm gì.',
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

/** What a citizen is to do where the agency works on the dossier past its promised date. */
export const overdueWords: Words = {
  vi: 'Đã quá ngày hẹn trả kết quả. Mong ông/bà thông cảm và liên hệ cơ quan để biết ngày hẹn mới.',
  en: 'The promised date has passed; we are sorry. Please ask the agency for the new date.',
};

/** What the timeline shows to the citizen. What is not here (notes of officers, corrections, messages) is not shown. */
export const momentWords: Readonly<Record<string, Words>> = {
  registered: { vi: 'Hồ sơ được ghi nhận', en: 'Registered' },
  accepted: { vi: 'Tiếp nhận hồ sơ', en: 'Accepted' },
  refused: { vi: 'Không tiếp nhận hồ sơ', en: 'Not accepted' },
  acknowledged: { vi: 'Đã xem hồ sơ', en: 'Looked at' },
  handed_over: { vi: 'Chuyển hồ sơ đến cơ quan giải quyết', en: 'Handed over to the deciding agency' },
  processing_started: { vi: 'Bắt đầu xử lý', en: 'Work began' },
  step_started: { vi: 'Bắt đầu một bước xử lý', en: 'A step began' },
  step_finished: { vi: 'Xong một bước xử lý', en: 'A step was finished' },
  paused: { vi: 'Tạm dừng tính thời hạn', en: 'The clock stands still' },
  resumed: { vi: 'Tiếp tục tính thời hạn', en: 'The clock runs again' },
  extended: { vi: 'Gia hạn giải quyết', en: 'Term extended' },
  supplement_requested: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'More papers requested' },
  supplement_received: { vi: 'Đã nhận giấy tờ bổ sung', en: 'Papers received' },
  payment_requested: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Payment requested' },
  withdrawal_requested: { vi: 'Yêu cầu rút hồ sơ', en: 'Withdrawal requested' },
  withdrawal_taken_back: { vi: 'Không rút hồ sơ nữa', en: 'Withdrawal taken back' },
  stopped: { vi: 'Dừng xử lý', en: 'Stopped' },
  finished: { vi: 'Xử lý xong', en: 'Finished' },
  returned: { vi: 'Đã trả kết quả', en: 'Result returned' },
  payment_opened: { vi: 'Thông báo phí, lệ phí', en: 'Fee notified' },
  paid: { vi: 'Đã nộp phí, lệ phí', en: 'Fee paid' },
  payment_settled_cancelled: { vi: 'Không còn phải nộp phí, lệ phí', en: 'Fee no longer due' },
  payment_settled_written_off: { vi: 'Không còn phải nộp phí, lệ phí', en: 'Fee no longer due' },
  payment_settled_closed: { vi: 'Hết hạn nộp phí, lệ phí', en: 'Time to pay is over' },
  result_issued: { vi: 'Kết quả đã được ký số', en: 'Result signed' },
  promised: { vi: 'Hẹn trả kết quả', en: 'Promised' },
  promise_moved: { vi: 'Thay đổi ngày hẹn trả', en: 'Promised date moved' },
  overdue: { vi: 'Quá hạn trả kết quả', en: 'Overdue' },
  personal_data_erased: { vi: 'Đã xóa dữ liệu cá nhân', en: 'Personal data erased' },
};
