import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { aggregateAsked, sqsRefoldQueue } from '../../../shared/platform/refold-queue.ts';

describe('the refold queue in SQS', () => {
  const keys = Array.from({ length: 23 }, (_, n) => `PAY#p${n}`);
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
