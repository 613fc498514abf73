import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Order, ProviderMessage, Question, Verdict } from '../../../functions/payments/ports.ts';
import { creationIn, provider as zalopay } from '../../../functions/payments/providers/zalopay/client.ts';
import { answerFrom, standingIn } from '../../../functions/payments/providers/zalopay/query.ts';
import { callsOf } from '../../support/json-post.ts';
import { messageOf, paymentHouse } from '../../support/payments.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const credentials = { appId: '2553', key1: 'the first key', key2: 'the second key' };
const silent = zalopay('live', async () => undefined);
const terminal = silent.terminal(credentials);

const hmac = (text: string, key = credentials.key2): string => createHmac('sha256', key).update(text).digest('hex');

const posted = (body: object): ProviderMessage => messageOf({}, { body: Buffer.from(JSON.stringify(body)) });

const signed = (data: string, more: object = {}): ProviderMessage =>
  posted({ data, mac: hmac(data), type: 1, ...more });

const payment = { app_id: 2553, app_trans_id: '261120_a', amount: 150_000, zp_trans_id: 261120000000389 };

const dataOf = (changes: Readonly<Record<string, unknown>> = {}): string => JSON.stringify({ ...payment, ...changes });

describe('an order is called by the Vietnamese day', () => {
  test.each([
    ['2026-11-20 00:00', '261120_'],
    ['2026-11-20 06:59', '261120_'],
    ['2026-11-20 23:59', '261120_'],
    ['2026-11-21 00:00', '261121_'],
    ['2028-02-29 00:00', '280229_'],
    ['2027-01-01 00:00', '270101_'],
  ])('at %s: %s', (at, day) => {
    const token = '0123456789abcdefghjkmnpqrs';
    expect(silent.reference(token, inVietNam(at))).toBe(day + token);
    expect(silent.reference(token, inVietNam(at)).length).toBeLessThanOrEqual(40);
  });

  test('to the last millisecond', () =>
    expect(silent.reference('t', inVietNam('2026-11-21 00:00') - 1)).toBe('261120_t'));
});

