import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Order, Question } from '../../../functions/payments/ports.ts';
import { provider as makePayos } from '../../../functions/payments/providers/payos/client.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { messageOf } from '../../support/payments.ts';
import {
  payosCredentials,
  payosLink,
  payosRefusal,
  payosServer,
  payosSigned,
  payosTransfer,
} from '../../support/payos.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const AT = inVietNam('2026-11-20 23:59');

const provider = makePayos('live', payosServer().call);
const REFERENCE = provider.reference('0123456789abcdefghjkmnpqrs', AT);
const ordered = { reference: REFERENCE, amountVnd: 150_000 };
const order: Order = {
  ...ordered,
  dossierCode: 'H26.10-261120-0007',
  locale: 'vi',
  createdAt: AT,
  expiresAt: AT + 60 * MINUTE_MS,
  payerIp: '203.0.113.7',
  returnUrl: 'https://motcua.example.vn/payments/return/payos/M?lang=vi',
  webhookUrl: 'https://motcua.example.vn/webhooks/payments/payos/H26',
  pageUrl: 'https://motcua.example.vn/t/TOKEN/pay/REFERENCE',
};
const terminal = provider.terminal(payosCredentials);

/** payOS that answers every question so. */
const answering = (body: unknown, status = 200) => {
  const { server, call } = payosServer();
  server.reply = { body, status };
  if (body === undefined) server.mood = 'is_down';
  return makePayos('live', call).terminal(payosCredentials);
};

const question: Question = {
  ...ordered,
  createdAt: AT,
  expiresAt: order.expiresAt,
  providerOrderId: '124c33293c43417ab7879e14c8d9eb18',
  at: order.expiresAt + 5 * MINUTE_MS,
};

const link = (transfers: readonly ReturnType<typeof payosTransfer>[] = [], changes: object = {}) =>
  payosSigned(payosLink(ordered, transfers, changes as Record<string, unknown>));

