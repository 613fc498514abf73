import { expect, test } from 'vitest';
import { laneDetails, laneShares } from '../../functions/notifications/contract.ts';
import { intendedMilestone } from '../../functions/notifications/domain/book.ts';
import type { Lane } from '../../functions/notifications/domain/lanes.ts';
import type { Notice } from '../../functions/notifications/domain/notice.ts';
import type { EventOf } from '../../shared/kernel/events.ts';
import { cardWith, notificationsHouse } from '../support/notifications-house.ts';

const BACKLOG = process.env.NIGHTLY ? 100_000 : 10_000;

/** How long a carrier takes for what it is given. */
const TURN_MS = 300;

type Intended = EventOf<'message.intended'>;
type Pattern = readonly (string | { readonly exists: false } | { readonly 'anything-but': readonly string[] })[];

/** What EventBridge says of one field by a list of patterns, any of which may match; `anything-but` needs the field to be there. */
const matches = (patterns: Pattern, value: string | undefined): boolean =>
  patterns.some((pattern) => {
    if (typeof pattern === 'string') return pattern === value;
    return 'exists' in pattern ? value === undefined : value !== undefined && !pattern['anything-but'].includes(value);
  });

const byRules = ({ data }: Intended): Lane[] =>
  (['urgent', 'normal', 'bulk'] as const).filter((lane) => matches(laneDetails[lane].data.lane, data.lane));

/** The queues with as many workers as each lane has, turn by turn, over the product's sending. */
const office = (lanesOf: (milestone: Intended) => readonly Lane[]) => {
  const house = notificationsHouse();
  let dossiers = 0;
  house.cardOf = (dossierCode) =>
    cardWith({ dossierCode, contact: { fullName: 'Ánh', phone: `0912${dossierCode.slice(-6)}` } });
  const reached = new Map<string, number>();
  const send = house.sms.carrier.send;
  house.have('sms', {
    ...house.sms.carrier,
    async send(message) {
      reached.set(message.clientReference, house.at);
      return send(message);
    },
  });
  const queues: Record<Lane, string[]> = { urgent: [], normal: [], bulk: [] };
  return {
    house,
    queues,
    async say(occasion: string, notice: Notice): Promise<string> {
      dossiers += 1;
      const dossierCode = `H26.10-261120-${String(dossiers).padStart(6, '0')}` as const;
      const intended = await house.intend(
        { dossierCode, occasion, notice, channels: ['sms'] },
        { recordedBy: 'system', requestId: 'r' },
      );
      const messageId = (intended.ok && intended.value[0]) || 'msg_';
      for (const lane of lanesOf(intendedMilestone(await house.message(messageId)))) queues[lane].push(messageId);
      return messageId;
    },
    async turn(): Promise<void> {
      const taken = (['urgent', 'normal', 'bulk'] as const).flatMap((lane) =>
        queues[lane].splice(0, laneShares[lane].atOnce * laneShares[lane].batch),
      );
      await Promise.all(taken.map((messageId) => house.send(messageId as `msg_${string}`)));
      house.at += TURN_MS;
    },
    /** How long a code takes to its carrier from now on. */
    async codeTakes(nonce: string): Promise<number> {
      const since = house.at;
      const messageId = await this.say(`code:${nonce}`, { template: 'download_code', nonce });
      while (!reached.has(messageId)) await this.turn();
      return (reached.get(messageId) ?? 0) - since;
    },
    reached,
  };
};

const moved = (n: number): Notice => ({
  template: 'promise_moved',
  promisedAt: Date.parse('2026-12-01T17:00:00+07:00') + n * 60_000,
  insteadOf: null,
  because: 'decision',
});

test('every message is in exactly one lane, one of a later release in the normal one', () => {
  const lanesOf = (lane: string | undefined) => byRules({ data: { lane } } as Intended);
  expect([undefined, 'normal', 'urgent', 'bulk', 'express'].map(lanesOf)).toEqual([
    ['normal'],
    ['normal'],
    ['urgent'],
    ['bulk'],
    ['normal'],
  ]);
});

test('a code behind the messages of a calendar decision reaches its carrier as fast as on empty queues', async () => {
  const { say, turn, queues, reached, ...rest } = office(byRules);
  const room = { say, turn, codeTakes: rest.codeTakes };
  const onEmpty = await room.codeTakes('before');
  for (let n = 0; n < BACKLOG; n += 1) await say(`moved:${n}`, moved(n));
  await turn();
  expect(queues.bulk.length).toBeGreaterThan(BACKLOG * 0.9);
  const behind = await room.codeTakes('behind');
  expect(queues.bulk.length).toBeGreaterThan(BACKLOG * 0.9);
  expect(behind).toBe(onEmpty);
  while (queues.bulk.length > 0) await turn();
  expect(reached.size).toBe(BACKLOG + 2);
  expect(rest.house.sms.taken).toHaveLength(BACKLOG + 2);
}, 1_800_000);

test('in one queue for all it would wait for those before it', async () => {
  const room = office(() => ['normal']);
  for (let n = 0; n < 1000; n += 1) await room.say(`moved:${n}`, moved(n));
  expect(await room.codeTakes('behind')).toBeGreaterThanOrEqual(10 * TURN_MS);
}, 60_000);
