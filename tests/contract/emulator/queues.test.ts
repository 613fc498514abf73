import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, test } from 'vitest';
import { emulatorConfig, emulatorEndpoint } from '../../support/emulator.ts';
import { deployResources, eventually, tinyFunction } from './ground.ts';

const code = `
const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
const sqs = new SQSClient({});
exports.handler = async (event) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    await sqs.send(new SendMessageCommand({ QueueUrl: process.env.SEEN, MessageBody: record.body }));
    if (record.body.includes('poison')) batchItemFailures.push({ itemIdentifier: record.messageId });
  }
  console.log('batch', event.Records.length, batchItemFailures.length);
  return { batchItemFailures };
};`;

describe.skipIf(!emulatorEndpoint)('queues', () => {
  const sqs = new SQSClient(emulatorConfig());
  let made: Record<string, string>;

  beforeAll(async () => {
    made = await deployResources(
      {
        Dead: { Type: 'AWS::SQS::Queue' },
        Seen: { Type: 'AWS::SQS::Queue' },
        Work: {
          Type: 'AWS::SQS::Queue',
          Properties: {
            VisibilityTimeout: 5,
            RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 },
          },
        },
        ...tinyFunction('Worker', code, { SEEN: { Ref: 'Seen' } }),
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
            FunctionName: { Ref: 'Worker' },
            BatchSize: 10,
            FunctionResponseTypes: ['ReportBatchItemFailures'],
          },
        },
      },
      { Work: { Ref: 'Work' }, Dead: { Ref: 'Dead' }, Seen: { Ref: 'Seen' } },
    );
  });

  test('of a batch only what failed comes again, and after its tries it lies in the dead-letter queue', async () => {
    const bodies = ['good-1', 'poison', 'good-2'];
    await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: made.Work,
        Entries: bodies.map((MessageBody, at) => ({ Id: String(at), MessageBody })),
      }),
    );
    const receive = async (QueueUrl: string | undefined) => {
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
      );
      return (Messages ?? []).map(({ Body }) => Body ?? '');
    };
    const dead = await eventually('the poisonous message in the dead-letter queue', 60, async () => {
      const found = await receive(made.Dead);
      return found.length > 0 ? found : undefined;
    });
    expect(dead).toEqual(['poison']);

    const seen: string[] = [];
    for (let more = await receive(made.Seen); more.length > 0; more = await receive(made.Seen)) seen.push(...more);
    expect(seen.filter((body) => body === 'poison')).toHaveLength(2);
    expect(seen.filter((body) => body !== 'poison').sort()).toEqual(['good-1', 'good-2']);
  });
});
