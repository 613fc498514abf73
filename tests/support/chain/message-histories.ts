import { expect } from 'vitest';
import { allowanceIn } from '../../../functions/notifications/adapters/allowance-in-table.ts';
import { dayCountsIn } from '../../../functions/notifications/adapters/day-counts.ts';
import { countedIn } from '../../../functions/notifications/domain/limits.ts';
import { pepperFrom } from '../../../shared/platform/pepper.ts';
import { memoryTable } from '../memory-table.ts';
import { generousLimits, NOON, withSms } from '../notifications-house.ts';

const pepper = pepperFrom('a pepper of the histories, of 32 characters');

/** What happened to messages that were counted and held. */
export const messageHistories: readonly { readonly name: string; readonly play: () => Promise<void> }[] = [
  {
    name: 'a message that is asked for again, by any worker, takes one place of its phone and of the day',
    async play() {
      const table = memoryTable();
      let takings = 0;
      let drawn = 0;
      /** The same item of the day for each worker, which has another name. */
      const random = () => {
        drawn += 1;
        return drawn % 2 === 1 ? 0.3 : 1 / drawn;
      };
      const worker = () =>
        allowanceIn({
          table,
          days: dayCountsIn(table, random),
          pepper: async () => pepper,
          limits: {
            ...generousLimits,
            toOne: { ...generousLimits.toOne, messages: [{ atMost: 2, withinMs: 60_000 }] },
          },
          now: () => NOON,
          unique() {
            takings += 1;
            return String(takings);
          },
        });
      const message = { agencyCode: 'H26.10', recipient: '0912345678', isCode: false, costVnd: 500 } as const;
      const take = (messageId: `msg_${string}`) => worker().take({ ...message, messageId });
      const first = await Promise.all([take('msg_a'), take('msg_a'), take('msg_a')]);
      expect([...first, await take('msg_a'), await take('msg_b')]).toEqual(Array(5).fill(undefined));
      expect(await take('msg_c')).toEqual({ scope: 'recipient', until: NOON + 60_000 });
      const day = await dayCountsIn(table, () => 0).read('2026-11-18');
      expect([countedIn(day, 'agency:H26.10'), countedIn(day, 'installation')]).toEqual([2, 1000]);
    },
  },
  {
    name: 'what a limit holds back comes again by itself and is sent once',
    async play() {
      const { house, messageId } = await withSms();
      house.limit({ ofAgencyADay: 1 });
      await house.hear({
        id: 'result:res_1:revoked',
        type: 'result.revoked',
        at: NOON,
        data: { dossierCode: 'H26.10-261120-0007', agencyCode: 'H26.10', resultId: 'res_1' },
      });
      const other = house.ids().find((id) => id !== messageId) ?? 'msg_';
      expect(await house.send(messageId)).toEqual({ ok: true, value: 'taken' });
      house.at += 5000;
      expect(await house.send(other)).toEqual({ ok: true, value: 'limited' });
      expect((await house.message(other)).held).toMatchObject({ because: 'limit' });
      expect(house.later.map((each) => each.messageId)).toEqual([other]);
      house.at += 12 * 3_600_000;
      expect(await house.send(other)).toEqual({ ok: true, value: 'taken' });
      expect(house.sms.taken).toHaveLength(2);
    },
  },
];
