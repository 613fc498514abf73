import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { provider as zalopay } from '../../../functions/payments/providers/zalopay/client.ts';
import type { RefundAnswer, Refunding, RefundOrder } from '../../../functions/payments/refund-ports.ts';
import type { RefundId } from '../../../shared/kernel/ids.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import { callsOf } from '../../support/json-post.ts';
import { messageOf, must, readyHouse } from '../../support/payments.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

/** The application and the first key of ZaloPay's own examples (docs.zalopay.vn). */
const credentials = { appId: '2553', key1: 'PcY4iZIKFCIdgZvA6ueMcMHHUbRLYjPL', key2: 'the second key' };

const AT = inVietNam('2026-11-20 23:59');
const TOKEN = 'zyxwvtsrqpnmkjhgfedcba9876';

type Fields = Readonly<Record<string, unknown>>;

/** ZaloPay's refunding while ZaloPay answers so, and what it was called with. */
const answering = (json: unknown, status = 200) => {
  const calls: { readonly url: string; readonly body: Fields }[] = [];
  const { refunding } = zalopay('live', async (url, { body }) => {
    calls.push({ url, body: JSON.parse(body ?? '') as Fields });
    return { status, bytes: Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)) };
  }).terminal(credentials);
  return { refunding: refunding as Refunding, calls };
};

const order: RefundOrder = {
  refundReference: answering({}).refunding.reference(TOKEN, AT),
  dossierCode: 'H26.10-261120-0007' as RefundOrder['dossierCode'],
  reference: '261120_0123456789abcdefghjkmnpqrs',
  orderedAt: AT,
  providerOrderId: undefined,
  providerTransactionId: '261120000000389',
  receivedVnd: 150_000,
  amountVnd: 50_000,
  beforeVnd: 0,
  earlierRefundIds: [],
  reservedAt: AT,
  providerRefundId: undefined,
  at: AT + 60_000,
};

const sent = async (json: unknown, status = 200) => answering(json, status).refunding.send(order);
const asked = async (json: unknown, status = 200) => answering(json, status).refunding.ask(order);

const says = (return_code: number, sub_return_code?: number | null, more: Fields = {}): Fields => ({
  return_code,
  return_message: 'x',
  sub_return_code,
  sub_return_message: 'y',
  ...more,
});

/** A program of others: OpenSSL's HMAC. */
const openssl = (text: string): string =>
  execFileSync('openssl', ['dgst', '-sha256', '-hmac', credentials.key1], { input: text, encoding: 'utf8' })
    .trim()
    .split(' ')
    .at(-1) ?? '';

describe('a refund is called by the Vietnamese day and the application', () => {
  test.each([
    ['2026-11-20 23:59', '261120_2553_'],
    ['2026-11-21 00:00', '261121_2553_'],
    ['2028-02-29 06:59', '280229_2553_'],
  ])('at %s: %s', (at, beginning) => {
    const name = answering({}).refunding.reference(TOKEN, inVietNam(at));
    expect(name).toBe(`${beginning}${TOKEN}`);
  });

  test('in at most 45 characters, whatever the application', () => {
    const { refunding } = zalopay('live', async () => undefined).terminal({ ...credentials, appId: '9999999999' });
    expect(refunding?.reference(TOKEN, AT).length).toBeLessThanOrEqual(45);
  });
});

