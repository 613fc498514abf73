import { describe, expect, test } from 'vitest';
import { breakersIn } from '../../../functions/notifications/adapters/carrier-breakers.ts';
import {
  type Breaker,
  FAILURES_TO_TRIP,
  percentAt,
  withFailure,
} from '../../../functions/notifications/domain/breaker.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { NOON, recordingCarrier, withSms } from '../../support/notifications-house.ts';

const MINUTE = 60_000;

/** So many failures, a second apart, from a moment on. */
const failing = (times: number, from: number, before?: Breaker): Breaker | undefined => {
  let breaker = before;
  for (let n = 0; n < times; n += 1) breaker = withFailure(breaker, from + n * 1000) ?? breaker;
  return breaker;
};

describe('the share of a carrier', () => {
  test('is whole while it fails less than ten times in a minute', () => {
    expect(percentAt(undefined, NOON)).toBe(100);
    const nine = failing(FAILURES_TO_TRIP - 1, NOON);
    expect(percentAt(nine, NOON + 9000)).toBe(100);
    expect(percentAt(failing(FAILURES_TO_TRIP - 1, NOON + MINUTE, nine), NOON + 2 * MINUTE)).toBe(100);
  });

  test('is halved by the tenth, at most once a minute, and never less than a twentieth', () => {
    const tripped = failing(FAILURES_TO_TRIP, NOON);
    expect(percentAt(tripped, NOON + 10_000)).toBe(50);
    expect(percentAt(failing(40, NOON + 10_000, tripped), NOON + 50_000)).toBe(50);
    let breaker: Breaker | undefined;
    const shares = [1, 2, 3, 4, 5, 6].map((n) => {
      breaker = failing(FAILURES_TO_TRIP, NOON + n * 2 * MINUTE, breaker);
      return percentAt(breaker, NOON + n * 2 * MINUTE + 30_000);
    });
    expect(shares).toEqual([50, 25, 12, 6, 5, 5]);
  });

  test('comes back by ten hundredths every five minutes, after a quarter of an hour in which it did not trip', () => {
    const tripped = failing(FAILURES_TO_TRIP, NOON);
    const at = (minutes: number) => percentAt(tripped, NOON + 9000 + minutes * MINUTE);
    expect([14, 15, 19, 20, 35, 40, 600].map(at)).toEqual([50, 60, 60, 70, 100, 100, 100]);
  });
});

describe('workers side by side', () => {
  test('count together, and one of them tells of the trip', async () => {
    const table = memoryTable();
    const tripped: unknown[] = [];
    const worker = () =>
      breakersIn(
        table,
        () => NOON,
        (carrier, percent) => tripped.push([carrier, percent]),
      );
    const workers = [worker(), worker(), worker()];
    for (let n = 0; n < 2 * FAILURES_TO_TRIP; n += 1) await workers[n % 3]?.failed('a');
    expect(tripped).toEqual([['a', 50]]);
    expect([...(await worker().all())].map(([name, breaker]) => [name, percentAt(breaker, NOON)])).toEqual([['a', 50]]);
    await worker().heal('a');
    expect([...(await worker().all())].map(([name, breaker]) => [name, percentAt(breaker, NOON)])).toEqual([
      ['a', 100],
    ]);
  });
});

describe('what trips', () => {
  test.each([
    ['retryable', 1],
    ['configuration', 1],
    ['unknown', 1],
    ['permanent', 0],
  ] as const)('a %s fault counts %i times', async (fault, times) => {
    const { house, messageId } = await withSms();
    house.sms.answers = [{ taken: false, fault, reason: 'r' }];
    await house.send(messageId);
    const counted = house.table.all().filter(({ sk }) => sk === 'BREAKER');
    expect(counted.map(({ failures }) => failures)).toEqual(times === 0 ? [] : [times]);
  });

  test('nothing is written of a carrier that takes what it is given, nor of a sandbox’s own recipient', async () => {
    const { house, messageId } = await withSms();
    if (house.card?.contact) house.card = { ...house.card, contact: { ...house.card.contact, phone: '0900000009' } };
    house.have('sms', recordingCarrier('lookup', { name: 'down' }).carrier, house.sms.carrier);
    house.sms.answers = [{ taken: false, fault: 'retryable', reason: 'r' }];
    await house.send(messageId);
    expect(house.table.all().filter(({ pk, sk }) => sk === 'BREAKER' || pk.startsWith('LIMIT#'))).toEqual([]);
  });
});
