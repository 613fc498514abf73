import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Fellow, followingChannel } from '../../../functions/notifications/domain/fallback.ts';
import { fallbackHouse } from '../../support/fallback-house.ts';
import { heardEvents } from '../../support/notifications-house.ts';

const manner = fc.constantFrom('takes' as const, 'refuses' as const);
const channel = fc.constantFrom('zalo' as const, 'sms' as const, 'email' as const);

/** What may happen at any moment: a message is sent, its failure is heard, a receipt comes. */
const incident = fc.oneof(
  fc.record({ what: fc.constantFrom('send' as const, 'hear' as const), channel }),
  fc.record({ what: fc.constantFrom('failed' as const, 'delivered' as const, 'bounced' as const), channel }),
);

test('in any order of sends, failures and receipts: at most one message on each channel, and none leaves after one in whose place it comes arrived', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ zalo: fc.boolean(), sms: fc.boolean(), email: fc.boolean() }),
      fc.record({ zalo: manner, sms: manner, email: manner }),
      fc.array(incident, { maxLength: 25 }),
      async (notify, manners, incidents) => {
        const house = await fallbackHouse(notify, manners);
        await house.hear(heardEvents.accepted);
        const ofChannel = async (name: string) => {
          const messages = await Promise.all(house.ids().map((id) => house.message(id)));
          const found = messages.filter(({ intent }) => intent.channel === name);
          expect(found.length).toBeLessThanOrEqual(1);
          return found[0];
        };
        for (const { what, channel: name } of incidents) {
          const message = await ofChannel(name);
          if (!message) continue;
          const before = house.arrived().length;
          const replaced = await Promise.all((message.intent.fallbackOf ?? []).map((id) => house.message(id)));
          const hasArrived = replaced.some(({ status }) => status === 'delivered');
          if (what === 'send') await house.send(message.messageId);
          else if (what === 'hear') await house.hearFailures(message.messageId);
          else if (message.legs.length > 0) await house.receipt(message.messageId, what);
          if (hasArrived) expect(house.arrived()).toHaveLength(before);
        }
        for (let time = 0; time < 3; time += 1) await house.settle();
        for (const name of ['zalo', 'sms', 'email']) await ofChannel(name);
        for (const own of [house.zalo.taken, house.sms.taken, house.email.taken])
          expect(own.length).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

const card = (wished: Readonly<Record<string, boolean>>, switchedOff: readonly string[]) => ({
  contact: { fullName: 'Nguyễn Thị Ánh', phone: '0912345678', email: 'anh@example.vn' },
  notify: { sms: wished.sms === true, email: wished.email === true, zalo: wished.zalo === true },
  changes: Object.fromEntries(switchedOff.map((channel) => [channel, false])),
});

/** The rule as api.md says it, one sentence after the other. */
const naive = (fellows: readonly Fellow[], wished: Readonly<Record<string, boolean>>, off: readonly string[]) => {
  const open = ['zalo', 'sms', 'email'].filter(
    (name) => !off.includes(name) && !fellows.some((fellow) => fellow.channel === name),
  );
  const standing = fellows.filter(({ isLost }) => !isLost);
  if (standing.length === 0) return open[0];
  const zalo = fellows.find((fellow) => fellow.channel === 'zalo');
  return zalo?.isLost && zalo.isFirst && wished.sms && open.includes('sms') ? 'sms' : undefined;
};

test('what comes next is what the rule says, whatever the order of the fellows', () => {
  const fellow = fc.record({ channel, isLost: fc.boolean(), isFirst: fc.boolean() });
  fc.assert(
    fc.property(
      fc.uniqueArray(fellow, { selector: (each) => each.channel, minLength: 1 }),
      fc.record({ zalo: fc.boolean(), sms: fc.boolean(), email: fc.boolean() }),
      fc.subarray(['zalo', 'sms', 'email']),
      (fellows, wished, off) => {
        const next = followingChannel(fellows, card(wished, off), () => true);
        expect(next?.channel).toBe(naive(fellows, wished, off));
        expect(followingChannel(fellows.toReversed(), card(wished, off), () => true)?.channel).toBe(next?.channel);
      },
    ),
  );
});