describe('a callback', () => {
  const told = { reference: '261120_a', providerTransactionId: '261120000000389', outcome: 'paid', amountVnd: 150_000 };

  test.each<[string, string, object]>([
    ['with fields that nobody knows', dataOf({ zp_user_id: 'x', more: { a: [1] } }), {}],
    ['of an application written as text', dataOf({ app_id: '2553' }), {}],
    ['with signs of other formats in its values', dataOf({ embed_data: '{"a":"x=1&y=2|z"}', item: '%20+ "\\' }), {}],
    ['in Vietnamese', dataOf({ app_user: 'Nguyễn Thị Ánh' }), {}],
    ['with escapes that its signature covers as they are', dataOf().replace('261120_a', '261120\\u005fa'), {}],
    ['spaced as its sender likes', ` ${dataOf().replaceAll(',', ' , ')}\n`, {}],
    ['with a discount, which ZaloPay bears', dataOf({ discount_amount: 30_000 }), {}],
    ['whose envelope says more', dataOf(), { more: 1 }],
    ['whose envelope calls it an agreement', dataOf(), { type: 2 }],
    ['whose envelope does not say what it is', dataOf(), { type: undefined }],
    ['signed in capitals', dataOf(), { mac: hmac(dataOf()).toUpperCase() }],
  ])('%s is money', (_, data, more) =>
    expect(terminal.read(signed(data, more))).toMatchObject({ ok: true, value: [told] }),
  );

  test.each<[string, string]>([
    ['9007199254740993', '9007199254740993'],
    ['18446744073709551615', '18446744073709551615'],
    ['"261120000000389"', '261120000000389'],
    ['"ZP.26-11_20"', 'ZP.26-11_20'],
  ])('of the transaction %s keeps its number', (written, providerTransactionId) => {
    const data = dataOf().replace('261120000000389', written);
    expect(terminal.read(signed(data))).toMatchObject({ ok: true, value: [{ providerTransactionId }] });
  });

  test.each<[string, string]>([
    ['without an order', dataOf({ app_trans_id: undefined })],
    ['without an application', dataOf({ app_id: undefined })],
    ['without an amount', dataOf({ amount: undefined })],
    ['without a transaction', dataOf({ zp_trans_id: undefined })],
    ['of no transaction', dataOf({ zp_trans_id: 0 })],
    ['of a transaction that is no whole number', dataOf({ zp_trans_id: 1.5 })],
    ['of a transaction that no key can hold', dataOf({ zp_trans_id: 'a b' })],
    ['of an amount with a fraction', dataOf({ amount: 0.5 })],
    ['of an amount below nothing', dataOf({ amount: -1 })],
    ['of an amount that is text', dataOf({ amount: '150000' })],
    ['of an amount too large to be exact', dataOf().replace('150000', '9007199254740993')],
    ['of a name that no key can hold', dataOf({ app_trans_id: 'a#b' })],
    ['that is no JSON', 'app_id=2553'],
    ['that is a list', `[${dataOf()}]`],
    ['that is nothing', 'null'],
  ])('%s is signed nonsense', (_, data) =>
    expect(terminal.read(signed(data))).toEqual({ ok: false, failure: 'malformed' }),
  );

  test('of an agreement says nothing of payments; that of another application is refused', () => {
    const agreement = { app_id: 2553, app_trans_id: '261120_a', binding_id: '1', status: 1 };
    expect(terminal.read(signed(JSON.stringify(agreement), { type: 2 }))).toEqual({ ok: true, value: [] });
    for (const other of [dataOf({ app_id: 2554 }), JSON.stringify({ ...agreement, app_id: 2554 })])
      expect(terminal.read(signed(other))).toEqual({ ok: false, failure: 'wrong_merchant' });
  });

  test.each<[string, ProviderMessage]>([
    ['signed with the first key', posted({ data: dataOf(), mac: hmac(dataOf(), credentials.key1) })],
    ['without a signature', posted({ data: dataOf() })],
    ['with a signature cut short', posted({ data: dataOf(), mac: hmac(dataOf()).slice(2) })],
    ['with a signature that is none', posted({ data: dataOf(), mac: 'z'.repeat(64) })],
    ['with a signature that is a number', posted({ data: dataOf(), mac: 1 })],
    ['with data that is no text', posted({ data: payment, mac: hmac(dataOf()) })],
    [
      'with half a character, which is signed as another',
      signed(dataOf({ app_user: '\ufffd' }).replace('\ufffd', '\ud800')),
    ],
    ['in broken UTF-8', messageOf({}, { body: Buffer.from([0x7b, 0xff, 0x7d]) })],
    [
      'as a form',
      messageOf({}, { body: Buffer.from(new URLSearchParams({ data: dataOf(), mac: hmac(dataOf()) }).toString()) }),
    ],
    ['in a query', messageOf({ data: dataOf(), mac: hmac(dataOf()) })],
  ])('%s is not believed', (_, message) =>
    expect(terminal.read(message)).toEqual({ ok: false, failure: 'bad_signature' }),
  );

  test('is believed by the key in force and, for its overlap, by the one before it', async () => {
    const house = paymentHouse();
    const next = { ...credentials, key2: 'the next second key' };
    const previous = (validUntil: number) => [{ credentials, validUntil }];
    await house.merchant('now', { current: next, previous: previous(house.clock.now + 1000) }, 'H26', 'zalopay');
    await house.merchant('late', { current: next, previous: previous(house.clock.now - 1000) }, 'H26', 'zalopay');
    const byNext = posted({ data: dataOf(), mac: hmac(dataOf(), next.key2) });
    const verdicts = [];
    for (const merchant of ['now', 'late'])
      for (const message of [signed(dataOf()), byNext]) verdicts.push(await house.told(message, merchant, 'zalopay'));
    expect(verdicts).toEqual(['unknown_reference', 'unknown_reference', 'bad_signature', 'unknown_reference']);
  });
});