describe('what ZaloPay is asked', () => {
  test('is signed as the documents say and OpenSSL reckons', async () => {
    const { refunding, calls } = answering(says(3));
    await refunding.send(order);
    await refunding.ask(order);
    const [send, ask] = calls;
    const description = 'Hoàn phí, lệ phí hồ sơ H26.10-261120-0007';
    expect(send?.url).toBe('https://openapi.zalopay.vn/v2/refund');
    expect(send?.body).toEqual({
      app_id: 2553,
      m_refund_id: `261120_2553_${TOKEN}`,
      zp_trans_id: '261120000000389',
      amount: 50_000,
      timestamp: order.at,
      description,
      mac: openssl(`2553|261120000000389|50000|${description}|${order.at}`),
    });
    expect(ask?.url).toBe('https://openapi.zalopay.vn/v2/query_refund');
    expect(ask?.body).toEqual({
      app_id: 2553,
      m_refund_id: `261120_2553_${TOKEN}`,
      timestamp: order.at,
      mac: openssl(`2553|261120_2553_${TOKEN}|${order.at}`),
    });
    expect(description.length).toBeLessThanOrEqual(100);
  });

  test('has the same name at each call, and the moment of the call', async () => {
    const { refunding, calls } = answering(says(3));
    for (const at of [AT, AT + 3_600_000]) await refunding.send({ ...order, at });
    expect(calls.map(({ body }) => [body.m_refund_id, body.timestamp])).toEqual([
      [order.refundReference, AT],
      [order.refundReference, AT + 3_600_000],
    ]);
  });
});

describe('a refusal', () => {
  /** ZaloPay refuses the refund and answers so when it is asked about it. */
  const refusing = async (sub: number, question: Fields) => {
    const bodies = [says(2, sub), question];
    const { refunding } = zalopay('live', async () => {
      return { status: 200, bytes: Buffer.from(JSON.stringify(bodies.shift())) };
    }).terminal(credentials);
    return refunding?.send(order);
  };

  test('is believed once ZaloPay was asked and never heard of the refund', async () =>
    expect(await refusing(-14, says(2, -101))).toEqual({ kind: 'declined', code: '2.-14' }));

  test.each<[string, Fields, RefundAnswer['kind']]>([
    ['was done when its answer was lost', says(1, 1), 'done'],
    ['is under way', says(3, 2), 'pending'],
    ['is not known', says(2, -500), 'unknown'],
  ])('of a refund that %s is none', async (_, question, kind) =>
    expect(await refusing(-14, question)).toMatchObject({ kind }),
  );
});

describe('an answer', () => {
  test.each<[Fields, RefundAnswer]>([
    [says(1, 1, { refund_id: 12 }), { kind: 'done', code: '1.1', providerRefundId: '12' }],
    [says(1), { kind: 'done', code: '1.none', providerRefundId: undefined }],
    [says(3, 2, { refund_id: '12' }), { kind: 'pending', code: '3.2', providerRefundId: '12' }],
    [says(3, -1), { kind: 'pending', code: '3.-1', providerRefundId: undefined }],
    [says(3, null, { refund_id: 0 }), { kind: 'pending', code: '3.none', providerRefundId: undefined }],
  ])('%j means the same to who sends and to who asks', async (json, answer) => {
    expect(await sent(json)).toEqual(answer);
    expect(await asked(json)).toEqual(answer);
  });

  test.each([-4, -9, -13, -14, -24, -25, -26, -32])('2.%i: ZaloPay does not do it', async (sub) => {
    const declined = { kind: 'declined', code: `2.${sub}` };
    expect(await sent(says(2, sub))).toEqual(declined);
    expect(await asked(says(2, sub))).toEqual(declined);
  });

  test('2.-101: no such transaction, where it is asked for; where it is asked about ZaloPay never heard of it', async () => {
    expect(await sent(says(2, -101))).toEqual({ kind: 'declined', code: '2.-101' });
    expect(await asked(says(2, -101))).toEqual({ kind: 'absent' });
  });

  test('2.0: it failed, said of a refund that was asked about', async () => {
    expect(await asked(says(2, 0))).toEqual({ kind: 'failed', code: '2.0' });
    expect(await sent(says(2, 0))).toEqual({ kind: 'unknown', why: '2.0' });
  });

  test.each<[Fields, string]>([
    [says(2), '2.none'],
    [says(2, -23), '2.-23'],
    [says(2, -401), '2.-401'],
    [says(2, -402), '2.-402'],
    [says(2, -429), '2.-429'],
    [says(2, -500), '2.-500'],
    [says(2, -999), '2.-999'],
    [says(-401), '-401.none'],
    [says(-500, -14), '-500.-14'],
    [says(0, 0), '0.0'],
    [says(4, -101), '4.-101'],
  ])('%j proves nothing', async (json, why) => {
    expect(await sent(json)).toEqual({ kind: 'unknown', why });
    expect(await asked(json)).toEqual({ kind: 'unknown', why });
  });

  test.each<[string, unknown, number, string]>([
    ['of another status', says(1, 1), 502, 'no_answer'],
    ['that was moved', says(1, 1), 302, 'no_answer'],
    ['that is no JSON', '<html>', 200, 'no_answer'],
    ['whose code is text', says('1' as never, 1), 200, 'malformed'],
    ['that is a list', [says(1, 1)], 200, 'malformed'],
  ])('%s is not believed', async (_, json, status, why) => {
    expect(await sent(json, status)).toEqual({ kind: 'unknown', why });
    expect(await asked(json, status)).toEqual({ kind: 'unknown', why });
  });

  test('keeps every digit of the refund’s number', async () =>
    expect(
      await sent(JSON.stringify(says(1, 1, { refund_id: 7 })).replace(':7', ':18446744073709551615')),
    ).toMatchObject({ providerRefundId: '18446744073709551615' }));
});

