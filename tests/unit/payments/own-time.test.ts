import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { PaymentProvider, ProviderMessage } from '../../../functions/payments/ports.ts';
import { provider as momo } from '../../../functions/payments/providers/momo/client.ts';
import { provider as payos } from '../../../functions/payments/providers/payos/client.ts';
import { provider as stripe } from '../../../functions/payments/providers/stripe/client.ts';
import { provider as zalopay } from '../../../functions/payments/providers/zalopay/client.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/kernel/time.ts';
import { callsOf } from '../../support/json-post.ts';
import { MOMO, momoServer, noticeOf, signedResult } from '../../support/momo.ts';
import { messageOf } from '../../support/payments.ts';
import {
  payosCredentials,
  payosLink,
  payosMessage,
  payosNotice,
  payosServer,
  payosSigned,
  payosTransfer,
} from '../../support/payos.ts';
import { statementRoom } from '../../support/statement-room.ts';
import {
  stripeCredentials,
  stripeEvent,
  stripeHeader,
  stripeMessage,
  stripeServer,
  stripeSession,
} from '../../support/stripe.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

type Ordered = { readonly reference: string; readonly amountVnd: number };

/** A provider, how it writes a moment, and its notice that an order was paid, with whatever stands where it says when. */
interface Teller {
  readonly name: string;
  readonly made: () => PaymentProvider;
  readonly credentials: object;
  readonly written: (at: number) => unknown;
  readonly notice: (order: Ordered, said: unknown, receivedAt: number) => ProviderMessage;
  /** What it calls the transaction of an order. */
  readonly transaction: (order: Ordered) => string;
}

const zalopayKeys = { appId: '2553', key1: 'the first key', key2: 'the second key' };

const zalopayNotice = ({ reference, amountVnd }: Ordered, server_time: unknown): ProviderMessage => {
  const money = { app_id: 2553, app_trans_id: reference, amount: amountVnd, zp_trans_id: 261120000000389 };
  const data = JSON.stringify({ ...money, server_time });
  const mac = createHmac('sha256', zalopayKeys.key2).update(data).digest('hex');
  return messageOf({}, { body: Buffer.from(JSON.stringify({ data, mac, type: 1 })) });
};

/** Viet Nam's clock by the tables of the runtime, as payOS writes it. */
const wallClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'medium',
});

const tellers: readonly Teller[] = [
  {
    name: 'momo',
    made: () => momo('live', momoServer().call),
    credentials: MOMO,
    written: (at) => at,
    // An absent field is signed as if it were empty.
    notice: (order, said) =>
      noticeOf(JSON.stringify(signedResult(order, { responseTime: (said ?? '') as string | number }))),
    transaction: () => '4225107942',
  },
  {
    name: 'zalopay',
    made: () =>
      zalopay(
        'live',
        callsOf(async () => ({ return_code: 1, order_url: 'https://qcgateway.zalopay.vn/o' })),
      ),
    credentials: zalopayKeys,
    written: (at) => at,
    notice: zalopayNotice,
    transaction: () => '261120000000389',
  },
  {
    name: 'payos',
    made: () => payos('live', payosServer().call),
    credentials: payosCredentials,
    written: (at) => wallClock.format(at),
    notice: (order, transactionDateTime) => payosMessage(payosSigned(payosNotice(order, { transactionDateTime }))),
    transaction: () => 'FT26324000000001',
  },
  {
    name: 'stripe',
    made: () => stripe('live', stripeServer().call),
    credentials: stripeCredentials,
    written: (at) => at / 1000,
    notice: (order, created, receivedAt) => {
      const event = JSON.parse(stripeEvent('checkout.session.completed', stripeSession(order))) as object;
      const body = JSON.stringify({ ...event, created });
      return stripeMessage(body, stripeHeader(body, stripeCredentials.webhookSecret, receivedAt), receivedAt);
    },
    transaction: ({ reference }) => `pi_${reference}`,
  },
];

const LATE = inVietNam('2026-11-20 23:50');

