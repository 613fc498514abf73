import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, test } from 'vitest';
import { emulatorConfig, emulatorEndpoint } from '../../support/emulator.ts';
import { deployResources, eventually } from './ground.ts';

describe.skipIf(!emulatorEndpoint)('events', () => {
  const bus = new EventBridgeClient(emulatorConfig());
  const sqs = new SQSClient(emulatorConfig());
  let made: Record<string, string>;

  beforeAll(async () => {
    const to = (queue: string) => [{ Id: 'queue', Arn: { 'Fn::GetAtt': [queue, 'Arn'] } }];
    const allow = (queue: string) => ({
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: queue }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: { 'Fn::GetAtt': [queue, 'Arn'] },
            },
          ],
        },
      },
    });
    made = await deployResources(
      {
        Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: { Ref: 'AWS::StackName' } } },
        Paid: { Type: 'AWS::SQS::Queue' },
        Ticks: { Type: 'AWS::SQS::Queue' },
        PaidPolicy: allow('Paid'),
        TicksPolicy: allow('Ticks'),
        PaidRule: {
          Type: 'AWS::Events::Rule',
          Properties: {
            EventBusName: { Ref: 'Bus' },
            EventPattern: { source: ['motcua.payments'], 'detail-type': ['payment.paid'] },
            Targets: to('Paid'),
          },
        },
        EveryMinute: {
          Type: 'AWS::Events::Rule',
          Properties: { ScheduleExpression: 'rate(1 minute)', State: 'ENABLED', Targets: to('Ticks') },
        },
      },
      { Bus: { Ref: 'Bus' }, Paid: { Ref: 'Paid' }, Ticks: { Ref: 'Ticks' } },
    );
  });

  const receive = async (QueueUrl: string | undefined) => {
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
    );
    const events = (Messages ?? []).map(({ Body }) => JSON.parse(Body ?? '{}'));
    return events.length > 0 ? events : undefined;
  };

  test('a rule of an own bus puts what it matches, and only that, into a queue', async () => {
    const entry = (DetailType: string) => ({
      EventBusName: made.Bus,
      Source: 'motcua.payments',
      DetailType,
      Detail: JSON.stringify({ dossierCode: 'H26.10-1', amountVnd: 8000 }),
    });
    const { FailedEntryCount } = await bus.send(
      new PutEventsCommand({ Entries: [entry('payment.opened'), entry('payment.paid')] }),
    );
    expect(FailedEntryCount).toBe(0);
    const events = await eventually('the event', 30, () => receive(made.Paid));
    expect(events.map((event) => event['detail-type'])).toEqual(['payment.paid']);
    expect(events[0].detail).toEqual({ dossierCode: 'H26.10-1', amountVnd: 8000 });
  });

  test('a scheduled rule fires within its minute and tells the time', async () => {
    const [event] = await eventually('the tick', 100, () => receive(made.Ticks));
    expect(Number.isNaN(Date.parse(event.time))).toBe(false);
    expect(event['detail-type']).toBe('Scheduled Event');
  });
});