describe('an answer of payOS', () => {
  const [one, two] = [payosTransfer('FT1', 100_000), payosTransfer('FT2', 50_000)];
  const told = (transaction: string, amountVnd: number) => ({
    reference: REFERENCE,
    providerTransactionId: transaction,
    outcome: 'paid',
    code: '00',
    occurredAt: inVietNam('2026-11-20 09:05'),
    amountVnd,
    currency: 'VND',
  });

  test.each(['PENDING', 'PROCESSING', 'UNDERPAID', 'PAID', 'CANCELLED', 'EXPIRED', 'FAILED', 'LATER'])(
    'tells each transfer by itself, whatever the order’s state: %s',
    async (status) => {
      expect(await answering(link([one, two], { status })).ask?.(question)).toEqual({
        kind: 'told',
        callback: told('FT1', 100_000),
        further: [told('FT2', 50_000)],
      });
    },
  );

  test('tells a transfer that is listed twice once', async () => {
    const listed = link([one, one], { amountPaid: 100_000, status: 'UNDERPAID' });
    expect(await answering(listed).ask?.(question)).toEqual({
      kind: 'told',
      callback: told('FT1', 100_000),
      further: [],
    });
  });

  test.each<[string, unknown, number, object]>([
    ['pending', link(), 200, { kind: 'unfinished' }],
    ['in progress', link([], { status: 'PROCESSING' }), 200, { kind: 'unfinished' }],
    [
      'cancelled',
      link([], { status: 'CANCELLED' }),
      200,
      { kind: 'told', callback: { outcome: 'failed', code: 'CANCELLED' } },
    ],
    [
      'expired',
      link([], { status: 'EXPIRED' }),
      200,
      { kind: 'told', callback: { outcome: 'failed', code: 'EXPIRED' } },
    ],
    ['failed', link([], { status: 'FAILED' }), 200, { kind: 'told', callback: { outcome: 'failed', code: 'FAILED' } }],
    ['paid without a transfer', link([], { status: 'PAID' }), 200, { kind: 'unknown', why: 'status.PAID' }],
    ['in a state of another release', link([], { status: 'ON HOLD' }), 200, { kind: 'unknown', why: 'status.ONHOLD' }],
    [
      'cancelled, with money that it does not list',
      link([], { status: 'CANCELLED', amountPaid: 1 }),
      200,
      { kind: 'unknown', why: 'another_sum' },
    ],
    [
      'paid, with less listed than it counts',
      link([one], { amountPaid: 150_000 }),
      200,
      { kind: 'unknown', why: 'another_sum' },
    ],
    ['under another number of payOS', link([one], { id: 'another' }), 200, { kind: 'unknown', why: 'another_order' }],
    [
      'of another order',
      payosSigned(payosLink({ ...ordered, reference: '4503599627370497' })),
      200,
      { kind: 'unknown', why: 'another_order' },
    ],
    [
      'of another amount',
      payosSigned(payosLink({ ...ordered, amountVnd: 1 })),
      200,
      { kind: 'unknown', why: 'another_amount' },
    ],
    ['with a transfer of nothing', link([payosTransfer('FT1', 0)]), 200, { kind: 'unknown', why: 'malformed' }],
    ['unknown though it was created', payosRefusal('101'), 200, { kind: 'unknown', why: 'absent' }],
    ['a stranger’s', payosRefusal('401'), 401, { kind: 'unknown', why: '401' }],
    ['that comes too soon', payosRefusal('429'), 429, { kind: 'unknown', why: '429' }],
    ['a failure', { message: 'oops' }, 500, { kind: 'unknown', why: 'http.500' }],
    ['missing', undefined, 0, { kind: 'unknown', why: 'no_answer' }],
  ])('about an order that is %s', async (_, body, status, expected) => {
    expect(await answering(body, status).ask?.(question)).toMatchObject(expected);
  });

  test('that there is no such order means that nobody paid, once its term is over, where payOS never said otherwise', async () => {
    const payos = answering(payosRefusal('101'));
    const never = { ...question, providerOrderId: undefined };
    expect(await payos.ask?.({ ...never, at: never.expiresAt - 1 })).toEqual({ kind: 'unfinished' });
    expect(await payos.ask?.({ ...never, at: never.expiresAt })).toMatchObject({
      kind: 'told',
      callback: { outcome: 'failed', code: '101' },
    });
    expect(await answering(payosRefusal('101'), 502).ask?.(never)).toEqual({ kind: 'unknown', why: '101' });
  });

  test('finds an order with its page, one that is over as refused', async () => {
    const page = 'https://pay.payos.vn/web/124c33293c43417ab7879e14c8d9eb18';
    expect(await answering(link()).find?.(order)).toEqual({
      kind: 'created',
      checkout: { kind: 'redirect', url: page },
      providerOrderId: '124c33293c43417ab7879e14c8d9eb18',
    });
    for (const status of ['CANCELLED', 'EXPIRED', 'FAILED'])
      expect(await answering(link([], { status })).find?.(order)).toEqual({
        kind: 'refused',
        why: 'declined',
        code: status,
      });
    expect(await answering(payosSigned(payosLink({ ...ordered, amountVnd: 1 }))).find?.(order)).toMatchObject({
      kind: 'unknown',
    });
  });
});

/** payOS that answers a creation so. */
const creating = (body: unknown, status = 200) =>
  makePayos('live', async () => ({ status, bytes: Buffer.from(JSON.stringify(body)) })).terminal(payosCredentials);

