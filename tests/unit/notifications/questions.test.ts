import { describe, expect, test } from 'vitest';
import { digestsIn } from '../../../functions/notifications/adapters/digests-in-table.ts';
import { messageLedger } from '../../../functions/notifications/adapters/message-ledger.ts';
import { questionTimers } from '../../../functions/notifications/adapters/questions.ts';
import type { CarrierWord } from '../../../functions/notifications/ports.ts';
import { askCarriers } from '../../../functions/notifications/usecases/ask-carriers.ts';
import { AgencyCode, DossierCode } from '../../../shared/kernel/ids.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { bothSidesOf } from '../../support/carrier-house.ts';
import { NOON, withSms } from '../../support/notifications-house.ts';

/** A message that a carrier has taken as n-1, which says of it what is put into its mouth. */
const room = async ({ canBeAsked = true } = {}) => {
  const { house, messageId } = await withSms();
  const asked: string[] = [];
  const answers: (CarrierWord | undefined | Error)[] = [];
  const ask = async (carrierMessageId: string) => {
    asked.push(carrierMessageId);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const carrier = { ...house.sms.carrier, ...(canBeAsked ? { ask } : {}) };
  house.have('sms', carrier);
  house.sms.answers = [{ taken: true, carrierMessageId: 'n-1' }];
  await house.send(messageId);
  const ledger = messageLedger(house.table, () => house.at);
  const sweep = askCarriers({ ledger, carriers: { named: async () => carrier }, timers: questionTimers(house.table) });
  return {
    house,
    messageId,
    asked,
    answers,
    ledger,
    sweepAt: (days: number, ms = 0) => sweep(NOON + days * DAY_MS + ms, 'request'),
    status: async () => (await house.message(messageId)).status,
    waiting: () => house.table.all().filter(({ timerPk }) => timerPk !== undefined),
  };
};

describe('a message of which its carrier has told nothing that ends it', () => {
  test('is asked about after a day and not before, then once a day, three days long', async () => {
    const { asked, sweepAt, waiting, status } = await room();
    await sweepAt(1, -1);
    expect(asked).toEqual([]);
    for (const hours of [24, 25, 30, 47, 48, 60, 72, 96, 200]) await sweepAt(hours / 24);
    expect(asked).toEqual(['n-1', 'n-1', 'n-1']);
    expect([waiting(), await status()]).toEqual([[], 'accepted']);
  });

  test('is no digest, and no digest is asked about: each sweep takes only what is its own', async () => {
    const { house, asked, sweepAt } = await room();
    const dueAt = NOON + 30 * DAY_MS;
    const due = {
      occasion: 'dossier:H26.10-261120-0007:due_soon:1',
      dossierCode: DossierCode.parse('H26.10-261120-0007'),
      dueAt,
    };
    const digests = digestsIn(house.table, officialCalendar);
    await digests.collect(AgencyCode.parse('H26.10'), due, NOON);
    expect(await sweepAt(7)).toMatchObject({ asked: 1, failed: [] });
    expect(asked).toEqual(['n-1']);
    const waiting = [];
    for (const shard of digests.shards) for await (const page of digests.waiting(shard, dueAt)) waiting.push(...page);
    expect(waiting).toEqual([expect.objectContaining({ agencyCode: 'H26.10' })]);
  });

  test('by two sweeps at once is asked about once', async () => {
    const { asked, sweepAt } = await room();
    await Promise.all([sweepAt(1), sweepAt(1)]);
    expect(asked).toHaveLength(1);
  });

  test.each(['delivered', 'failed', 'network_accepted', 'bounced'] as const)(
    'becomes %s by its answer',
    async (word) => {
      const { answers, sweepAt, status, messageId } = await room();
      answers.push({ status: word });
      expect(await sweepAt(1)).toMatchObject({ asked: 1, told: [messageId], failed: [] });
      expect(await status()).toBe(word);
    },
  );

  test('is asked about no more once it has ended, by an answer or by a receipt', async () => {
    const { answers, asked, sweepAt, waiting } = await room();
    answers.push({ status: 'network_accepted' }, { status: 'delivered' });
    for (const days of [1, 2, 3]) await sweepAt(days);
    expect([asked.length, waiting()]).toEqual([2, []]);
    const other = await room();
    const told = { kind: 'leg_told', leg: 1, carrier: 'recording', status: 'delivered', receivedAt: NOON } as const;
    await other.ledger.record(other.messageId, told, { recordedBy: 'recording', requestId: 'r' });
    await other.sweepAt(1);
    expect([other.asked, other.waiting()]).toEqual([[], []]);
  });

  test('whose question throws is named, and asked about a day later', async () => {
    const { answers, sweepAt, messageId, status } = await room();
    answers.push(new Error('no'), { status: 'delivered' });
    expect((await sweepAt(1)).failed).toMatchObject([{ messageId }]);
    expect((await sweepAt(1, 60_000)).asked).toBe(0);
    await sweepAt(2);
    expect(await status()).toBe('delivered');
  });

  test('whose carrier cannot be asked waits for nothing', async () => {
    const { waiting } = await room({ canBeAsked: false });
    expect(waiting()).toEqual([]);
  });
});

describe('eSMS, asked by its own name for a message', () => {
  const sms = (to: string) =>
    ({ channel: 'sms', clientReference: 'msg_1', round: 0, leg: 1, to, text: 'Ho so da tiep nhan.' }) as const;

  test.each([
    ['0912345678', 'delivered'],
    ['0900000007', 'network_accepted'],
  ])('says of what went to %s that it is %s', async (to, status) => {
    const { carrier } = await bothSidesOf('esms');
    const answer = await carrier.send(sms(to));
    expect(answer.taken && (await carrier.ask?.(answer.carrierMessageId ?? ''))).toEqual({ status });
  });

  test('says nothing of a name that it does not know, to a stranger, or while it is down', async () => {
    const { carrier, house, sample } = await bothSidesOf('esms');
    const answer = await carrier.send(sms('0912345678'));
    expect(await carrier.ask?.('esms-0')).toBeUndefined();
    await house.forget(sample, 'esms');
    expect(answer.taken && (await carrier.ask?.(answer.carrierMessageId ?? ''))).toBeUndefined();
  });
});
