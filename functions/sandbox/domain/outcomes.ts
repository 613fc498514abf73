import * as z from 'zod';

/** What a person, or a fault, may do to an order on a provider's page. */
export const outcomes = [
  'pay',
  'decline',
  'abandon',
  'pay_late',
  'pay_twice',
  'callback_lost',
  'callback_before_return',
  'wrong_amount',
] as const;

/** What a person, or a fault, may do to an order on a provider's page. */
export const Outcome = z.enum(outcomes);

/** What a person, or a fault, may do to an order on a provider's page. */
export type Outcome = z.infer<typeof Outcome>;

/** The magic values: what each outcome is called on the page, and what it makes the provider do. */
export const outcomeWords: Readonly<Record<Outcome, { readonly label: string; readonly does: string }>> = {
  pay: {
    label: 'Thanh toán',
    does: 'Đã trả đúng số tiền: gửi thông báo (IPN) thành công, rồi đưa người nộp về.',
  },
  decline: {
    label: 'Hủy giao dịch',
    does: 'Người nộp hủy: gửi thông báo (IPN) không thành công nếu cổng có gửi, rồi đưa người nộp về.',
  },
  abandon: { label: 'Bỏ dở', does: 'Người nộp đóng trang: không gửi gì, không quay về.' },
  pay_late: {
    label: 'Trả sau khi hết hạn',
    does: 'Tiền đến sau khi đơn hết hạn: gửi thông báo (IPN) thành công với giờ trả muộn hơn hạn.',
  },
  pay_twice: {
    label: 'Trả hai lần',
    does: 'Một đơn bị thu hai lần: hai thông báo (IPN) thành công với hai mã giao dịch khác nhau.',
  },
  callback_lost: {
    label: 'Mất IPN',
    does: 'Đã trả nhưng không có thông báo (IPN) nào được gửi; người nộp vẫn quay về. Ai hỏi lại sẽ biết đã trả.',
  },
  callback_before_return: {
    label: 'IPN trước, quay về sau',
    does: 'Thông báo (IPN) đến và được trả lời trước; người nộp ở lại trang và tự quay về bằng đường dẫn.',
  },
  wrong_amount: { label: 'Sai số tiền', does: 'Thông báo (IPN) ký đúng nhưng số tiền hơn 1.000 đồng so với đơn.' },
};
