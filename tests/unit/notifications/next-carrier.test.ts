import { expect, test } from 'vitest';
import { carrierLeft, isTriedOn, nextCarrier } from '../../../functions/notifications/domain/next-carrier.ts';

const [first, second] = [
  { name: 'first', tries: 2 },
  { name: 'second', tries: 1 },
];
const leg = (carrier: string, status: 'begun' | 'not_sent' = 'not_sent', fault?: 'retryable' | 'configuration') => ({
  carrier,
  status,
  fault: fault ?? (status === 'not_sent' ? ('retryable' as const) : undefined),
});
const left = (...legs: readonly ReturnType<typeof leg>[]) => carrierLeft(legs, [first, second])?.name;
const next = (...legs: readonly ReturnType<typeof leg>[]) => nextCarrier(legs, [first, second])?.name;

test('the first carrier is asked as often as it declares, then the second, then none of its own accord', () => {
  expect(left()).toBe('first');
  expect(left(leg('first'))).toBe('first');
  expect(left(leg('first'), leg('first'))).toBe('second');
  expect(left(leg('first'), leg('first'), leg('second'))).toBeUndefined();
});

test('a carrier that waits for its operator is passed over, as long as that is the last that it said', () => {
  const unpaid = leg('first', 'not_sent', 'configuration');
  expect(left(unpaid)).toBe('second');
  expect(left(unpaid, leg('first'))).toBe('second');
  expect(carrierLeft([unpaid, leg('first')], [{ ...first, tries: 3 }, second])?.name).toBe('first');
});

test('a carrier that never said what became of a leg is the only one that may be asked, where the stage has it', () => {
  for (const ask of [left, next]) {
    expect(ask(leg('second', 'begun'))).toBe(ask === next ? 'second' : undefined);
    expect(ask(leg('first', 'begun'))).toBe('first');
  }
  expect(nextCarrier([leg('first', 'begun')], [second])).toBeUndefined();
  expect(carrierLeft([leg('first', 'begun')], [second])).toBeUndefined();
});

test('sent again by a person, the one is asked that was asked the longest ago', () => {
  const spent = [leg('first'), leg('first'), leg('second')];
  expect(next(...spent)).toBe('first');
  expect(next(...spent, leg('first'))).toBe('second');
  expect(nextCarrier([], [])).toBeUndefined();
});

test('a message is tried on while any carrier was only busy, and not without end', () => {
  const carriers = [first, second];
  const unpaid = (name: string) => leg(name, 'not_sent', 'configuration');
  expect(isTriedOn([leg('first'), leg('second')], carriers)).toBe(true);
  expect(isTriedOn([unpaid('first'), leg('second')], carriers)).toBe(true);
  expect(isTriedOn([leg('first'), unpaid('first'), unpaid('second')], carriers)).toBe(false);
  expect(isTriedOn([], [])).toBe(false);
  const busy = Array.from({ length: 199 }, () => leg('first'));
  expect([isTriedOn(busy, carriers), isTriedOn([...busy, leg('first')], carriers)]).toEqual([true, false]);
});
