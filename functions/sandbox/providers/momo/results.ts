import type { Ending } from '../../domain/endings.ts';
import type { OpenedOrder } from '../../ports.ts';
import { formulas, type MomoCredentials, signatureBy, type Values } from './signature.ts';

/** What MoMo says with a result code (developers.momo.vn/v3/docs/payment/api/result-handling/resultcode). */
export const messages = {
  0: 'Thành công.',
  13: 'Xác thực doanh nghiệp thất bại.',
  20: 'Yêu cầu sai định dạng.',
  22: 'Số tiền giao dịch không hợp lệ.',
  40: 'RequestId bị trùng.',
  41: 'OrderId bị trùng.',
  42: 'OrderId không hợp lệ hoặc không được tìm thấy.',
  1000: 'Giao dịch đã được khởi tạo, chờ người dùng xác nhận thanh toán.',
  1005: 'Giao dịch thất bại do url hoặc QR code đã hết hạn.',
  1006: 'Giao dịch thất bại do người dùng đã từ chối xác nhận thanh toán.',
  1080: 'Giao dịch hoàn tiền thất bại trong quá trình xử lý.',
  1081: 'Giao dịch hoàn tiền bị từ chối. Giao dịch thanh toán ban đầu có thể đã được hoàn.',
  7000: 'Giao dịch đang được xử lý.',
} as const;

/** A result code that is played. */
export type ResultCode = keyof typeof messages;

/** A result code with its words. */
export const resultOf = (resultCode: ResultCode, responseTime: number) => ({
  resultCode,
  message: messages[resultCode],
  responseTime,
});

/** How an ending is coded. */
export const codeOf = ({ outcome }: Ending): ResultCode => (outcome === 'paid' ? 0 : 1006);

/** What MoMo tells of an ending, signed: by its notice (IPN) as JSON, on the payer's way back as a query. */
export const signedResult = (credentials: MomoCredentials, order: OpenedOrder, ending: Ending): Values => {
  const values: Values = {
    partnerCode: credentials.partnerCode,
    orderId: order.reference,
    requestId: order.echoed?.requestId ?? order.reference,
    amount: ending.amountVnd,
    orderInfo: order.orderInfo,
    orderType: 'momo_wallet',
    transId: Number(ending.transaction),
    payType: ending.outcome === 'paid' ? 'qr' : '',
    extraData: order.echoed?.extraData ?? '',
    ...resultOf(codeOf(ending), ending.at),
  };
  return { ...values, signature: signatureBy(formulas.result, values, credentials) };
};
