import { compactDateTime } from '../../../../shared/kernel/time.ts';
import type { Ending } from '../../domain/endings.ts';
import type { OpenedOrder } from '../../ports.ts';

/** The fields of a notice, unsigned. */
export type Fields = Readonly<Record<string, string>>;

/** What VNPAY tells of an ending: in its IPN, on the payer's way back, and to whoever asks. */
export const fieldsOf = (
  tmnCode: string,
  order: Pick<OpenedOrder, 'reference' | 'orderInfo'>,
  { outcome, transaction, amountVnd, at }: Ending,
): Fields => {
  const common = {
    vnp_TmnCode: tmnCode,
    vnp_TxnRef: order.reference,
    vnp_OrderInfo: order.orderInfo,
    vnp_Amount: String(amountVnd * 100),
    vnp_PayDate: compactDateTime(at),
    vnp_TransactionNo: transaction,
  };
  if (outcome === 'failed')
    return {
      ...common,
      vnp_BankCode: 'VNPAY',
      vnp_CardType: 'QRCODE',
      vnp_ResponseCode: '24',
      vnp_TransactionStatus: '02',
    };
  return {
    ...common,
    vnp_BankCode: 'NCB',
    vnp_BankTranNo: `VNP${transaction}`,
    vnp_CardType: 'ATM',
    vnp_ResponseCode: '00',
    vnp_TransactionStatus: '00',
  };
};