describe('a refund of a fee that was paid by ZaloPay', () => {
  /** The fee, paid, of which 50.000 đ are reserved to go back; ZaloPay takes no name but the day's. */
  const reserved = async (at: number) => {
    const taken = new Map<string, Fields>();
    const house = await readyHouse([
      zalopay(
        'live',
        callsOf(async (url, json) => {
          const body = json as Record<string, string>;
          if (url.endsWith('/create')) return { return_code: 1, order_url: 'https://qcgateway.zalopay.vn/o' };
          if (url.endsWith('/query_refund')) return taken.get(body.m_refund_id ?? '') ?? says(2, -101);
          const day = new Date(house.clock.now + 7 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '');
          if (!body.m_refund_id?.startsWith(day)) return says(2, -25);
          taken.set(body.m_refund_id, says(1, 1, { refund_id: 77 }));
          return taken.get(body.m_refund_id);
        }),
      ),
    ]);
    await house.merchant('zalopay-1', { current: credentials, previous: [] }, 'H26', 'zalopay');
    house.clock.now = at;
    const { paymentId } = must(await house.fee());
    const { reference } = must(await house.attempt(paymentId, { provider: 'zalopay' }));
    const data = JSON.stringify({
      app_id: 2553,
      app_trans_id: reference,
      amount: 150_000,
      zp_trans_id: 261120000000389,
    });
    const mac = createHmac('sha256', credentials.key2).update(data).digest('hex');
    const told = messageOf({}, { body: Buffer.from(JSON.stringify({ data, mac, type: 1 })) });
    expect(await house.told(told, 'zalopay-1', 'zalopay')).toBe('recorded');
    const payment = await house.known(paymentId);
    const refundId = `rfd_${TOKEN}` as RefundId;
    const [{ key: transaction } = { key: '' }] = payment.transactions;
    const opening = { refundId, transaction, amountVnd: 50_000 as AmountVnd, way: 'call' as const };
    const deed = { kind: 'refund' as const, ...opening, reason: 'Nộp thừa', by: 'Bình' };
    await house.ledger.recordDeed(payment, deed, { recordedBy: 'test', requestId: 'r' });
    const give = async (moment: number) => {
      house.clock.now = moment;
      return house.giveBack(paymentId, refundId, 'r');
    };
    return { give, refund: async () => (await house.known(paymentId)).refunds[0] };
  };

  test('that was reserved before midnight and is sent after it bears the day on which it is sent', async () => {
    const midnight = inVietNam('2026-11-21 00:00');
    const { give, refund } = await reserved(midnight - 1);
    expect(await give(midnight)).toMatchObject({ outcome: 'done', code: '1.1' });
    expect(await refund()).toMatchObject({
      state: 'done',
      sent: { refundReference: `261121_2553_${TOKEN}` },
      providerRefundId: '77',
    });
    expect(await give(midnight + 1)).toBeUndefined();
  });
});