const AT = inVietNam('2026-11-20 09:00');
const MINUTE = 60_000;
const order: Order = {
  reference: '261120_a',
  dossierCode: 'H26.10-261120-0007',
  amountVnd: 150_000,
  locale: 'vi',
  createdAt: AT,
  expiresAt: AT + 15 * MINUTE,
  payerIp: '203.0.113.7',
  returnUrl: 'https://motcua.example.vn/payments/return/zalopay/H26',
  webhookUrl: 'https://motcua.example.vn/webhooks/payments/zalopay/H26',
  pageUrl: 'https://motcua.example.vn/t/TOKEN/pay/REFERENCE',
};

describe('creating an order', () => {
  const page = 'https://qcgateway.zalopay.vn/openinapp?order=e30=';

  test.each<[string, unknown, object]>([
    ['taken', { return_code: 1, sub_return_code: 1, order_url: page }, { kind: 'created', checkout: { url: page } }],
    ['no answer', undefined, { why: 'unreachable', code: 'no_answer' }],
    ['an answer of another kind', { returncode: 1 }, { why: 'unreachable', code: 'malformed' }],
    ['taken without a page', { return_code: 1, sub_return_code: 1 }, { why: 'unreachable', code: '1.1' }],
    [
      'a page that no browser may open',
      { return_code: 1, order_url: 'javascript:alert(1)' },
      { why: 'unreachable', code: '1.none' },
    ],
    ['still at it', { return_code: 3 }, { why: 'unreachable', code: '3.none' }],
    ['the name is taken', { return_code: 2, sub_return_code: -68 }, { why: 'declined', code: '2.-68' }],
    ['data that it does not take', { return_code: 2, sub_return_code: -401 }, { why: 'declined', code: '2.-401' }],
    ['a code that nobody knows', { return_code: 2, sub_return_code: -12345 }, { why: 'declined', code: '2.-12345' }],
    ['no reason', { return_code: 2, sub_return_code: null }, { why: 'declined', code: '2.none' }],
    [
      'a signature that is not right',
      { return_code: 2, sub_return_code: -402 },
      { why: 'misconfigured', code: '2.-402' },
    ],
    [
      'an application that is not known',
      { return_code: 2, sub_return_code: -2 },
      { why: 'misconfigured', code: '2.-2' },
    ],
    ['too many calls', { return_code: 2, sub_return_code: -429 }, { why: 'unreachable', code: '2.-429' }],
    ['a fault there', { return_code: 2, sub_return_code: -500 }, { why: 'unreachable', code: '2.-500' }],
    ['maintenance', { return_code: 2, sub_return_code: -999 }, { why: 'unreachable', code: '2.-999' }],
  ])('%s', (_, body, expected) => expect(creationIn(body, order)).toMatchObject(expected));

  test.each([
    [60_000, 300],
    [299_999, 300],
    [300_001, 301],
    [900_000, 900],
  ])('that may be paid for %i ms gives it %i s, and says until when', async (term, seconds) => {
    const calls: unknown[] = [];
    const answering = callsOf(async (_, body) => {
      calls.push(body);
      return { return_code: 1, order_url: page };
    });
    const asked = { ...order, expiresAt: AT + term, locale: 'en' as const };
    const created = await zalopay('live', answering).terminal(credentials).create(asked);
    expect(calls).toMatchObject([
      { expire_duration_seconds: seconds, app_time: AT, description: 'Fee of dossier H26.10-261120-0007' },
    ]);
    expect(created).toMatchObject({ kind: 'created', expiresAt: AT + seconds * 1000 });
  });

  test.each<[string, unknown, object]>([
    ['it is there', { return_code: 3 }, { kind: 'refused', why: 'unreachable', code: 'created_unheard' }],
    ['it has expired', { return_code: 2, sub_return_code: -54 }, { kind: 'refused', why: 'unreachable' }],
    ['a payment of it failed', { return_code: 2, sub_return_code: -63 }, { kind: 'refused', why: 'unreachable' }],
    ['it is not there', { return_code: 2, sub_return_code: -101 }, { kind: 'absent' }],
    ['too many calls', { return_code: 2, sub_return_code: -429 }, { kind: 'unknown', why: '2.-429' }],
    ['another key', { return_code: 2, sub_return_code: -402 }, { kind: 'unknown', why: '2.-402' }],
    ['nothing', undefined, { kind: 'unknown', why: 'no_answer' }],
  ])('looked for afterwards: %s', async (_, body, expected) => {
    const found = zalopay(
      'live',
      callsOf(async () => body),
    )
      .terminal(credentials)
      .find?.(order);
    expect(await found).toMatchObject(expected);
  });
});

