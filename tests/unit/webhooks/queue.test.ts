import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { deliveryAsked, sqsDeliveries } from '../../../functions/webhooks/adapters/sqs-deliveries.ts';
import { paid, webhooksHouse } from '../../support/webhooks-house.ts';

const DELIVERY = `dlv_${'0'.repeat(26)}` as const;

const sqs = () => {
  const sent: SendMessageBatchCommand['input'][] = [];
  const client = {
    async send({ input }: SendMessageBatchCommand) {
      sent.push(input);
      return {};
    },
  } as unknown as Pick<SQSClient, 'send'>;
  return { sent, queue: sqsDeliveries(client, 'https://sqs.example/queue') };
};

test('a message is of the group of its webhook, so that a slow one comes behind the others', async () => {
  const { sent, queue } = sqs();
  await queue.send([{ deliveryId: DELIVERY, agencyCode: 'H26.10', asOf: 5 }], 7);
  const [entry] = sent[0]?.Entries ?? [];
  expect(entry).toMatchObject({ MessageGroupId: 'H26.10', DelaySeconds: 7 });
  expect(deliveryAsked(entry?.MessageBody ?? '')).toEqual({ deliveryId: DELIVERY, asOf: 5 });
});

test('whoever queues a delivery says whose webhook it is for: who hears, who tries again, who sweeps, who asks again', async () => {
  const house = await webhooksHouse();
  await house.setUp();
  await house.setUp(['payment.*'], 'H26');
  house.answers.next = () => ({ status: 500 });
  const groups = () => house.queued.map(({ delivery }) => delivery.agencyCode).sort();
  const heard = await house.hear(paid(), 'r');
  expect(groups()).toEqual(['H26', 'H26.10']);
  await house.work();
  expect(groups()).toEqual(['H26', 'H26.10']);
  house.queued.length = 0;
  await house.fold();
  await house.sweep(house.clock.now + 5000);
  expect(groups()).toEqual(['H26', 'H26.10']);
  house.queued.length = 0;
  const own = await Promise.all((heard.ok ? heard.value : []).map((id) => house.ledger.delivery(id)));
  const delivery = own.find((each) => each?.agencyCode === 'H26.10')?.deliveryId ?? '';
  expect((await house.call('redeliver', { delivery })).status).toBe(202);
  expect(groups()).toEqual(['H26.10']);
});
