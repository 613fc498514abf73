import { describe, expect, test } from 'vitest';
import { keyOf } from '../../../functions/payments/domain/facts.ts';
import type { Callback } from '../../../functions/payments/ports.ts';
import { provider } from '../../../functions/payments/providers/momo/client.ts';
import {
  MOMO,
  momoServer,
  noticeOf,
  queryAnswer,
  refusal,
  resultSignature,
  signedResult,
  type Values,
} from '../../support/momo.ts';
import { messageOf, must, orderFor, readyHouse } from '../../support/payments.ts';

const AT = Date.parse('2026-11-20T23:59:59+07:00');

const order = orderFor('momo', AT, 15);

const world = () => {
  const server = momoServer();
  const momo = provider('live', server.call);
  return { server, momo, terminal: momo.terminal(MOMO) };
};

const { terminal, momo } = world();

const noticed = (changes: Values) => terminal.read(noticeOf(JSON.stringify(signedResult(order, changes))));

const returned = (changes: Values) =>
  terminal.back?.(
    messageOf(
      Object.fromEntries(Object.entries(signedResult(order, changes)).map(([name, value]) => [name, `${value}`])),
    ),
  );

/** Asks while MoMo answers so, by default after the order's term. */
const asked = async (body: unknown, { at = order.expiresAt, status = 200 } = {}) => {
  const { server, terminal: asking } = world();
  server.reply = { body, status };
  return asking.ask?.({ ...order, providerOrderId: undefined, at });
};

const told = (outcome: string, code: string, providerTransactionId = '4225107942') => ({
  reference: order.reference,
  amountVnd: 150_000,
  currency: 'VND',
  outcome,
  code,
  providerTransactionId,
});

/** The notice of these tests says when MoMo told; an answer says when it answered. */
const notedAt = { occurredAt: 1731137968770 };

describe('a result code', () => {
  test.each([0, 9000])('%i is money', async (resultCode) => {
    const money = told('paid', String(resultCode));
    expect(noticed({ resultCode })).toEqual({ ok: true, value: [{ ...money, ...notedAt }] });
    expect(returned({ resultCode })).toMatchObject({ value: { outcome: 'paid' } });
    expect(await asked(queryAnswer(order, { resultCode }))).toEqual({ kind: 'told', callback: money });
  });

  test.each([1001, 1002, 1003, 1004, 1005, 1006, 1007, 1017, 1026, 4001, 4002, 4100])(
    '%i ends the order without money',
    async (resultCode) => {
      const none = told('failed', String(resultCode), '0');
      expect(noticed({ resultCode, transId: 0 })).toEqual({ ok: true, value: [none] });
      expect(returned({ resultCode, transId: 0 })).toMatchObject({ value: { outcome: 'failed' } });
      expect(await asked(queryAnswer(order, { resultCode, transId: 0, amount: 0 }))).toEqual({
        kind: 'told',
        callback: none,
      });
    },
  );

  test.each([1000, 7000, 7002, 8000])('%i says that the payer has not finished', async (resultCode) => {
    expect(noticed({ resultCode })).toEqual({ ok: true, value: [] });
    expect(returned({ resultCode })).toMatchObject({ value: { reference: order.reference, outcome: 'suspected' } });
    expect(await asked(queryAnswer(order, { resultCode }))).toEqual({ kind: 'unfinished' });
  });

  test.each([10, 11, 13, 20, 40, 41, 43, 98, 99, 1080, 2019, 3, 123456789])('%i proves nothing', async (resultCode) => {
    expect(noticed({ resultCode })).toEqual({ ok: true, value: [] });
    expect(returned({ resultCode })).toMatchObject({ value: { outcome: 'suspected' } });
    const unknown = { kind: 'unknown', why: `code.${resultCode}` };
    expect(await asked(queryAnswer(order, { resultCode }))).toEqual(unknown);
    expect(await asked(refusal(resultCode), { status: 400 })).toEqual(unknown);
  });

  test('9000 and then 0 of one transaction are one fact', () => {
    const keys = [9000, 0].map((resultCode) => {
      const read = noticed({ resultCode });
      const [{ reference = '', ...callback } = {} as Callback] = read.ok ? read.value : [];
      return keyOf({ kind: 'money_in', provider: 'momo', merchant: 'm', ...callback, reference, outcome: 'paid' });
    });
    expect(keys[0]).toBe(keys[1]);
  });
});

