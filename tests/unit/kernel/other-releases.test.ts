import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { events, needed, parseBusEvent } from '../../../shared/kernel/events.ts';
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

test('who cannot do without a field says which one the event does not say', () => {
  const heard = parseBusEvent({ id: 'e', type: 'payment.paid', at: 1, data: { dossierCode: 'd', paymentId: 'p' } });
  expect(() => needed(heard!.event as { id: string; data: { amountVnd?: number } }, 'amountVnd')).toThrow(
    'e does not say amountVnd',
  );
});
