import { describe, expect, test } from 'vitest';
import { provider as makePayos } from '../../../functions/payments/providers/payos/client.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { messageOf } from '../../support/payments.ts';
import {
  payosCredentials,
  payosMessage,
  payosNotice,
  payosServer,
  payosSignature,
  payosSigned,
} from '../../support/payos.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const AT = inVietNam('2026-11-20 23:59');

const provider = makePayos('live', payosServer().call);
const REFERENCE = provider.reference('0123456789abcdefghjkmnpqrs', AT);
const ordered = { reference: REFERENCE, amountVnd: 150_000 };
const terminal = provider.terminal(payosCredentials);
const read = (data: Readonly<Record<string, unknown>>, more: object = {}) =>
  terminal.read(payosMessage({ ...payosSigned(data), ...more }));

describe('an order code', () => {
  test('is an integer that JSON and JavaScript hold exactly, of 16 digits and 52 bits', () => {
    const codes = Array.from({ length: 2000 }, (_, n) => provider.reference(String(n).padStart(26, '0'), AT));
    expect(new Set(codes).size).toBe(2000);
    for (const code of codes) {
      expect(code).toMatch(/^\d{16}$/);
      expect(Number.isSafeInteger(Number(code))).toBe(true);
      expect(JSON.stringify(JSON.parse(code))).toBe(code);
    }
    const bits = codes.map((code) => BigInt(code).toString(2).slice(1));
    for (let bit = 0; bit < 52; bit += 1) {
      const ones = bits.filter((text) => text[bit] === '1').length;
      expect(Math.abs(ones - 1000)).toBeLessThan(200);
    }
  });

  test('does not depend on the day', () => {
    expect(provider.reference('0123456789abcdefghjkmnpqrs', AT + DAY_MS)).toBe(REFERENCE);
  });
});

describe('a notice of payOS', () => {
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['fields that nobody knows', { loyaltyPoints: 7, channel: 'app', flagged: false, nothing: null }],
    ['a list of objects in it', { items: [{ name: 'b', a: 1, none: null }, {}] }],
    ['words that look like a formula', { description: 'a=b & c=d', counterAccountName: '100%+ "Ánh" \\ /' }],
    ['the words null and undefined', { description: 'null', counterAccountName: 'undefined' }],
    ['another success in its unsigned part', {}],
  ])('is believed with %s', (_, changes) => {
    const told = read(payosNotice(ordered, changes), { code: '01', success: false, extra: 1 });
    expect(told).toMatchObject({ ok: true, value: [{ ...ordered, outcome: 'paid', currency: 'VND' }] });
  });

  test('holds a number beyond 2^53 as it is written, and no other one in its place', () => {
    const data = payosNotice(ordered, { ledgerId: '@' });
    const text = (id: string) =>
      JSON.stringify(payosSigned({ ...data, ledgerId: '9007199254740993' })).replace('"9007199254740993"', id);
    const told = (id: string) => terminal.read(messageOf({}, { body: Buffer.from(text(id)) }));
    expect(told('9007199254740993').ok).toBe(true);
    for (const other of ['9007199254740992', '9007199254740994', '9.007199254740993e15', '-9007199254740993'])
      expect(told(other)).toEqual({ ok: false, failure: 'bad_signature' });
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['no order code', { orderCode: undefined }],
    ['an order code beyond 2^53', { orderCode: 2 ** 53 }],
    ['a broken order code', { orderCode: 1.5 }],
    ['an order code in words', { orderCode: 'abc' }],
    ['no amount', { amount: undefined }],
    ['nothing', { amount: 0 }],
    ['less than nothing', { amount: -150_000 }],
    ['half a dong', { amount: 0.5 }],
    ['no transfer', { reference: '' }],
    ['no currency', { currency: '' }],
    ['no code', { code: null }],
  ])('that has %s under a good signature is malformed', (_, changes) => {
    expect(read(payosNotice(ordered, changes))).toEqual({ ok: false, failure: 'malformed' });
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['a list of no objects, which the formula leaves out', { items: [1, 2] }],
    ['an object, which the formula does not know', { payer: { name: 'A' } }],
    ['a name that could be several', { 'a=1&orderCode': '1' }],
    ['words in which a field stands', { description: `x&orderCode=${REFERENCE}` }],
    ['half a character', { description: '\ud83d' }],
  ])('that has %s is covered by no signature', (_, changes) => {
    expect(read(payosNotice(ordered, changes))).toEqual({ ok: false, failure: 'bad_signature' });
  });

  test('cannot be turned to another order by words of its payer that look like fields', () => {
    const data = payosNotice(ordered, { description: 'x&orderCode=4503599627370499&paymentLinkId=a&reference=R1&z=' });
    const signature = payosSignature(data, payosCredentials.checksumKey);
    const { description: _, orderCode, paymentLinkId, reference, ...others } = data;
    const rest = `&orderCode=${orderCode}&paymentLinkId=${paymentLinkId}&reference=${reference}`;
    const turned = {
      ...others,
      description: 'x',
      orderCode: 4503599627370499,
      paymentLinkId: 'a',
      reference: 'R1',
      z: rest,
    };
    for (const forged of [data, turned])
      expect(terminal.read(payosMessage({ data: forged, signature }))).toEqual({ ok: false, failure: 'bad_signature' });
  });

  test.each(['01', '99', 'PENDING', '0'])('with the code %s proves nothing', (code) => {
    expect(read(payosNotice(ordered, { code }))).toEqual({ ok: true, value: [] });
  });

  test.each([
    ['VQRIO123', 'TF230204212323'],
    ['Ma giao dich thu nghiem', 'FT1'],
  ])('that is the sample of a registration (%s) is no money; another order 123 is', (description, reference) => {
    const given = { reference: '123', amountVnd: 3000 };
    expect(read(payosNotice(given, { description, reference }))).toEqual({ ok: true, value: [] });
    expect(read(payosNotice(given))).toMatchObject({ ok: true, value: [{ reference: '123', amountVnd: 3000 }] });
  });

  test('has a transfer that a key may hold, whatever its bank calls it', () => {
    const called = (reference: string) => {
      const told = read(payosNotice(ordered, { reference }));
      return told.ok ? told.value[0]?.providerTransactionId : told.failure;
    };
    expect(called('FT26324-000.1_a')).toBe('FT26324-000.1_a');
    const odd = ['FT/1', 'FT 1', 'x'.repeat(101), 'Số 1'].map(called);
    for (const id of odd) expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(odd).size).toBe(4);
  });

  test.each(['', '{', '[]', 'null', '"x"', '{"data":{}}', '{"data":null,"signature":"00"}', '\ufeff{}'])(
    'of %j is believed by nobody',
    (text) => {
      expect(terminal.read(messageOf({}, { body: Buffer.from(text) }))).toEqual({
        ok: false,
        failure: 'bad_signature',
      });
    },
  );

  test('signed in capitals is believed; in other characters it is not', () => {
    const { data, signature } = payosSigned(payosNotice(ordered));
    expect(terminal.read(payosMessage({ data, signature: signature.toUpperCase() })).ok).toBe(true);
    for (const other of [`${signature} `, `${signature}00`, signature.slice(2), 'g'.repeat(64)])
      expect(terminal.read(payosMessage({ data, signature: other })).ok).toBe(false);
  });
});
