import type { ProviderMessage } from '../../../../functions/payments/ports.ts';
import { provider } from '../../../../functions/payments/providers/momo/client.ts';
import { MOMO, momoServer, noticeOf, queryAnswer, refusal, signedResult, type Values } from '../../../support/momo.ts';
import type { NoticeOutcome, ProviderHarness } from '../../../support/payment-provider-suite.ts';

const server = momoServer();

const otherCredentials = { ...MOMO, secretKey: 'another secret of the merchant' };

/** What MoMo says of each outcome, as changes of a success. */
const words: Readonly<Record<NoticeOutcome | 'unfinished', Values>> = {
  paid: {},
  failed: { resultCode: 1006, transId: 4225107943, message: 'Giao dịch bị từ chối bởi người dùng.', payType: '' },
  suspected: { resultCode: 99 },
  unfinished: { resultCode: 1000, transId: 0, payType: '' },
};

const bodyOf = (message: ProviderMessage): Values => JSON.parse(Buffer.from(message.body).toString('utf8'));

const sent = (values: Values): ProviderMessage => noticeOf(JSON.stringify(values));

/** MoMo as its documents say that it signs and sends. */
export const harness: ProviderHarness = {
  provider: provider('live', server.call),
  credentials: MOMO,
  otherCredentials,
  outcomes: ['paid', 'failed'],
  creation: {
    answers: (how) => {
      server.reply = undefined;
      server.mood = how;
    },
    held: () => server.orders.size,
  },
  notice: (order, outcome, credentials) => sent(signedResult(order, words[outcome], credentials as typeof MOMO)),
  forgeries: (message) => {
    const body = bodyOf(message);
    const { signature, ...unsigned } = body;
    return [
      ...Object.entries(unsigned).map(([name, value]) => sent({ ...body, [name]: `${value}1` })),
      ...Object.keys(unsigned)
        .map((name) => sent({ ...body, [name]: '' }))
        .slice(0, 6),
      sent(unsigned),
      sent({ ...body, signature: '' }),
      sent({ ...body, signature: String(signature).replace(/./, (first) => (first === '0' ? '1' : '0')) }),
    ];
  },
  query: {
    replies: (body) => {
      server.reply = { body };
    },
    answer: (order, outcome, credentials) => queryAnswer(order, words[outcome], credentials as typeof MOMO),
    outcomes: ['paid', 'failed'],
    // MoMo signs no answer: what shows is whose and which order it is, and that money is not what was asked.
    forgeries: (body, order, outcome) => {
      const answer = body as Values;
      const { orderId: _, ...nameless } = answer;
      const { resultCode: __, ...undecided } = answer;
      const money = [
        { ...answer, amount: order.amountVnd + 1 },
        { ...answer, amount: null },
        { ...answer, transId: 0 },
      ];
      return [
        { ...answer, orderId: `${order.reference}1` },
        { ...answer, partnerCode: 'MOMO2' },
        { ...answer, resultCode: 99 },
        { ...answer, resultCode: 'paid' },
        nameless,
        undecided,
        ...(outcome === 'paid' ? money : []),
      ];
    },
  },
  check: {
    replies: (answer) => {
      server.mood = answer === undefined ? 'nothing' : 'create';
      server.reply = answer === undefined ? undefined : { body: answer, status: 400 };
    },
    taken: refusal(42),
    refused: [refusal(11), refusal(13), refusal(20)],
    unproven: [refusal(10), refusal(99), queryAnswer({ reference: 'another', amountVnd: 1000 }), {}, 'down'],
  },
  endsRetries: ({ status }) => status === 204,
};