/** A fee with an order of 23:50, and what its provider says of it when our clock shows a moment. */
const ordered = async ({ name, made, credentials, notice, transaction }: Teller) => {
  const room = await statementRoom([made()], { provider: name, merchant: 'M' });
  await room.merchant('M', { current: credentials, previous: [] }, 'H26', name);
  room.clock.now = LATE;
  const { paymentId, ...order } = await room.attempt('a');
  return {
    ...room,
    order,
    known: async () => (await room.known(paymentId)).transactions,
    /** What comes of the provider's notice about this order, or about one that is not ours. */
    async tell(said: unknown, at: number, reference = order.reference) {
      room.clock.now = at;
      return room.heard(notice({ ...order, reference }, said, at));
    },
    /** Which of four days say, once they are over, that money is missing which the provider does not list. */
    async daysWithout() {
      room.clock.now = inVietNam('2026-11-25 09:00');
      const days = [];
      for (const date of ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'])
        if ((await room.reconciled([], date)).breaks.length > 0) days.push(date);
      return days;
    },
    /** What the account of a day, once they are over, says with the line of this money, or without any. */
    async accountOf(date: string, ...at: readonly string[]) {
      room.clock.now = inVietNam('2026-11-25 09:00');
      return room.reconciled(
        at.map((moment) => ({ ...order, transaction: transaction(order), at: moment })),
        date,
      );
    },
  };
};

describe.each(tellers)('money of $name', (teller) => {
  test.each([
    ['2026-11-20 23:59:59', '2026-11-21 00:30:00', '2026-11-20'],
    ['2026-11-21 00:00:00', '2026-11-20 23:59:58', '2026-11-21'],
  ])('that moved at %s by its clock and was told at %s by ours is of %s', async (moved, told, day) => {
    const { tell, known, daysWithout } = await ordered(teller);
    const at = inVietNam(moved);
    expect(await tell(teller.written(at), inVietNam(told))).toBe('recorded');
    expect(await known()).toMatchObject([{ occurredAt: at, recordedAt: inVietNam(told) }]);
    expect(await daysWithout()).toEqual([day]);
  });

  test('agrees with the account of its own day, and the day on which it was told asks for nothing', async () => {
    const { tell, accountOf } = await ordered(teller);
    await tell(teller.written(inVietNam('2026-11-20 23:59:59')), inVietNam('2026-11-21 00:30'));
    expect(await accountOf('2026-11-20', '2026-11-20T23:59:59+07:00')).toMatchObject({ matched: 1, breaks: [] });
    expect(await accountOf('2026-11-21')).toMatchObject({ breaks: [] });
  });

  test('that is told two days late is of the day on which it moved', async () => {
    const { tell, daysWithout } = await ordered(teller);
    expect(await tell(teller.written(inVietNam('2026-11-20 23:55')), inVietNam('2026-11-22 23:00'))).toBe('recorded');
    expect(await daysWithout()).toEqual(['2026-11-20']);
  });

  test.each<[string, (written: Teller['written']) => unknown]>([
    ['is missing', () => undefined],
    ['is empty', () => ''],
    ['is null', () => null],
    ['is a word', () => 'soon'],
    ['is nought', () => 0],
    ['is before our time', () => -1],
    ['is a date that does not exist', () => '2026-02-30 10:00:00'],
    ['is more than a day before its order', (written) => written(LATE - DAY_MS - 1000)],
    ['is more than a day ahead of ours', (written) => written(inVietNam('2026-11-22 00:30:01'))],
    ['is in another unit', () => 1_795_193_400_000_000],
  ])('whose moment %s is kept, and is of the day on which it was told', async (_, said) => {
    const { tell, known, daysWithout } = await ordered(teller);
    const told = inVietNam('2026-11-21 00:30');
    expect(await tell(said(teller.written), told)).toBe('recorded');
    expect(await known()).toMatchObject([{ amountVnd: 150_000, standing: 'received', occurredAt: undefined }]);
    expect(await daysWithout()).toEqual(['2026-11-21']);
  });

  test.each([
    ['2026-11-20 23:59:59', '2026-11-20'],
    ['2026-11-22 00:30:00', '2026-11-22'],
    ['2026-11-22 00:30:01', '2026-11-21'],
  ])('for no order of ours that moved at %s by its clock is of %s', async (moved, day) => {
    const { tell, daysWithout } = await ordered(teller);
    const nobodys = '4503599627370499';
    const told = inVietNam('2026-11-21 00:30');
    expect(await tell(teller.written(inVietNam(moved)), told, nobodys)).toBe('unknown_reference');
    expect(await daysWithout()).toEqual([day]);
  });

  test('is of an hour that is up to a day from its order or from ours', async () => {
    const told = inVietNam('2026-11-21 00:30');
    for (const at of [LATE - DAY_MS, told + DAY_MS]) {
      const { tell, known } = await ordered(teller);
      await tell(teller.written(at), told);
      expect(await known()).toMatchObject([{ occurredAt: at }]);
    }
  });
});

test('money that payOS lists when it is asked has the moment of each transfer, with whatever offset', async () => {
  const { server, call } = payosServer();
  const teller = { ...(tellers.find(({ name }) => name === 'payos') as Teller), made: () => payos('live', call) };
  const { order, sweepAt, known } = await ordered(teller);
  const [one, two, three] = [payosTransfer('FT1', 50_000), payosTransfer('FT2', 50_000), payosTransfer('FT3', 50_000)];
  const transactionDateTime = { one: '2026-11-20T23:59:59+07:00', two: '2026-11-20T17:00:00.000Z' };
  server.reply = {
    body: payosSigned(
      payosLink(order, [
        { ...one, transactionDateTime: transactionDateTime.one },
        { ...two, transactionDateTime: transactionDateTime.two },
        { ...three, transactionDateTime: 'soon' },
      ]),
    ),
  };
  await sweepAt(order.expiresAt + 5 * MINUTE_MS);
  expect((await known()).map(({ occurredAt }) => occurredAt)).toEqual([
    inVietNam('2026-11-20 23:59:59'),
    inVietNam('2026-11-21 00:00:00'),
    undefined,
  ]);
});

test('money that ZaloPay tells when it is asked has its moment', async () => {
  const at = inVietNam('2026-11-20 23:59:59');
  const paid = { return_code: 1, amount: 150_000, zp_trans_id: 261120000000389, server_time: at };
  const post = async (url: string) =>
    url.endsWith('/create') ? { return_code: 1, order_url: 'https://qcgateway.zalopay.vn/o' } : paid;
  const teller = { ...(tellers[1] as Teller), made: () => zalopay('live', callsOf(post)) };
  const { order, sweepAt, known } = await ordered(teller);
  await sweepAt(order.expiresAt + 5 * MINUTE_MS);
  expect(await known()).toMatchObject([{ occurredAt: at }]);
});