describe('asking about an order', () => {
  const paid = { return_code: 1, sub_return_code: 1, amount: 150_000, zp_trans_id: 261120000000389 };
  const failure = (sub: number) => ({ return_code: 2, sub_return_code: sub });
  const said = (body: unknown, at: number) => {
    const question: Question = { ...order, providerOrderId: undefined, at };
    const answer = answerFrom(standingIn(body), question);
    if (answer.kind === 'told') return `${answer.callback.outcome} ${answer.callback.code}`;
    return answer.kind === 'unknown' ? `unknown ${answer.why}` : answer.kind;
  };

  // In its term, at its end, two days after it was created, and later.
  test.each<[string, unknown, readonly string[]]>([
    ['paid', paid, ['paid 1', 'paid 1', 'paid 1', 'paid 1']],
    ['not yet', { return_code: 3 }, ['unfinished', 'unfinished', 'unfinished', 'unknown too_late']],
    ['expired', failure(-54), ['failed 2.-54', 'failed 2.-54', 'failed 2.-54', 'unknown too_late']],
    ['not there', failure(-101), ['unfinished', 'failed 2.-101', 'failed 2.-101', 'unknown too_late']],
    ['no money left', failure(-63), ['unfinished', 'failed 2.-63', 'failed 2.-63', 'unknown too_late']],
    ['rules of a promotion', failure(-332), ['unfinished', 'failed 2.-332', 'failed 2.-332', 'unknown too_late']],
    ['over the day’s limit', failure(-1333), ['unfinished', 'failed 2.-1333', 'failed 2.-1333', 'unknown too_late']],
    ['over the month’s limit', failure(-1340), ['unfinished', 'failed 2.-1340', 'failed 2.-1340', 'unknown too_late']],
    ['a fault of the bank', failure(-217), Array(4).fill('unknown 2.-217')],
    ['a bad question', failure(-401), Array(4).fill('unknown 2.-401')],
    ['a bad signature', failure(-402), Array(4).fill('unknown 2.-402')],
    ['too many questions', failure(-429), Array(4).fill('unknown 2.-429')],
    ['a fault of ZaloPay', failure(-500), Array(4).fill('unknown 2.-500')],
    ['maintenance', failure(-999), Array(4).fill('unknown 2.-999')],
    ['a code that nobody knows', failure(-98765), Array(4).fill('unknown 2.-98765')],
    ['a failure without a reason', { return_code: 2 }, Array(4).fill('unknown 2.none')],
    ['another amount', { ...paid, amount: 151_000 }, Array(4).fill('unknown another_amount')],
    ['paid without a transaction', { ...paid, zp_trans_id: 0 }, Array(4).fill('unknown malformed')],
    ['paid without an amount', { ...paid, amount: undefined }, Array(4).fill('unknown malformed')],
    ['something else', { return_code: 4 }, Array(4).fill('unknown 4.none')],
    ['a page of a proxy', 'Bad Gateway', Array(4).fill('unknown malformed')],
    ['nothing', undefined, Array(4).fill('unknown no_answer')],
  ])('%s', (_, body, expected) => {
    const twoDays = AT + 48 * 60 * MINUTE;
    const moments = [order.expiresAt - 1, order.expiresAt, twoDays, twoDays + 1];
    expect(moments.map((at) => said(body, at))).toEqual(expected);
  });

  test('keeps the number of a transaction that a double would round', async () => {
    const text = '{"return_code":1,"amount":150000,"zp_trans_id":9007199254740993}';
    const reply = async () => ({ status: 200, bytes: Buffer.from(text) });
    const answer = await zalopay('live', reply)
      .terminal(credentials)
      .ask?.({ ...order, providerOrderId: undefined, at: AT });
    expect(answer).toMatchObject({ kind: 'told', callback: { providerTransactionId: '9007199254740993' } });
  });
});

