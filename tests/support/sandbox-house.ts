import { HashAlgorithm, ProductCode, VNPay, VnpLocale } from 'vnpay';
import { manifestOf } from '../../functions/payments/providers/manifests.ts';
import { createdOrdersIn } from '../../functions/sandbox/adapters/created-orders.ts';
import { inboxIn } from '../../functions/sandbox/adapters/inbox.ts';
import { merchantAccountsIn } from '../../functions/sandbox/adapters/merchant-accounts.ts';
import { orderDeedsIn } from '../../functions/sandbox/adapters/order-deeds.ts';
import { ordersIn } from '../../functions/sandbox/adapters/orders.ts';
import { refundsIn } from '../../functions/sandbox/adapters/refunds.ts';
import { transfersIn } from '../../functions/sandbox/adapters/transfers.ts';
import { messageRoutes } from '../../functions/sandbox/handlers/message-routes.ts';
import { orderRoutes } from '../../functions/sandbox/handlers/order-routes.ts';
import { providerRoutes } from '../../functions/sandbox/handlers/provider-routes.ts';
import { routed } from '../../functions/sandbox/handlers/router.ts';
import { transferRoutes } from '../../functions/sandbox/handlers/transfer-routes.ts';
import type { NoticeAnswer, PlayedNotice } from '../../functions/sandbox/ports.ts';
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
  /** The body as it is. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const lowerCased = (headers: SandboxCall['headers'] = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** A merchant's account with a provider. */
export interface Account {
  readonly provider: string;
  readonly merchant: string;
  readonly credentials: Readonly<Record<string, string>>;
}

const account: Account = { provider: 'vnpay', merchant: 'main', credentials };

/** The sandbox over tables in memory; `answers` are what the merchant's webhook says in turn, then its `confirmation`. */
export const sandboxHouse = ({ provider, merchant, credentials: given }: Account = account) => {
  const payments = memoryTable();
  const messages = memoryTable();
  const house = {
    payments,
    messages,
    notices: [] as string[],
    sent: [] as PlayedNotice[],
    answers: [] as unknown[],
    confirmation: { status: 200, text: JSON.stringify({ RspCode: '00', Message: 'Confirm Success' }) } as NoticeAnswer,
    pauses: 0,
    /** When the next calls come. */
    now: NOW,
    /** An attempt that the product recorded, and then how its order is paid. */
    async attempt(reference: string) {
      const [paymentId, attemptId] = [`pay_${reference}`, `att_${reference}`];
      await payments.put({
        pk: `REF#${provider}#${merchant}#${reference}`,
        sk: 'REF',
        attempt: { merchant, reference, paymentId, attemptId, createdAt: NOW, expiresAt: NOW + 900_000 },
      });
      const ordered = (checkout: { readonly url?: string | undefined; readonly payload?: string }) =>
        payments.put({
          pk: `PAY#${paymentId}`,
          sk: `FACT#ordered#${attemptId}`,
          fact: { creation: { kind: 'created', checkout } },
        });
      const orderedAt = (url: string | undefined) => ordered({ url });
      return { ordered, orderedAt };
    },
    async order(reference: string, redirectUrl = payUrl(reference)) {
      await (await house.attempt(reference)).orderedAt(redirectUrl);
    },
    async call(method: string, address: string, { json, form, body, headers }: SandboxCall = {}): Promise<HttpAnswer> {
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
        headers: { 'content-type': type, ...lowerCased(headers) },
        body: Buffer.from(form ?? body ?? JSON.stringify(json) ?? ''),
        sourceIp: '127.0.0.1',
        requestId: 'request',
        now: house.now,
      });
    },
  };
  const secret = JSON.stringify({ current: given, previous: [] });
  const ports = {
    providers: playedProviders,
    orders: ordersIn(payments),
    accounts: merchantAccountsIn(payments, { read: async () => secret }),
    created: createdOrdersIn(messages),
    deeds: orderDeedsIn(messages),
    transfers: transfersIn(messages),
    refunds: refundsIn(messages),
    webhooks: {
      notify: async (webhookUrl: string, notice: PlayedNotice) => {
        house.notices.push('query' in notice ? `${webhookUrl}?${notice.query}` : webhookUrl);
        house.sent.push(notice);
        if (house.answers.length === 0) return house.confirmation;
        const answer = house.answers.shift();
        return answer === undefined ? undefined : { status: 200, text: JSON.stringify(answer) };
      },
      pause: async () => {
        house.pauses += 1;
      },
    },
  };
  const handle = routed([
    ...messageRoutes(inboxIn(messages), ORIGIN),
    ...orderRoutes(ports, ORIGIN),
    ...transferRoutes(ports),
    ...providerRoutes({ ...ports, shownAs: manifestOf }, ORIGIN),
  ]);
  const ready = payments.put({
    pk: `MER#${provider}#${merchant}`,
    sk: 'MER',
    agencyCode: 'H26.10',
    secretId: `merchants/${provider}/${merchant}`,
    webhookUrl: `${ORIGIN}/webhooks/payments/${provider}/${merchant}`,
  });
  return ready.then(() => house);
};

/** The query of an address as a plain record. */
export const fieldsOf = (address: string): Record<string, string> => Object.fromEntries(new URL(address).searchParams);
