import { createHmac } from 'node:crypto';
import type { ProviderMessage } from '../../../functions/payments/ports.ts';
import { MOMO, noticeOf, signedResult } from '../../support/momo.ts';
import { asQuery, ONEPAY, onePayNotice, onePaySigned } from '../../support/onepay.ts';
import { CREDENTIALS, messageOf, noticeFields, signedNotice } from '../../support/payments.ts';
import { payosCredentials, payosMessage, payosNotice, payosSigned } from '../../support/payos.ts';
import { signedEvent, stripeCredentials, stripeSession } from '../../support/stripe.ts';

/** A provider's usual notice of a fee that was paid, as it comes on most days. */
export interface UsualNotice {
  readonly provider: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly notice: ProviderMessage;
}

const AMOUNT = 150_000;
const order = { reference: '0123456789abcdefghjkmnpqrs', amountVnd: AMOUNT };
const zalopayKeys = {
  appId: '2553',
  key1: 'PcY4iZIKFCIdgZvA6ueMcMHHUbRLYjPL',
  key2: 'kLtgPl8HHhfvMuDHPwKfgfsY4Ydm9eIz',
};

const zalopayNotice = (): ProviderMessage => {
  const data = JSON.stringify({
    app_id: 2553,
    app_trans_id: '261120_0123456789abcdefghjkmnpqrs',
    app_time: 1_763_604_000_817,
    app_user: 'H26.10-261120-0007',
    amount: AMOUNT,
    embed_data: '{"redirecturl":"https://motcua.example.vn/payments/return/zalopay/H26"}',
    item: '[]',
    zp_trans_id: 261_120_000_000_389,
    server_time: 1_763_604_013_498,
    channel: 38,
    merchant_user_id: '7ZMSl3nEg5sOUJzOLSoUFT8xKNQVaLOLXHB--8Eytqc',
    user_fee_amount: 0,
    discount_amount: 0,
  });
  const mac = createHmac('sha256', zalopayKeys.key2).update(data).digest('hex');
  return messageOf({}, { body: Buffer.from(JSON.stringify({ data, mac, type: 1 })) });
};

/** The usual notice of each provider. */
export const usualNotices: readonly UsualNotice[] = [
  {
    provider: 'vnpay',
    credentials: CREDENTIALS,
    notice: signedNotice(noticeFields(order, { vnp_OrderInfo: 'Nop le phi ho so H26.10-261120-0007' })),
  },
  {
    provider: 'momo',
    credentials: MOMO,
    notice: noticeOf(JSON.stringify(signedResult(order))),
  },
  { provider: 'zalopay', credentials: zalopayKeys, notice: zalopayNotice() },
  {
    provider: 'payos',
    credentials: payosCredentials,
    notice: payosMessage(payosSigned(payosNotice({ ...order, reference: '1763604000123456' }))),
  },
  {
    provider: 'onepay',
    credentials: ONEPAY,
    notice: asQuery(onePaySigned(onePayNotice(order))),
  },
  {
    provider: 'stripe',
    credentials: stripeCredentials,
    notice: signedEvent('checkout.session.completed', stripeSession(order)),
  },
];