describe('a return', () => {
  const fields = {
    appid: '2553',
    apptransid: '261120_a',
    pmcid: '38',
    bankcode: '',
    amount: '150000',
    discountamount: '0',
    status: '1',
  };
  const back = (changes: Readonly<Record<string, string>> = {}) => {
    const all = { ...fields, ...changes };
    return terminal.back?.(messageOf({ ...all, checksum: hmac(Object.values(all).join('|')) }));
  };

  test.each([
    ['1', 'paid'],
    ['2', 'failed'],
    ['-49', 'failed'],
    ['-63', 'failed'],
    ['3', 'suspected'],
    ['19', 'suspected'],
  ])('with the status %s: %s', (status, outcome) =>
    expect(back({ status })).toEqual({ ok: true, value: { reference: '261120_a', outcome } }),
  );

  test.each([
    ['of another application', { appid: '2554' }, 'wrong_merchant'],
    ['with a status that is none', { status: 'ok' }, 'malformed'],
    ['of a name that no key can hold', { apptransid: 'a#b' }, 'malformed'],
    ['whose values hold the sign between them', { apptransid: '261120_a|38' }, 'bad_signature'],
    ['in broken UTF-8', { bankcode: '\ufffd' }, 'bad_signature'],
  ])('%s is refused', (_, changes, failure) => expect(back(changes)).toEqual({ ok: false, failure }));

  test('with its fields shifted under the same checksum is refused', () => {
    const checksum = hmac(Object.values(fields).join('|'));
    const shifted = { ...fields, appid: '2553|261120_a', apptransid: '38', pmcid: '', bankcode: '150000', amount: '0' };
    expect(terminal.back?.(messageOf({ ...shifted, discountamount: '1', checksum }))).toMatchObject({ ok: false });
  });

  test('is not read as a callback is, nor a callback as a return', () => {
    const checksum = hmac(Object.values(fields).join('|'));
    expect(terminal.read(messageOf({ ...fields, checksum }))).toEqual({ ok: false, failure: 'bad_signature' });
    expect(terminal.back?.(signed(dataOf()))).toEqual({ ok: false, failure: 'bad_signature' });
  });
});

test.each<[Verdict, number]>([
  ['recorded', 1],
  ['repeated', 2],
  ['mismatch', 2],
  ['unknown_reference', 2],
  ['malformed', 2],
  ['bad_signature', -1],
  ['unknown_merchant', 0],
  ['our_fault', 0],
])('%s is answered %i', (verdict, code) =>
  expect(silent.answer(verdict)).toMatchObject({
    status: 200,
    json: { return_code: code, return_message: expect.stringMatching(/./) },
  }),
);

test.each(['', '0', '-1', '2553a', '1e3', '12345678901'])('an application is no “%s”', (appId) =>
  expect(() => silent.terminal({ ...credentials, appId })).toThrow(),
);
