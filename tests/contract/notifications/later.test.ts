import { expect, test } from 'vitest';
import { sqsLater } from '../../../functions/notifications/adapters/sqs-later.ts';
import { parseBusEvent } from '../../../shared/kernel/events.ts';

const milestone = {
  id: 'message:msg_1:intended',
  type: 'message.intended',
  at: 1000,
  data: {
    dossierCode: 'H26.10-261120-0007',
    agencyCode: 'H26.10',
    messageId: 'msg_1',
    channel: 'sms',
    template: 'accepted',
  },
} as const;

const queues = { urgent: 'https://urgent', normal: 'https://normal', bulk: 'https://bulk' };

test.each([
  [undefined, queues.normal],
  ['urgent', queues.urgent],
  ['bulk', queues.bulk],
] as const)(
  'a message of the lane %s comes back on it as the bus would bring it, after the delay',
  async (lane, url) => {
    const waiting = { ...milestone, data: { ...milestone.data, ...(lane ? { lane } : {}) } };
    const sent: { QueueUrl: string; MessageBody: string; DelaySeconds: number }[] = [];
    const client = {
      send: async (command: { input: unknown }) => void sent.push(command.input as (typeof sent)[number]),
    };
    await sqsLater(client as unknown as Parameters<typeof sqsLater>[0], queues).again(waiting, 900);
    expect(sent).toMatchObject([{ QueueUrl: url, DelaySeconds: 900 }]);
    const { detail } = JSON.parse(sent[0]?.MessageBody ?? '{}') as { detail: unknown };
    expect(parseBusEvent(detail)).toEqual({ event: waiting, number: 0, withdrawn: false });
  },
);
