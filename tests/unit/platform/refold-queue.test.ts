import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { sqsRefoldQueue } from '../../../shared/platform/refold-queue.ts';

describe('the refold queue in SQS', () => {
  const ids = Array.from({ length: 23 }, (_, n) => `p${n}`);
  const queueOf = (refused: (id: string) => boolean) => {
    const sent: string[] = [];
    const client = {
      async send({ input }: { input: { Entries: { Id: string; MessageBody: string }[] } }) {
        if (input.Entries.length > 10) throw new Error('a batch of more than ten');
        const failed = input.Entries.filter(({ MessageBody }) => refused(JSON.parse(MessageBody).id));
        for (const entry of input.Entries) if (!failed.includes(entry)) sent.push(JSON.parse(entry.MessageBody).id);
        return { Failed: failed.map(({ Id }) => ({ Id })) };
      },
    } as unknown as SQSClient;
    return { queue: sqsRefoldQueue(client, 'url'), sent };
  };

  test('takes any number of ids', async () => {
    const { queue, sent } = queueOf(() => false);
    await queue.send(ids);
    expect(sent).toEqual(ids);
  });

  test('throws where one id was not taken: a parked aggregate is never forgotten', async () => {
    const { queue } = queueOf((id) => id === 'p21');
    await expect(queue.send(ids)).rejects.toThrow('refused 1');
  });
});
