import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { events, heardAs, needed, parseBusEvent } from '../../../shared/kernel/events.ts';
import { oneOf, oneOfShapes, storedAs } from '../../../shared/kernel/stored.ts';
import { AnnouncedEvent, eventTypes } from '../../support/catalogue.ts';
import { samplesOf, variantsOf } from '../../support/stored-samples.ts';

/** Without these nobody knows whom an event concerns. */
const identity = ['dossierCode', 'paymentId', 'resultId', 'messageId'];

describe.each(eventTypes)('%s, as another release tells it', (type) => {
  const said = z.object(events[type] as z.ZodRawShape);
  const [sample] = samplesOf(said) as [Record<string, unknown>];
  const told = (data: unknown, more: object = {}) => ({ id: 'e', type, at: 1, number: 3, data, ...more });

  test('is heard with words, texts and fields that this release does not know', () => {
    expect(AnnouncedEvent.parse(told(sample))).toMatchObject({ type });
    for (const { name, fact } of variantsOf(said, sample))
      expect(parseBusEvent(told(fact, { more: 1 })), name).toMatchObject({ event: { type, data: fact }, number: 3 });
  });

  test('is heard without any field but whom it concerns, and so is its withdrawal', () => {
    const whom = Object.fromEntries(Object.entries(sample).filter(([name]) => identity.includes(name)));
    const event = { id: 'e', type, at: 1, data: whom };
    expect(parseBusEvent(told(whom))).toMatchObject({ event, withdrawn: false });
    expect(parseBusEvent(told(whom, { type: `${type}_withdrawn` }))).toMatchObject({ event, withdrawn: true });
    for (const name of Object.keys(whom)) {
      const { [name]: _, ...rest } = whom;
      expect(parseBusEvent(told(rest)), name).toBeUndefined();
    }
  });

  test('is not heard where a field that is known is of another type', () => {
    for (const name of Object.keys(sample))
      expect(parseBusEvent(told({ ...sample, [name]: {} })), name).toBeUndefined();
  });
});

const dossier = { dossierCode: 'H26.10-261120-0007', agencyCode: 'H26.10' };
const payment = { ...dossier, paymentId: 'pay_1', amountVnd: 150_000, blocksProcessing: true };
const message = { ...dossier, messageId: 'msg_1', template: 'accepted' };

test.each<[string, object]>([
  ...['acknowledge', 'resolve'].map((clock): [string, object] => ['dossier.overdue', { ...dossier, clock, dueAt: 1 }]),
  ['payment.opened', { ...payment, expiresAt: 1 }],
  ...['overpaid', 'cancelled', 'expired'].map((because): [string, object] => [
    'payment.surplus',
    { ...payment, receivedVnd: 200_000, surplusVnd: 50_000, because },
  ]),
  ...['sms', 'email'].map((channel): [string, object] => ['message.delivered', { ...message, channel }]),
  ['message.failed', { ...message, channel: 'sms', reason: 'unknown_recipient' }],
  ['result.replaced', { ...dossier, resultId: 'res_1' }],
  ['result.issued', { ...dossier, resultId: 'res_1', finishes: true }],
])('an event says what the catalogue promises of %s, and all of it: %j', (type, data) => {
  const told = { id: 'e', type, at: 1, data };
  expect(AnnouncedEvent.parse(told)).toEqual(told);
  expect(parseBusEvent(told)).toMatchObject({ event: told });
  for (const [name, value] of Object.entries(data)) {
    const { [name]: _, ...rest } = data as Record<string, unknown>;
    expect(AnnouncedEvent.safeParse({ ...told, data: rest }).success, name).toBe(false);
    if (typeof value === 'boolean')
      expect(AnnouncedEvent.safeParse({ ...told, data: { ...data, [name]: 'yes' } }).success, name).toBe(false);
  }
});

test('a listener keeps of an event whom it concerns and what it needs; the rest may be missing, or said in other words', () => {
  const read = storedAs(heardAs('payment.surplus', 'surplusVnd'));
  const least = { dossierCode: 'H26.10-261120-0007', paymentId: 'pay_1', surplusVnd: 50_000 };
  const told = (data: object) => ({ id: 'e', type: 'payment.surplus', at: 1, data });
  expect(read(told(least))).toEqual(told(least));
  expect(read(told({ ...least, because: 'generosity', more: 1 }))).toEqual(
    told({ ...least, because: 'generosity', more: 1 }),
  );
  for (const name of Object.keys(least)) {
    const { [name]: _, ...rest } = least as Record<string, unknown>;
    expect(read(told(rest)), name).toBeUndefined();
  }
  for (const wrong of [{ because: 1 }, { receivedVnd: '1' }])
    expect(read(told({ ...least, ...wrong })), JSON.stringify(wrong)).toBeUndefined();
  expect(read({ ...told(least), type: 'payment.paid' })).toBeUndefined();
});