describe('a notice', () => {
  test.each<[string, Values, unknown]>([
    ['of a wrong amount', { amount: 149_999 }, { value: [{ amountVnd: 149_999, outcome: 'paid' }] }],
    ['of another merchant', { partnerCode: 'MOMO2' }, { failure: 'wrong_merchant' }],
    ['of money without its number', { transId: 0 }, { failure: 'malformed' }],
    ['of half a dong', { amount: '1000.5' }, { failure: 'malformed' }],
    ['of less than nothing', { amount: -1000 }, { failure: 'malformed' }],
    ['of more than there is', { amount: '9007199254740993' }, { failure: 'malformed' }],
    ['of an order that no key may hold', { orderId: 'a b' }, { failure: 'malformed' }],
    ['of a code that is none', { resultCode: 'paid' }, { failure: 'malformed' }],
    ['without a code', { resultCode: '' }, { failure: 'malformed' }],
    ['with `=` in a value', { extraData: 'eyJhIjoxfQ==' }, { value: [{ outcome: 'paid' }] }],
    ['with `&` in a value', { message: 'R&D = xong & trả' }, { value: [{ outcome: 'paid' }] }],
    ['in letters of two parts', { message: 'Thành công'.normalize('NFD') }, { value: [{ outcome: 'paid' }] }],
    ['with a broken letter', { message: 'Th\ufffdnh' }, { failure: 'bad_signature' }],
  ])('%s is read as that', (_, changes, expected) => expect(noticed(changes)).toMatchObject(expected as object));

  test('with a value that could be the beginning of the next ones is not believed, since its text has two readings', () => {
    const split = signedResult(order, { message: 'ok', orderInfo: 'x&orderInfo=y' });
    const other = { ...split, orderId: `${order.reference}&orderInfo=x`, orderInfo: 'y' };
    expect(resultSignature(other, MOMO)).toBe(split.signature);
    for (const body of [split, other])
      expect(terminal.read(noticeOf(JSON.stringify(body)))).toEqual({ ok: false, failure: 'bad_signature' });
  });

  test('with letters as escapes, its signature in capitals and fields that MoMo adds one day means the same', () => {
    const { signature, ...values } = signedResult(order);
    const more = { paymentOption: 'momo', userFee: 0, promotionInfo: null, signature: String(signature).toUpperCase() };
    const body = JSON.stringify({ ...more, ...values, ...more }).replace(
      /[^\x20-\x7e]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    expect(body).not.toMatch(/[^\x20-\x7e]/);
    expect(terminal.read(noticeOf(body))).toEqual({ ok: true, value: [{ ...told('paid', '0'), ...notedAt }] });
  });

  test('without a field that says nothing is signed as if it were empty; without its order it says nothing', () => {
    const { payType: _, extraData: __, ...lean } = signedResult(order, { payType: '' });
    expect(terminal.read(noticeOf(JSON.stringify(lean)))).toMatchObject({ ok: true, value: [{ outcome: 'paid' }] });
    const { orderId: ___, ...nameless } = signedResult({ ...order, reference: '' });
    expect(terminal.read(noticeOf(JSON.stringify(nameless)))).toEqual({ ok: false, failure: 'malformed' });
  });

  test.each(['9007199254740993', '18446744073709551615'])('of transaction %s keeps its digits', async (transId) => {
    const { signature, ...values } = signedResult(order, { transId });
    const text = JSON.stringify({ ...values, signature }).replace(`"${transId}"`, transId);
    expect(text).toContain(`"transId":${transId},`);
    const noted = { ...told('paid', '0', transId), ...notedAt };
    expect(terminal.read(noticeOf(text))).toEqual({ ok: true, value: [noted] });
    const answer = JSON.stringify(queryAnswer(order, { transId })).replace(`"${transId}"`, transId);
    const exact = provider('live', async () => ({ status: 200, bytes: Buffer.from(answer) })).terminal(MOMO);
    expect(await exact.ask?.({ ...order, providerOrderId: undefined, at: AT })).toEqual({
      kind: 'told',
      callback: told('paid', '0', transId),
    });
  });

  test('that is no UTF-8, no JSON or no object is not believed', () => {
    for (const body of [
      Buffer.from([0x7b, 0xff, 0x7d]),
      ...['', '{', '[]', 'null', '"x"', '1'].map((text) => Buffer.from(text)),
    ])
      expect(terminal.read(messageOf({}, { body }))).toEqual({ ok: false, failure: 'bad_signature' });
  });
});

test('a return that repeats a signed parameter is not believed; one that repeats another is', () => {
  const fields = Object.fromEntries(Object.entries(signedResult(order)).map(([name, value]) => [name, `${value}`]));
  const failure = 'bad_signature';
  for (const name of Object.keys(fields))
    expect(terminal.back?.(messageOf({ ...fields, [name]: [fields[name] ?? '', ''] }))).toEqual({ ok: false, failure });
  expect(terminal.back?.(messageOf({ ...fields, utm: ['a', 'b'] }))).toMatchObject({ ok: true });
});

describe('an answer to a question', () => {
  test('that MoMo knows no such order ends it only once its term is over', async () => {
    const none = { kind: 'told', callback: told('failed', '42', '0') };
    for (const body of [refusal(42), queryAnswer(order, { resultCode: 42 })]) {
      expect(await asked(body, { at: order.expiresAt - 1, status: 400 })).toEqual({ kind: 'unfinished' });
      expect(await asked(body, { status: 400 })).toEqual(none);
    }
    const other = queryAnswer({ ...order, reference: 'another' }, { resultCode: 42 });
    expect(await asked(other, { status: 400 })).toEqual({ kind: 'unknown', why: 'another_order' });
  });

  test.each<[string, unknown, number, string]>([
    ['of another amount', queryAnswer(order, { amount: 150_001 }), 200, 'another_amount'],
    ['without an amount', queryAnswer(order, { amount: '' }), 200, 'another_amount'],
    ['without a transaction', queryAnswer(order, { transId: 0 }), 200, 'no_transaction'],
    ['of another order', queryAnswer({ ...order, reference: 'another' }), 200, 'another_order'],
    ['of another merchant', queryAnswer(order, { partnerCode: 'MOMO2' }), 200, 'another_order'],
    ['of no order', { resultCode: 0, amount: 150_000, transId: 1 }, 200, 'no_order'],
    ['with a fault of MoMo’s', queryAnswer(order), 500, 'http.500'],
    ['of a gateway', '<html>', 429, 'http.429'],
    ['without a code', { message: 'ok' }, 200, 'malformed'],
    ['that never came', undefined, 200, 'no_answer'],
  ])('%s is no answer', async (_, body, status, why) => {
    expect(await asked(body, { status })).toEqual({ kind: 'unknown', why });
  });
});

describe('creating an order', () => {
  const createdWith = async (status: number, json: unknown) => {
    const bytes = Buffer.from(typeof json === 'string' ? json : JSON.stringify(json));
    return provider('live', async () => ({ status, bytes }))
      .terminal(MOMO)
      .create(order);
  };
  const answer = (changes: Values): Values => ({
    ...{ partnerCode: 'MOMO', orderId: order.reference, requestId: order.reference, amount: 150_000, resultCode: 0 },
    ...{ payUrl: 'https://payment.momo.vn/v2/gateway/pay?t=1', message: 'Thành công.', ...changes },
  });

  test.each<[number, unknown, string, string]>([
    [400, refusal(11), 'misconfigured', '11'],
    [400, refusal(13), 'misconfigured', '13'],
    [400, refusal(20), 'misconfigured', '20'],
    [200, refusal(10), 'unreachable', '10'],
    [200, refusal(99), 'unreachable', '99'],
    [422, refusal(7000), 'unreachable', '7000'],
    [400, refusal(22), 'declined', '22'],
    [400, refusal(40), 'declined', '40'],
    [400, refusal(41), 'declined', '41'],
    [503, answer({}), 'unreachable', 'http.503'],
    [403, '<html>', 'unreachable', 'http.403'],
    [200, '<html>', 'unreachable', 'malformed'],
    [200, answer({ orderId: 'another' }), 'declined', 'another_order'],
    [200, answer({ amount: 1 }), 'declined', 'another_order'],
    [200, answer({ payUrl: '' }), 'declined', 'no_address'],
    [200, answer({ payUrl: 'javascript:alert(1)' }), 'declined', 'no_address'],
  ])('that is answered %i %j is %s', async (status, json, why, code) => {
    expect(await createdWith(status, json)).toEqual({ kind: 'refused', why, code });
  });

  test('asks for the minutes that the attempt has left, in the payer’s language', async () => {
    const { server, terminal: creating } = world();
    for (const [n, leftMs] of [900_000, 61_000, 1000].entries())
      await creating.create({ ...order, reference: `r${n}`, locale: 'en', expiresAt: AT + leftMs });
    expect(server.calls.map(({ body }) => body.orderExpireTime)).toEqual([15, 2, 1]);
    expect(server.calls[0]?.body).toMatchObject({ lang: 'en', orderInfo: 'Fee of dossier H26.10-261120-0007' });
  });

  test('is called the same on both sides of midnight in Viet Nam', () => {
    const token = '1123456789abcdefghjkmnpqrs';
    expect(momo.reference(token, AT + 1000)).toBe(momo.reference(token, AT));
  });
});

describe('finding an order', () => {
  test('creates nothing where MoMo does not say whether it has it', async () => {
    const { server, terminal: finding } = world();
    for (const body of [refusal(10), refusal(99), queryAnswer({ ...order, reference: 'another' })]) {
      server.reply = { body };
      expect(await finding.find?.(order)).toMatchObject({ kind: 'unknown' });
    }
    expect(server.calls.map(({ url }) => url.endsWith('/query'))).toEqual([true, true, true]);
  });

  test('that is held and cannot be told again now is looked for later; one that another request made is refused', async () => {
    const { server, terminal: finding } = world();
    await finding.create(order);
    server.reply = { body: queryAnswer(order, { resultCode: 1000 }) };
    server.mood = 'nothing';
    expect(await finding.find?.(order)).toEqual({ kind: 'unknown', why: 'no_answer' });
    server.mood = 'create';
    server.orders.set(order.reference, { ...server.orders.get(order.reference), requestId: 'somebody' });
    expect(await finding.find?.(order)).toEqual({ kind: 'refused', why: 'declined', code: '41' });
    expect(server.orders.size).toBe(1);
  });
});

describe('in the house of payments', () => {
  const next = { ...MOMO, accessKey: 'klm05TvNBzhg7h7j', secretKey: 'at67qH6mk8w5Y1nAyMoYKMWACiEi2bsa' };

  const momoHouse = async () => {
    const { server, momo: ours } = world();
    const house = await readyHouse([ours]);
    const previous = [{ credentials: MOMO, validUntil: house.clock.now + 86_400_000 }];
    await house.merchant('H26-momo', { current: MOMO, previous: [] }, 'H26', 'momo');
    const { paymentId } = must(await house.fee());
    const attempt = must(await house.attempt(paymentId, { provider: 'momo' }));
    const rotate = () => house.merchant('H26-momo', { current: next, previous }, 'H26', 'momo');
    const tell = async (changes: Values = {}, account = MOMO) => {
      const message = noticeOf(JSON.stringify(signedResult(attempt, changes, account)));
      const verdict = await house.told(message, 'H26-momo', 'momo');
      return [verdict, ours.answer(verdict).status];
    };
    return { server, house, paymentId, attempt, rotate, tell };
  };

  test('money is recorded once, what differs is held, and only what MoMo should send again is not answered 204', async () => {
    const { house, paymentId, tell } = await momoHouse();
    expect(await tell({ resultCode: 7000 })).toEqual(['repeated', 204]);
    expect(await tell({ resultCode: 1006, transId: 0 })).toEqual(['recorded', 204]);
    expect(await tell({ amount: 149_000, transId: 7 })).toEqual(['mismatch', 204]);
    expect(await tell()).toEqual(['recorded', 204]);
    expect(await tell({ resultCode: 9000 })).toEqual(['repeated', 204]);
    expect(await tell({ orderId: 'nobody', transId: 8 })).toEqual(['unknown_reference', 204]);
    expect(await tell({ partnerCode: 'MOMO2' })).toEqual(['unknown_merchant', 404]);
    expect(await tell({}, next)).toEqual(['bad_signature', 401]);
    expect(await tell({ resultCode: 'x' })).toEqual(['malformed', 400]);
    expect(await house.known(paymentId)).toMatchObject({ receivedVnd: 150_000, heldVnd: 149_000 });
  });

  test('both keys of a rotation hold for a day, then the new one alone', async () => {
    const { house, attempt, rotate, tell } = await momoHouse();
    house.clock.now += 1;
    await rotate();
    house.clock.now += 60_001;
    expect(await tell({ transId: 1 }, next)).toEqual(['recorded', 204]);
    expect(await tell({ transId: 2 })).toEqual(['recorded', 204]);
    house.clock.now += 86_400_000;
    expect(await tell({ transId: 3 })).toEqual(['bad_signature', 401]);
    expect(attempt.creation).toMatchObject({ kind: 'created' });
  });

  test('a payer who comes back before MoMo has decided is not told that it failed', async () => {
    const { house, attempt } = await momoHouse();
    const fields = Object.entries(signedResult(attempt, { resultCode: 7002, transId: 0 }));
    const message = messageOf(Object.fromEntries(fields.map(([name, value]) => [name, `${value}`])));
    const to = { provider: 'momo', merchant: 'H26-momo' };
    expect(await house.describeReturn(to, { ...message, receivedAt: house.clock.now })).toMatchObject({
      ok: true,
      value: { told: 'suspected', isToBeAsked: true },
    });
  });
});
