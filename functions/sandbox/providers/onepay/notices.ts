import type { Ending } from '../../domain/endings.ts';
import type { OpenedOrder } from '../../ports.ts';
import type { Fields } from './signature.ts';

const CANCELLED = { vpc_TxnResponseCode: '99', vpc_Message: 'Canceled' };

const APPROVED = {
  vpc_TxnResponseCode: '0',
  vpc_Message: 'Approved',
  vpc_Card: '970436',
  vpc_PayChannel: 'WEB',
};

/** What OnePay tells of an ending: in its IPN, on the payer's way back, and to whoever asks. A payment that failed has no number. */
export const fieldsOf = (
  merchantId: string,
  order: Pick<OpenedOrder, 'reference' | 'orderInfo'>,
  { outcome, transaction, amountVnd }: Ending,
): Fields => ({
  vpc_Version: '2',
  vpc_Command: 'pay',
  vpc_Locale: 'vn',
  vpc_Merchant: merchantId,
  vpc_MerchTxnRef: order.reference,
  vpc_OrderInfo: order.orderInfo,
  vpc_Amount: String(amountVnd * 100),
  vpc_CurrencyCode: 'VND',
  ...(outcome === 'paid' ? { ...APPROVED, vpc_TransactionNo: `PAY-${transaction}` } : CANCELLED),
});
