import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { events, heardAs, needed, parseBusEvent } from '../../../shared/kernel/events.ts';
import { storedAs } from '../../../shared/kernel/stored.ts';
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
