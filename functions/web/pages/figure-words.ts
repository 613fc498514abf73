import type { Words } from '../../../shared/kernel/words.ts';

/** A table of figures: what it shows, and the fields of a row in their order. */
export interface FigureTable {
  readonly title: Words;
  readonly fields: readonly (readonly [field: string, words: Words])[];
}

const field = (name: string, vi: string, en: string) => [name, { vi, en }] as const;

/** Every figure that is published, in three tables. */
export const figureTables: readonly [FigureTable, FigureTable, FigureTable] = [
  {
    title: { vi: 'Hồ sơ tiếp nhận và giải quyết', en: 'Dossiers received and settled' },
    fields: [
      field('received', 'Tiếp nhận trong kỳ', 'Received'),
      field('receivedOnline', 'Trong đó trực tuyến', 'Of these online'),
      field('carriedOver', 'Kỳ trước chuyển sang', 'Carried over'),
      field('finishedEarly', 'Xong trước hạn', 'Finished early'),
      field('finishedOnTime', 'Xong đúng hạn', 'Finished on time'),
      field('finishedLate', 'Xong quá hạn', 'Finished late'),
      field('withdrawn', 'Rút hồ sơ', 'Withdrawn'),
      field('openInTime', 'Đang giải quyết, trong hạn', 'Open, in time'),
      field('openOverdue', 'Đang giải quyết, quá hạn', 'Open, overdue'),
      field('paused', 'Tạm dừng', 'Paused'),
      field('refused', 'Từ chối tiếp nhận', 'Refused'),
    ],
  },
  {
    title: { vi: 'Thời gian giải quyết', en: 'Time taken' },
    fields: [
      field('onTimeRate', 'Tỷ lệ đúng hạn', 'Rate on time'),
      field('onTimeRateWithOpen', 'Tỷ lệ đúng hạn, kể cả đang giải quyết', 'Rate on time with open ones'),
      field('meanWorkingHours', 'Giờ làm việc trung bình', 'Mean working hours'),
      field('p90WorkingHours', 'Giờ làm việc, bách phân vị 90', 'Working hours, 90th percentile'),
      field('acknowledgedOnTime', 'Phản hồi hồ sơ trực tuyến đúng hạn', 'Acknowledged on time'),
      field('acknowledgedLate', 'Phản hồi hồ sơ trực tuyến quá hạn', 'Acknowledged late'),
    ],
  },
  {
    title: { vi: 'Trực tuyến, phí và đánh giá', en: 'Online, fees and ratings' },
    fields: [
      field('onlineShare', 'Tỷ lệ nộp trực tuyến', 'Filed online'),
      field('digitisedShare', 'Tỷ lệ số hóa', 'Digitised'),
      field('feesVnd', 'Phí, lệ phí đã thu (đồng)', 'Fees collected (VND)'),
      field('paidOnline', 'Thanh toán trực tuyến', 'Paid online'),
      field('paidOnlineShare', 'Tỷ lệ thanh toán trực tuyến', 'Share paid online'),
      field('messagesDelivered', 'Tin nhắn đã gửi tới người dân', 'Messages delivered'),
      field('synced', 'Đã đồng bộ', 'Synced'),
      field('syncedShare', 'Tỷ lệ đồng bộ', 'Share synced'),
      field('satisfied', 'Hài lòng (4 và 5)', 'Satisfied (4 and 5)'),
      field('rated', 'Được đánh giá', 'Rated'),
      field('satisfactionRate', 'Tỷ lệ hài lòng (mục tiêu 85 %)', 'Satisfaction (target 85 %)'),
    ],
  },
];

/** How each figure is reckoned, by the name of the formulas. */
export const formulas: Readonly<Record<string, readonly Words[]>> = {
  '1': [
    {
      vi: 'Hồ sơ tính cho cơ quan giải quyết, theo thời điểm việc xảy ra. Số liệu đã công bố không thay đổi; bản đính chính nêu rõ điều thay đổi và lý do.',
      en: 'A dossier counts for its deciding agency, by when things happened. What is published stays; a restatement says what changed and why.',
    },
    {
      vi: 'Kỳ trước chuyển sang + tiếp nhận = xong trước hạn + đúng hạn + quá hạn + rút + đang giải quyết + tạm dừng.',
      en: 'Carried over + received = finished early + on time + late + withdrawn + open + paused.',
    },
    {
      vi: 'Hạn giải quyết không kể các lần gia hạn. Thời hạn theo ngày so theo ngày; theo giờ so theo thời điểm.',
      en: 'Due moments leave extensions out. Terms in days are compared by date, terms in hours by the moment.',
    },
    {
      vi: 'Tỷ lệ đúng hạn = (trước hạn + đúng hạn) / đã xong. Kể cả đang giải quyết: cộng hồ sơ trong hạn và tạm dừng ở tử số, mọi hồ sơ đang giải quyết ở mẫu số.',
      en: 'Rate on time = (early + on time) / finished; with open ones: those in time and paused are added above, all open ones below.',
    },
    {
      vi: 'Giờ làm việc tính từ khi tiếp nhận đủ đến khi xong, không kể thời gian tạm dừng.',
      en: 'Working hours run from complete receipt to the end, without pauses.',
    },
    {
      vi: 'Tỷ lệ hài lòng = đánh giá mức 4 và 5 / mọi đánh giá của người dân, theo ngày đánh giá; mục tiêu là 85 %.',
      en: 'Satisfaction = ratings of 4 and 5 / all ratings by citizens, by the day of each; the target is 85 %.',
    },
    {
      vi: 'Dòng có dưới 5 hồ sơ được gộp vào dòng khác của cơ quan, hoặc của cơ quan cấp trên.',
      en: 'A row of fewer than 5 dossiers is merged with others of its agency, or of the agency above.',
    },
  ],
};
