import type { ProviderMessage } from '../../../../functions/payments/ports.ts';
import { provider } from '../../../../functions/payments/providers/payos/client.ts';
import type { ProviderHarness } from '../../../support/payment-provider-suite.ts';
import {
  payosCredentials,
  payosLink,
  payosMessage,
  payosNotice,
  payosServer,
  payosSigned,
  payosTransfer,
} from '../../../support/payos.ts';

const { server, call } = payosServer();

const keyOf = (credentials: unknown): string => (credentials as typeof payosCredentials).checksumKey;

const otherCredentials = { ...payosCredentials, checksumKey: 'another checksum key of the merchant' };

const bodyOf = ({ body }: ProviderMessage) =>
  JSON.parse(Buffer.from(body).toString('utf8')) as { data: Record<string, unknown>; signature: string };

type Answer = ReturnType<typeof payosSigned>;

const changed = (data: Readonly<Record<string, unknown>>): readonly Record<string, unknown>[] => [
  ...Object.keys(data).map((name) => ({ ...data, [name]: Array.isArray(data[name]) ? [{}] : `${data[name] ?? ''}1` })),
  ...Object.keys(data).map((name) => Object.fromEntries(Object.entries(data).filter(([other]) => other !== name))),
  { ...data, extra: '' },
];

/** payOS as its documents say that it signs, sends and answers. */
export const harness: ProviderHarness = {
  provider: provider('live', call),
  credentials: payosCredentials,
  otherCredentials,
  outcomes: ['paid'],
  creation: {
    answers: (how) => {
      server.reply = undefined;
      const moods = {
        create: 'works',
        decline: 'declines',
        no_such_merchant: 'knows_no_channel',
        nothing: 'is_down',
        create_silently: 'creates_silently',
      } as const;
      server.mood = moods[how];
    },
    held: () => server.orders.size,
  },
  notice: (order, _, credentials) => payosMessage(payosSigned(payosNotice(order), keyOf(credentials))),
  nothing: (credentials) =>
    payosMessage(
      payosSigned(payosNotice({ reference: '123', amountVnd: 3000 }, { description: 'VQRIO123' }), keyOf(credentials)),
    ),
  forgeries: (message) => {
    const { data, signature } = bodyOf(message);
    return [
      ...changed(data).map((other) => ({ data: other, signature })),
      { data },
      { data, signature: '' },
      { data, signature: '0'.repeat(64) },
      { data, signature: [signature] },
      { data: [data], signature },
      { data: JSON.stringify(data), signature },
    ].map(payosMessage);
  },
  query: {
    replies: (body) => {
      server.mood = body === undefined ? 'is_down' : 'works';
      server.reply = { body };
    },
    answer: (order, outcome, credentials) => {
      const transfers = outcome === 'paid' ? [payosTransfer('FT26324000000001', order.amountVnd)] : [];
      const status = outcome === 'failed' ? { status: 'CANCELLED' } : {};
      return payosSigned(payosLink(order, transfers, status), keyOf(credentials));
    },
    outcomes: ['paid', 'failed'],
    forgeries: (body, order, outcome) => {
      const { data, signature } = body as Answer;
      const another = harness.query?.answer({ ...order, reference: '4503599627370497' }, outcome, payosCredentials);
      const cheaper = harness.query?.answer({ ...order, amountVnd: order.amountVnd - 1 }, outcome, payosCredentials);
      return [
        harness.query?.answer(order, outcome, otherCredentials),
        another,
        cheaper,
        { code: '00', data },
        { code: '00', data, signature: '0'.repeat(64) },
        ...changed(data).map((other) => ({ code: '00', data: other, signature })),
      ];
    },
  },
  check: {
    replies: (answer) => {
      server.mood = answer === undefined ? 'is_down' : 'works';
      server.reply = { body: answer };
    },
    taken: { code: '101', desc: 'Mã thanh toán không tồn tại', data: null },
    refused: ['214', '401', '403', '201'].map((code) => ({ code, desc: 'Từ chối', data: null })),
    unproven: [
      { code: '20', desc: 'Thông tin truyền lên không đúng.', data: null },
      { code: '429', desc: 'Quá nhiều yêu cầu', data: null },
      payosSigned(payosLink({ reference: '1', amountVnd: 1000 }, [], {}), keyOf(payosCredentials)),
      {},
      'down',
    ],
  },
  endsRetries: ({ status }) => status >= 200 && status < 300,
};
