import { createHmac } from 'node:crypto';
import type { ProviderMessage } from '../../../../functions/payments/ports.ts';
import { provider } from '../../../../functions/payments/providers/zalopay/client.ts';
import { callsOf } from '../../../support/json-post.ts';
import type { NoticeOutcome, ProviderHarness } from '../../../support/payment-provider-suite.ts';
import { messageOf } from '../../../support/payments.ts';

/** The application of ZaloPay's own examples. */
const credentials = {
  appId: '2553',
  key1: 'PcY4iZIKFCIdgZvA6ueMcMHHUbRLYjPL',
  key2: 'kLtgPl8HHhfvMuDHPwKfgfsY4Ydm9eIz',
};

const TRANSACTION = 261120000000389;

const hmac = (text: string, key: string): string => createHmac('sha256', key).update(text).digest('hex');

const failure = (sub: number) => ({ return_code: 2, return_message: 'Giao dịch thất bại', sub_return_code: sub });

const noticeOf = (data: string, mac: unknown): ProviderMessage =>
  messageOf({}, { body: Buffer.from(JSON.stringify({ data, mac, type: 1 })) });

type Mood = Parameters<NonNullable<ProviderHarness['creation']>['answers']>[0];

/** ZaloPay's server: the orders that it holds, and what it says of them. */
const held = new Set<string>();
let mood: Mood = 'create';
let reply: { readonly body: unknown } | undefined;

type Asked = Readonly<Record<string, string | number>>;

const created = (asked: Asked): unknown => {
  const names = ['app_id', 'app_trans_id', 'app_user', 'amount', 'app_time', 'embed_data', 'item'];
  if (hmac(names.map((name) => asked[name]).join('|'), credentials.key1) !== asked.mac) return failure(-402);
  if (mood === 'decline') return failure(-401);
  const reference = String(asked.app_trans_id);
  if (held.has(reference)) return failure(-68);
  held.add(reference);
  const token = {
    zp_trans_token: 'AC-YGb2kvGFAmLzTmQD-PdjA',
    order_url: 'https://qcgateway.zalopay.vn/openinapp?order=e30=',
  };
  return mood === 'create_silently' ? undefined : { return_code: 1, sub_return_code: 1, ...token };
};

const found = (asked: Asked): unknown => {
  const signed = [asked.app_id, asked.app_trans_id, credentials.key1].join('|');
  if (hmac(signed, credentials.key1) !== asked.mac) return failure(-402);
  return held.has(String(asked.app_trans_id)) ? { return_code: 3, sub_return_code: 3 } : failure(-101);
};

const server = async (url: string, body: unknown): Promise<unknown> => {
  if (reply) return reply.body;
  if (mood === 'nothing') return undefined;
  if (mood === 'no_such_merchant') return failure(-402);
  return url === 'https://openapi.zalopay.vn/v2/create' ? created(body as Asked) : found(body as Asked);
};

const answers: Record<NoticeOutcome | 'unfinished', (amount: number) => Record<string, unknown>> = {
  paid: (amount) => ({
    return_code: 1,
    return_message: 'Giao dịch thành công',
    sub_return_code: 1,
    is_processing: false,
    amount,
    zp_trans_id: TRANSACTION,
    server_time: 1_795_000_000_000,
    discount_amount: 0,
  }),
  failed: () => ({ ...failure(-54), is_processing: false, amount: 0, zp_trans_id: 0 }),
  suspected: () => failure(-217),
  unfinished: () => ({ return_code: 3, sub_return_code: 3, is_processing: true, amount: 0, zp_trans_id: 0 }),
};

/** ZaloPay as its documents say that it signs and sends. Its answers to a query are not signed and name no order. */
export const harness: ProviderHarness = {
  provider: provider('live', callsOf(server)),
  credentials,
  otherCredentials: { ...credentials, key1: 'another first key', key2: 'another second key' },
  outcomes: ['paid'],
  creation: {
    answers: (how) => {
      reply = undefined;
      mood = how;
    },
    held: () => held.size,
    tellsAgain: false,
  },
  notice: ({ reference, amountVnd }, _, given) => {
    const { key2 } = given as typeof credentials;
    const data = JSON.stringify({
      app_id: 2553,
      app_trans_id: reference,
      app_time: 1_795_000_000_000,
      app_user: 'motcua',
      amount: amountVnd,
      embed_data: '{}',
      item: '[]',
      zp_trans_id: TRANSACTION,
      server_time: 1_795_000_000_000,
      channel: 38,
      merchant_user_id: '7ZMSl3nEg5sOUJzOLSoUFT8xKNQVaLOLXHB--8Eytqc',
      user_fee_amount: 0,
      discount_amount: 0,
    });
    return noticeOf(data, hmac(data, key2));
  },
  nothing: (given) => {
    const { key2 } = given as typeof credentials;
    const data = JSON.stringify({ app_id: 2553, app_trans_id: '261120_a', binding_id: '261120000000001', status: 1 });
    return messageOf({}, { body: Buffer.from(JSON.stringify({ data, mac: hmac(data, key2), type: 2 })) });
  },
  forgeries: ({ body }) => {
    const { data, mac } = JSON.parse(Buffer.from(body).toString('utf8')) as { data: string; mac: string };
    return [
      ...['150000', '261120_', String(TRANSACTION), '2553', '38'].map((part) => noticeOf(data.replace(part, '1'), mac)),
      noticeOf(`${data} `, mac),
      noticeOf(data, ''),
      noticeOf(data, undefined),
      noticeOf(
        data,
        mac.replace(/^./, (first) => (first === '0' ? '1' : '0')),
      ),
      noticeOf(data, hmac(data, credentials.key1)),
    ];
  },
  query: {
    replies: (body) => {
      reply = { body };
    },
    answer: ({ amountVnd }, outcome) => answers[outcome](amountVnd),
    outcomes: ['paid', 'failed'],
    forgeries: (body, _, outcome) => {
      const good = body as Record<string, unknown>;
      const { return_code: _code, ...without } = good;
      const changed = [without, ...['1', 0, 4, -1].map((return_code) => ({ ...good, return_code }))];
      const failures = [-2, -92, -217, -401, -402, -429, -500, -999, 7, '-54'].map((sub) => ({
        ...good,
        return_code: 2,
        sub_return_code: sub,
      }));
      const sums = [149_999, 150_001, '150000', undefined, -150_000].map((amount) => ({ ...good, amount }));
      const numbers = [0, '', undefined, 1.5].map((zp_trans_id) => ({ ...good, zp_trans_id }));
      return [...changed, ...failures, ...(outcome === 'paid' ? [...sums, ...numbers] : [])];
    },
  },
  check: {
    replies: (answer) => {
      mood = 'nothing';
      reply = answer === undefined ? undefined : { body: answer };
    },
    taken: failure(-101),
    refused: [-2, -53, -402, -403].map(failure),
    unproven: [failure(-401), failure(-429), failure(-500), answers.paid(1000), answers.unfinished(1000), {}, 'down'],
  },
  endsRetries: ({ json }) => (json as { return_code: number }).return_code !== 0,
  endsAtBadSignature: true,
};
