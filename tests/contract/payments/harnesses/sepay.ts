import type { ProviderMessage } from '../../../../functions/payments/ports.ts';
import { provider } from '../../../../functions/payments/providers/sepay/client.ts';
import type { ProviderHarness } from '../../../support/payment-provider-suite.ts';
import {
  sepayCredentials,
  sepayList,
  sepayListed,
  sepayMessage,
  sepayNotice,
  sepayServer,
} from '../../../support/sepay.ts';

const { server, call } = sepayServer();

const otherCredentials = { ...sepayCredentials, webhookSecret: 'another secret', apiKey: 'ANOTHERTOKEN' };

const contentOf = (reference: string): string => `MBVCB.3278907687.064217.${reference}.CT tu 0123 NGUYEN VAN A`;

/** SePay as its documents say that it signs, sends and lists. */
export const harness: ProviderHarness = {
  provider: provider('live', call),
  credentials: sepayCredentials,
  otherCredentials,
  outcomes: ['paid'],
  notice: ({ reference, amountVnd }, _, credentials) =>
    sepayMessage(
      sepayNotice({ content: contentOf(reference), transferAmount: amountVnd }),
      credentials as typeof sepayCredentials,
    ),
  nothing: (credentials) => sepayMessage(sepayNotice({ transferType: 'out' }), credentials as typeof sepayCredentials),
  forgeries: (message) => {
    const notice = JSON.parse(Buffer.from(message.body).toString('utf8')) as Record<string, unknown>;
    const bodies = Object.keys(notice).map((name) => ({ ...notice, [name]: `${notice[name]}1` }));
    const { 'x-sepay-timestamp': timestamp = '', 'x-sepay-signature': signature = '' } = message.headers;
    const headers: readonly ProviderMessage['headers'][] = [
      {},
      { 'x-sepay-timestamp': timestamp },
      { 'x-sepay-signature': signature },
      { 'x-sepay-timestamp': '1', 'x-sepay-signature': signature },
      { 'x-sepay-timestamp': timestamp, 'x-sepay-signature': signature.slice(7) },
      { 'x-sepay-timestamp': timestamp, 'x-sepay-signature': `sha256=${'0'.repeat(64)}` },
      { 'x-sepay-timestamp': '', 'x-sepay-signature': signature },
      { authorization: 'Apikey ' },
      { authorization: `Bearer ${sepayCredentials.apiKey}` },
      { authorization: `Apikey ${sepayCredentials.apiKey}1` },
    ];
    return [
      ...bodies.map((body) => ({ ...message, body: Buffer.from(JSON.stringify(body)) })),
      ...headers.map((each) => ({ ...message, headers: each })),
      { ...message, receivedAt: 5 * 60_000 + 1000 },
      { ...message, receivedAt: -5 * 60_000 - 1000 },
    ];
  },
  query: {
    replies: (body) => {
      server.reply = body;
    },
    answer: ({ reference, amountVnd }, outcome) =>
      outcome === 'paid'
        ? sepayList(sepayListed({ transaction_content: contentOf(reference), amount_in: `${amountVnd}.00` }))
        : sepayList(),
    outcomes: ['paid'],
    forgeries: (body) => [
      { ...(body as object), status: 401 },
      { ...(body as object), transactions: undefined },
      { ...(body as object), transactions: [sepayListed({ amount_in: '1e9' })] },
      { ...(body as object), transactions: [sepayListed({ id: null })] },
      { ...(body as object), transactions: [{}] },
    ],
  },
  check: {
    replies: (answer) => {
      const { status = 200 } = (answer ?? {}) as { readonly status?: number };
      server.status = status;
      server.reply = answer;
    },
    taken: sepayList(),
    refused: [401, 403].map((status) => ({ status, error: 'Unauthorized', messages: {} })),
    unproven: [{ status: 429 }, { status: 500 }, {}, { status: 200, transactions: [{}] }],
  },
  endsRetries: ({ status, json }) => status >= 200 && status < 300 && (json as { success?: unknown }).success === true,
};
