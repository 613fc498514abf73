import type { EventBridgeClient, PutEventsCommand, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Announcement } from '../../../shared/kernel/milestones.ts';
import { eventBridgeBus } from '../../../shared/platform/bus.ts';
import { cases } from '../../support/cases.ts';

const milestones = (count: number): Announcement[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `m${n}`,
    type: 'tally.coin',
    at: n * 1000,
    number: 1,
    data: { worth: n },
  }));

/** An EventBridge that refuses the entries for which `refuses` says so, at each try. */
const memoryEvents = (refuses: (id: string, tries: number) => boolean) => {
  const taken: PutEventsRequestEntry[] = [];
  const tries = new Map<string, number>();
  const client = {
    async send({ input }: PutEventsCommand) {
      const { Entries = [] } = input;
      if (Entries.length === 0 || Entries.length > 10) throw new Error(`a call of ${Entries.length} entries`);
      const answers = Entries.map((entry) => {
        const { id } = JSON.parse(entry.Detail ?? '') as Announcement;
        tries.set(id, (tries.get(id) ?? 0) + 1);
        if (refuses(id, tries.get(id) ?? 0)) return { ErrorCode: 'ThrottlingException' };
        taken.push(entry);
        return { EventId: id };
      });
      return { Entries: answers, FailedEntryCount: answers.filter(({ ErrorCode }) => ErrorCode).length };
    },
  } as unknown as Pick<EventBridgeClient, 'send'>;
  return { bus: eventBridgeBus('the-bus', client), taken };
};

test('of any number of events each is taken once, although some are refused at first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(35), fc.array(fc.nat(34)), async (count, busy) => {
      const { bus, taken } = memoryEvents((id, tries) => busy.includes(Number(id.slice(1))) && tries < 3);
      await bus.publish('tally', milestones(count));
      expect(taken.map(({ Detail }) => (JSON.parse(Detail ?? '') as Announcement).id).sort()).toEqual(
        milestones(count)
          .map(({ id }) => id)
          .sort(),
      );
    }),
    cases(60),
  );
});

test('one event that stays refused makes the publishing fail, so that all of it comes again', async () => {
  const asked: number[] = [];
  const { bus, taken } = memoryEvents((id, tries) => {
    if (id === 'm7') asked.push(tries);
    return id === 'm7';
  });
  await expect(bus.publish('tally', milestones(9))).rejects.toThrow('refused 1 events');
  expect(asked).toEqual([1, 2, 3]);
  expect(taken).toHaveLength(8);
});

test('an event says whose it is, what it is and when it was', async () => {
  const { bus, taken } = memoryEvents(() => false);
  await bus.publish('tally', milestones(2));
  expect(taken[1]).toEqual({
    EventBusName: 'the-bus',
    Source: 'motcua.tally',
    DetailType: 'tally.coin',
    Detail: JSON.stringify(milestones(2)[1]),
    Time: new Date(1000),
  });
});
