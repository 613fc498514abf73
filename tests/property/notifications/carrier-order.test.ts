import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carrierOrder, type Offer } from '../../../functions/notifications/domain/carrier-order.ts';
import type { MessageId } from '../../../shared/kernel/ids.ts';

const carried = (n: number, agencyCode = 'H26.10' as const) =>
  ({ messageId: `msg_${n}` as MessageId, channel: 'sms', agencyCode }) as const;

const offer = (name: string, weight: number, more: Partial<Offer> = {}): Offer => ({
  name,
  channel: 'sms',
  weight,
  ...more,
});

const names = (offers: readonly Offer[]) => offers.map(({ name }) => name);

const offers = fc.uniqueArray(
  fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), channel: fc.constant('sms'), weight: fc.nat(100) }),
  { selector: ({ name }) => name, maxLength: 6 },
);

describe('the order of carriers', () => {
  test('hangs on the message alone, not on the order in which they are listed', () => {
    fc.assert(
      fc.property(offers, fc.nat(), (given, n) => {
        const order = names(carrierOrder(given, carried(n)));
        expect(names(carrierOrder([...given].reverse(), carried(n)))).toEqual(order);
        expect(order.toSorted()).toEqual(names(given.filter(({ weight }) => weight > 0)).toSorted());
      }),
    );
  });

  test('a carrier that goes moves no message between the others', () => {
    fc.assert(
      fc.property(offers, fc.nat(), fc.nat(5), (given, n, at) => {
        const gone = given[at]?.name;
        const without = given.filter(({ name }) => name !== gone);
        expect(names(carrierOrder(without, carried(n)))).toEqual(
          names(carrierOrder(given, carried(n))).filter((name) => name !== gone),
        );
      }),
    );
  });

  test('each is in front as often as its weight says', () => {
    const given = [offer('a', 60), offer('b', 30), offer('c', 10), offer('never', 0)];
    const first = new Map<string, number>();
    for (let n = 0; n < 20_000; n += 1) {
      const name = carrierOrder(given, carried(n))[0]?.name ?? '';
      first.set(name, (first.get(name) ?? 0) + 1);
    }
    for (const { name, weight } of given) expect((first.get(name) ?? 0) / 200).toBeCloseTo(weight, -0.4);
    expect(first.get('never')).toBeUndefined();
  });

  test('those of the nearest agency come first, whatever their weight, and those of another agency not at all', () => {
    const given = [
      offer('everybody', 1000),
      offer('city', 100, { agencyCode: 'H26' }),
      offer('ward', 1, { agencyCode: 'H26.10' }),
      offer('neighbour', 1000, { agencyCode: 'H26.1' }),
      offer('mail', 1000, { channel: 'email' }),
    ];
    for (let n = 0; n < 50; n += 1)
      expect(names(carrierOrder(given, carried(n)))).toEqual(['ward', 'city', 'everybody']);
  });
});