describe('an order that payOS creates', () => {
  const created = async (changes: object = {}) => {
    const { server } = payosServer();
    const body = JSON.stringify({
      orderCode: Number(REFERENCE),
      amount: 150_000,
      description: 'LP1',
      expiredAt: 1_800_000_000,
    });
    const { data } = server.answer('POST', 'https://x', body) as { data: Record<string, unknown> };
    return creating(payosSigned({ ...data, ...changes })).create(order);
  };

  test('is a QR code with its account and memo, beside its page', async () => {
    expect(await created()).toEqual({
      kind: 'created',
      checkout: {
        kind: 'qr',
        payload: '00020101021238…6304ABCD',
        bankName: 'MB',
        accountNumber: '12345678',
        accountName: 'UBND XA AN KHANH',
        memo: 'CS1A2B3C4D LP1',
        url: 'https://pay.payos.vn/web/124c33293c43417ab7879e14c8d9eb18',
      },
      providerOrderId: '124c33293c43417ab7879e14c8d9eb18',
      expiresAt: 1_800_000_000_000,
    });
    expect(await created({ bin: '970499', accountName: null, expiredAt: null })).toMatchObject({
      checkout: { bankName: 'BIN 970499', accountName: '' },
    });
  });

  test.each<[string, object, string]>([
    ['another order', { orderCode: 4503599627370497 }, 'another_order'],
    ['another amount', { amount: 1 }, 'another_order'],
    ['no QR code', { qrCode: '' }, 'malformed'],
    ['a page that is none', { checkoutUrl: 'javascript:alert(1)' }, 'malformed'],
  ])('is none where the answer has %s', async (_, changes, code) => {
    expect(await created(changes)).toEqual({ kind: 'refused', why: 'declined', code });
  });

  test.each<[unknown, number, string, string]>([
    [payosRefusal('20'), 200, 'declined', '20'],
    [payosRefusal('231'), 200, 'declined', '231'],
    [payosRefusal('a b'), 400, 'declined', 'ab'],
    [payosRefusal('201'), 200, 'misconfigured', '201'],
    [payosRefusal('214'), 200, 'misconfigured', '214'],
    [payosRefusal('401'), 401, 'misconfigured', '401'],
    [{}, 403, 'misconfigured', 'http.403'],
    [payosRefusal('429'), 429, 'unreachable', '429'],
    [payosRefusal('99'), 503, 'unreachable', '99'],
    ['<html>', 502, 'unreachable', 'http.502'],
    [{ code: '00', data: { orderCode: Number(REFERENCE), amount: 150_000 } }, 200, 'unreachable', 'bad_signature'],
  ])('is none where the answer is %j with %i', async (body, status, why, code) => {
    expect(await creating(body, status).create(order)).toEqual({ kind: 'refused', why, code });
  });
});

describe('a browser that comes back from payOS', () => {
  const backFrom = async () => {
    const { server, call } = payosServer();
    await makePayos('live', call).terminal(payosCredentials).create(order);
    const { returnUrl, cancelUrl } = server.sent;
    expect(cancelUrl).toBe(returnUrl);
    const proof = new URL(String(returnUrl)).searchParams;
    return {
      ...Object.fromEntries(proof),
      code: '00',
      id: '124c',
      cancel: 'false',
      status: 'PAID',
      orderCode: REFERENCE,
    };
  };

  test.each([
    ['PAID', 'paid'],
    ['CANCELLED', 'failed'],
    ['PROCESSING', 'suspected'],
    ['PENDING', 'suspected'],
  ])('brings our proof of its order, and what payOS says of it: %s', async (status, outcome) => {
    const query = await backFrom();
    expect(query).toMatchObject({ lang: 'vi' });
    expect(terminal.back?.(messageOf({ ...query, status }))).toEqual({
      ok: true,
      value: { reference: REFERENCE, outcome },
    });
  });

  test('and names an order without its proof learns nothing of it', async () => {
    const { proof: given, ...query } = (await backFrom()) as Record<string, string>;
    const proof = given ?? '';
    const other = createHmac('sha256', payosCredentials.checksumKey).update(`orderCode=${REFERENCE}`).digest('hex');
    for (const forged of [
      query,
      { ...query, proof: '' },
      { ...query, proof: other },
      { ...query, proof: proof.replace(/^./, (first) => (first === '0' ? '1' : '0')) },
      { ...query, proof, orderCode: '4503599627370497' },
      { ...query, proof: [proof, proof] },
      { ...query, proof, orderCode: [REFERENCE, REFERENCE] },
      { ...query, proof: `${proof}?code=00` },
    ])
      expect(terminal.back?.(messageOf(forged))).toEqual({ ok: false, failure: 'bad_signature' });
  });
});
