import { HashAlgorithm, ProductCode, VNPay, VnpLocale } from 'vnpay';
import { inboxIn } from '../../functions/sandbox/adapters/inbox.ts';
import { merchantAccountsIn } from '../../functions/sandbox/adapters/merchant-accounts.ts';
import { orderDeedsIn } from '../../functions/sandbox/adapters/order-deeds.ts';
import { ordersIn } from '../../functions/sandbox/adapters/orders.ts';
import { messageRoutes } from '../../functions/sandbox/handlers/message-routes.ts';
import { orderRoutes } from '../../functions/sandbox/handlers/order-routes.ts';
import { questionRoutes } from '../../functions/sandbox/handlers/question-routes.ts';
import { routed } from '../../functions/sandbox/handlers/router.ts';
import { playedProviders } from '../../functions/sandbox/providers/registry.ts';
import { compactDateTime } from '../../shared/kernel/time.ts';
import type { HttpAnswer } from '../../shared/platform/http-answer.ts';
import { memoryTable } from './memory-table.ts';

/** The sandbox's address in tests. */
export const ORIGIN = 'http://localhost:8080';

/** The moment of the tests. */
export const NOW = Date.parse('2026-11-18T12:00:00+07:00');

/** The sample merchant's credentials. */
export const credentials = { tmnCode: 'MOTCUA01', hashSecret: 'SANDBOXSECRETSANDBOXSECRET012345' };

/** The npm package of VNPAY's merchants, by other authors: the oracle for what the sandbox signs and reads. */
export const oracle = new VNPay({
  tmnCode: credentials.tmnCode,
  secureSecret: credentials.hashSecret,
  vnpayHost: 'https://sandbox.vnpayment.vn',
  testMode: true,
  hashAlgorithm: HashAlgorithm.SHA512,
  enableLog: false,
});

/** A pay URL as the oracle builds it, at the sandbox's page. */
export const payUrl = (reference: string, amountVnd = 150_000, expiresAt = NOW + 900_000): string => {
  const built = oracle.buildPaymentUrl({
    vnp_Amount: amountVnd,
    vnp_CreateDate: Number(compactDateTime(NOW)),
    vnp_ExpireDate: Number(compactDateTime(expiresAt)),
    vnp_IpAddr: '127.0.0.1',
    vnp_Locale: VnpLocale.VN,
    vnp_OrderInfo: 'Nop le phi ho so H26.10-261120-0007',
    vnp_OrderType: ProductCode.Other,
    vnp_ReturnUrl: `${ORIGIN}/payments/return/vnpay/main`,
    vnp_TxnRef: reference,
  });
  return `${ORIGIN}/sandbox/vnpay/paymentv2/vpcpay.html?${new URL(built).search.slice(1)}`;
};

/** How a test calls the sandbox. */
export interface SandboxCall {
  readonly json?: unknown;
  readonly form?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The sandbox over tables in memory; `answers` are what the merchant's webhook says in turn, then `00`. */
export const sandboxHouse = () => {
  const payments = memoryTable();
  const messages = memoryTable();
  const house = {
    payments,
    messages,
    notices: [] as string[],
    answers: [] as unknown[],
    pauses: 0,
    async order(reference: string, redirectUrl = payUrl(reference)) {
      const [paymentId, attemptId] = [`pay_${reference}`, `att_${reference}`];
      await payments.put({
        pk: `REF#vnpay#main#${reference}`,
        sk: 'REF',
        attempt: { merchant: 'main', reference, paymentId, attemptId },
      });
      await payments.put({
        pk: `PAY#${paymentId}`,
        sk: `FACT#ordered#${attemptId}`,
        fact: { creation: { kind: 'created', checkout: { kind: 'redirect', url: redirectUrl } } },
      });
    },
    async call(method: string, address: string, { json, form, headers }: SandboxCall = {}): Promise<HttpAnswer> {
      const url = new URL(address, ORIGIN);
      const query: Record<string, string[]> = {};
      for (const [name, value] of url.searchParams) query[name] = [...(query[name] ?? []), value];
      const proxy = decodeURIComponent(url.pathname.replace(/^\/sandbox\/?/, ''));
      const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
      return handle({
        method,
        path: url.pathname,
        pathParameters: proxy === '' ? {} : { proxy },
        query,
        headers: { 'content-type': type, ...headers },
        body: Buffer.from(form ?? JSON.stringify(json) ?? ''),
        sourceIp: '127.0.0.1',
        requestId: 'request',
        now: NOW,
      });
    },
  };
  const secret = JSON.stringify({ current: credentials, previous: [] });
  const ports = {
    providers: playedProviders,
    orders: ordersIn(payments),
    accounts: merchantAccountsIn(payments, { read: async () => secret }),
    deeds: orderDeedsIn(messages),
    webhooks: {
      notify: async (webhookUrl: string, query: string) => {
        house.notices.push(`${webhookUrl}?${query}`);
        return house.answers.length > 0 ? house.answers.shift() : { RspCode: '00', Message: 'Confirm Success' };
      },
      pause: async () => {
        house.pauses += 1;
      },
    },
  };
  const handle = routed([
    ...messageRoutes(inboxIn(messages), ORIGIN),
    ...orderRoutes(ports, ORIGIN),
    ...questionRoutes(ports),
  ]);
  const ready = payments.put({
    pk: 'MER#vnpay#main',
    sk: 'MER',
    agencyCode: 'H26.10',
    secretId: 'merchants/vnpay/main',
    webhookUrl: `${ORIGIN}/webhooks/payments/vnpay/main`,
  });
  return ready.then(() => house);
};

/** The query of an address as a plain record. */
export const fieldsOf = (address: string): Record<string, string> => Object.fromEntries(new URL(address).searchParams);
