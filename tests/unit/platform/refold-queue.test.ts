import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { aggregateAsked, sqsRefoldQueue } from '../../../shared/platform/refold-queue.ts';

describe('the refold queue in SQS', () => {
  const keys = Array.from({ length: 23 }, (_, n) => `PAY#p${n}`);
  /** Batches that are taken only when all that are sent at the same time were. */
  const slowQueue = () => {
    const sizes: number[] = [];
    let [atWork, most] = [0, 0];
    const client = {
      async send({ input }: { input: { Entries: unknown[] } }) {
        sizes.push(input.Entries.length);
        atWork += 1;
        most = Math.max(most, atWork);
        await new Promise((done) => setImmediate(done));
        atWork -= 1;
        return {};
      },
    } as unknown as SQSClient;
    return { queue: sqsRefoldQueue(client, 'url'), sizes, most: () => most };
  };
  const queueOf = (refused: (key: string) => boolean) => {
    const sent: string[] = [];
    const client = {
      async send({ input }: { input: { Entries: { Id: string; MessageBody: string }[] } }) {
        if (input.Entries.length === 0 || input.Entries.length > 10) throw new Error('no batch of one to ten');
        const failed = input.Entries.filter(({ MessageBody }) => refused(aggregateAsked(MessageBody)));
        for (const entry of input.Entries) if (!failed.includes(entry)) sent.push(aggregateAsked(entry.MessageBody));
        return { Failed: failed.map(({ Id }) => ({ Id })) };
      },
    } as unknown as SQSClient;
    return { queue: sqsRefoldQueue(client, 'url'), sent };
  };

  test('takes any number of aggregates, also none, and whoever is asked reads their keys', async () => {
    const { queue, sent } = queueOf(() => false);
    await queue.send([]);
    await queue.send(keys);
    expect(sent).toEqual(keys);
  });

  test('is called once for ten of them, with at most ten calls at the same time', async () => {
    const { queue, sizes, most } = slowQueue();
    await queue.send(keys);
    expect(sizes).toEqual([10, 10, 3]);
    await queue.send(Array.from({ length: 240 }, (_, n) => `PAY#q${n}`));
    expect([sizes.length, most()]).toEqual([27, 10]);
    await queue.send([]);
    expect(sizes).toHaveLength(27);
  });

  test('throws where one was not taken: a parked aggregate is never forgotten', async () => {
    const { queue } = queueOf((key) => key === 'PAY#p21');
    await expect(queue.send(keys)).rejects.toThrow('refused 1');
  });
});

test.each(['{}', '{"aggregate":7}', 'null', 'nonsense'])(
  'a message that asks for no aggregate is refused: %s',
  (body) => {
    expect(() => aggregateAsked(body)).toThrow();
  },
);
