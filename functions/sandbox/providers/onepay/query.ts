import { endingAfter } from '../../domain/endings.ts';
import type { KnownOrder } from '../../ports.ts';
import { fieldsOf } from './notices.ts';
import type { OnePayCredentials } from './pay-url.ts';
import { type Fields, isSigned } from './signature.ts';

const refusal = (code: string, message: string): Fields => ({ vpc_TxnResponseCode: code, vpc_Message: message });

/** What is wrong with a question, in OnePay's codes; undefined where nothing is. */
function faultOf(asked: Fields, { merchantId, accessCode, hashKey }: OnePayCredentials): Fields | undefined {
  if (!isSigned(asked, hashKey)) return refusal('255', 'Invalid vpc_SecureHash');
  if (asked.vpc_Command !== 'queryDR' || asked.vpc_Version !== '2') return refusal('255', 'Invalid vpc_Command');
  if (asked.vpc_Merchant !== merchantId) return refusal('3', 'Merchant not exist');
  if (asked.vpc_AccessCode !== accessCode) return refusal('4', 'Invalid access code');
  return asked.vpc_User && asked.vpc_Password ? undefined : refusal('255', 'Invalid vpc_User');
}

/** OnePay's answer to a `queryDR`, before it is signed. It has a transaction (`vpc_DRExists`) once the payer has opened its page. */
export function answerQuery(
  credentials: OnePayCredentials,
  asked: Fields,
  { reference, order, deeds }: Pick<KnownOrder, 'reference' | 'order' | 'deeds'>,
): Fields {
  const fault = faultOf(asked, credentials);
  if (fault) return fault;
  const { merchantId } = credentials;
  const named = { vpc_Merchant: merchantId, vpc_MerchTxnRef: reference };
  if (!order || deeds.length === 0) return { vpc_DRExists: 'N', ...named };
  const ending = endingAfter(order, deeds);
  if (ending) return { vpc_DRExists: 'Y', ...fieldsOf(merchantId, order, ending) };
  return {
    vpc_DRExists: 'Y',
    ...named,
    vpc_OrderInfo: order.orderInfo,
    vpc_Amount: String(order.amountVnd * 100),
    vpc_TxnResponseCode: '100',
    vpc_Message: 'In progress',
  };
}
