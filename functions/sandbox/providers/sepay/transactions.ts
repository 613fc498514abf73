import { createHmac } from 'node:crypto';
import { type Instant, toOffsetDateTime } from '../../../../shared/kernel/time.ts';
import type { PlayedNotice, Transfer } from '../../ports.ts';

/** A merchant's account with SePay, as far as it tells and lists transfers. */
export interface SepayAccount {
  readonly accountNumber: string;
  readonly webhookSecret?: string | undefined;
  readonly apiKey?: string | undefined;
}

const dateTime = (at: Instant): string => toOffsetDateTime(at).slice(0, 19).replace('T', ' ');

/** How SePay authenticates a webhook: by HMAC where the merchant has a secret for that, else by its API key. */
const authenticated = (
  { webhookSecret, apiKey = '' }: SepayAccount,
  body: string,
  now: Instant,
): Readonly<Record<string, string>> => {
  if (webhookSecret === undefined) return { Authorization: `Apikey ${apiKey}` };
  const timestamp = String(Math.floor(now / 1000));
  const mac = createHmac('sha256', webhookSecret).update(`${timestamp}.${body}`).digest('hex');
  return { 'X-SePay-Timestamp': timestamp, 'X-SePay-Signature': `sha256=${mac}` };
};

/** What SePay's webhook tells of a transfer. */
export const noticeOf = (transfer: Transfer, account: SepayAccount, now: Instant): PlayedNotice => {
  const { transactionId, accountNumber, content, amountVnd, at } = transfer;
  const body = JSON.stringify({
    id: Number(transactionId),
    gateway: 'MBBank',
    transactionDate: dateTime(at),
    accountNumber,
    subAccount: null,
    code: null,
    content,
    transferType: 'in',
    description: `BankAPINotify ${content}`,
    transferAmount: amountVnd,
    accumulated: 19_077_000,
    referenceCode: `FT${transactionId}`,
  });
  return { headers: { 'Content-Type': 'application/json', ...authenticated(account, body, now) }, body };
};

/** What SePay lists of a transfer. */
export const listedOf = ({ transactionId, accountNumber, content, amountVnd, at }: Transfer) => ({
  id: transactionId,
  bank_brand_name: 'MBBank',
  account_number: accountNumber,
  transaction_date: dateTime(at),
  amount_out: '0.00',
  amount_in: `${amountVnd}.00`,
  accumulated: '19077000.00',
  transaction_content: content,
  reference_number: `FT${transactionId}`,
  code: null,
  sub_account: null,
  bank_account_id: '19',
});