test('who cannot do without a field says which one the event does not say', () => {
  const heard = parseBusEvent({ id: 'e', type: 'payment.paid', at: 1, data: { dossierCode: 'd', paymentId: 'p' } });
  expect(() => needed(heard!.event as { id: string; data: { amountVnd?: number } }, 'amountVnd')).toThrow(
    'e does not say amountVnd',
  );
  const nothing = { id: 'e', data: {} as { amountVnd?: number; receivedVnd?: number } };
  expect(() => needed(nothing, 'amountVnd', 'receivedVnd')).toThrow('e does not say amountVnd, receivedVnd');
});

describe('what was kept is read back by what no release may change', () => {
  const Shape = z.object({ a: z.string().max(3).optional(), b: z.int().optional() });
  const Open = oneOfShapes('kind', [z.object({ kind: z.literal('a'), at: z.int() })]);
  const Closed = z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), at: z.int() })]);
  const Plain = z.union([z.string(), z.object({ kind: z.literal('a') })]);

  test.each<[string, z.ZodType, unknown, unknown?]>([
    ['a longer text', z.string().max(3), 'abcd'],
    ['a word of another release', oneOf(['a', 'b']), 'c'],
    ['a number beyond a bound', z.int().nonnegative().max(10), 11],
    ['nothing of what is never less', z.int().nonnegative(), 0],
    ['less than nothing, where only the most is bound', z.int().max(10), -1],
    ['less than a bound below nothing', z.int().min(-10), -11],
    ['a fraction', z.number(), 1.5],
    ['false', z.boolean(), false],
    ['null', z.string().nullable(), null],
    ['a field that is not known, which stays where it is kept', Shape, { a: 'x', more: 1 }, { a: 'x' }],
    ['a field that is not known, in a loose shape', z.looseObject({ a: z.string() }), { a: 'x', more: 1 }],
    ['a shape', Open, { kind: 'a', at: 1 }],
    ['a shape of another release', Open, { kind: 'b', at: 'now' }, { kind: 'unknown', named: 'b' }],
    ['a list', z.array(z.int()).max(1), [1, 2]],
    ['what is left out, and has a default', z.object({ a: z.boolean().default(true) }), {}, { a: true }],
    ['what is there, and has a default', z.object({ a: z.boolean().default(true) }), { a: false }],
    ['what is read only', z.object({ a: z.int() }).readonly(), { a: 1 }],
  ])('%s', (_, schema, kept, read = kept) => {
    expect(storedAs(schema)(kept)).toStrictEqual(read);
  });

  test.each<[string, z.ZodType, readonly unknown[]]>([
    ['a text', z.string(), [7, null, undefined, {}]],
    ['a word', oneOf(['a']), [7, null]],
    ['a whole number', z.int(), [1.5, '1', null, 2 ** 53]],
    ['a number', z.number(), ['1', Number.NaN, Number.POSITIVE_INFINITY, null]],
    ['what is never less than nothing', z.int().nonnegative().max(10), [-1]],
    ['yes or no', z.boolean(), ['true', 1, null]],
    ['a literal', z.literal('a'), ['b', undefined]],
    ['what may be null', z.string().nullable(), [undefined, 7]],
    ['an object', Shape, [null, 'text', 7, [], undefined, { a: 7 }, { a: null }]],
    ['one of several shapes', Open, [null, 'a', [], {}, { kind: 7 }, { kind: 'a' }, { kind: 'a', at: 'now' }]],
    ['one of a closed number of shapes', Closed, [{ kind: 'b', at: 1 }, null]],
    ['a union that no field tells apart', Plain, [{ kind: 'a' }, 'a']],
    ['a list', z.array(z.int()), ['text', {}, null, ['1'], [1, null]]],
  ])('%s is not read from anything else', (_, schema, others) => {
    for (const kept of others) expect(storedAs(schema)(kept), JSON.stringify(kept)).toBeUndefined();
  });

  test('nothing is kept by a schema that JSON has no form for', () => {
    expect(() => storedAs(z.date())('2026-11-20')).toThrow(
      new TypeError('nothing that is kept has a schema of the type date'),
    );
  });
});
