import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, test } from 'vitest';
import { emulatorConfig, emulatorEndpoint } from '../../support/emulator.ts';
import { deployResources, eventually, tinyFunction } from './ground.ts';

// Tells what it saw, then throws the first two times that a batch holds a record marked "stumble".
const code = `
const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
const { DynamoDBClient, UpdateItemCommand } = require('@aws-sdk/client-dynamodb');
const sqs = new SQSClient({}), dynamodb = new DynamoDBClient({});
exports.handler = async (event) => {
  const seen = event.Records.map((record) => record.dynamodb.NewImage.sk.S);
  const stumble = event.Records.some((record) => record.dynamodb.NewImage.stumble);
  let tries = 0;
  if (stumble) {
    const counted = await dynamodb.send(new UpdateItemCommand({ TableName: process.env.MARKS, Key: { pk: { S: 'tries' } },
      UpdateExpression: 'ADD tries :one', ExpressionAttributeValues: { ':one': { N: '1' } }, ReturnValues: 'ALL_NEW' }));
    tries = Number(counted.Attributes.tries.N);
  }
  const failed = stumble && tries <= 2;
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.SEEN, MessageBody: JSON.stringify({ seen, failed }) }));
  console.log('batch', seen.length);
  if (failed) throw new Error('stumbled');
};`;

describe.skipIf(!emulatorEndpoint)('streams', () => {
  const dynamodb = new DynamoDBClient(emulatorConfig());
  const sqs = new SQSClient(emulatorConfig());
  let made: Record<string, string>;

  beforeAll(async () => {
    const table = (keys: string[], more: object) => ({
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: keys.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
        AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        ...more,
      },
    });
    made = await deployResources(
      {
        Facts: table(['pk', 'sk'], { StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } }),
        Marks: table(['pk'], {}),
        Seen: { Type: 'AWS::SQS::Queue' },
        ...tinyFunction('Reader', code, { SEEN: { Ref: 'Seen' }, MARKS: { Ref: 'Marks' } }),
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            EventSourceArn: { 'Fn::GetAtt': ['Facts', 'StreamArn'] },
            FunctionName: { Ref: 'Reader' },
            StartingPosition: 'TRIM_HORIZON',
            BatchSize: 10,
            MaximumRetryAttempts: 10,
          },
        },
      },
      { Facts: { Ref: 'Facts' }, Seen: { Ref: 'Seen' } },
    );
  });

  test('one key is read in the order of its writes; a batch that throws comes again, and none of it is lost', async () => {
    const written = Array.from({ length: 6 }, (_, at) => `${at}`);
    for (const sk of written) {
      const Item = { pk: { S: 'one' }, sk: { S: sk }, ...(sk === '3' ? { stumble: { BOOL: true } } : {}) };
      await dynamodb.send(new PutItemCommand({ TableName: made.Facts, Item }));
    }
    const batches: { seen: string[]; failed: boolean }[] = [];
    await eventually('the last record', 60, async () => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: made.Seen, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
      );
      batches.push(...Messages.map(({ Body }) => JSON.parse(Body ?? '{}')));
      return batches.some(({ seen, failed }) => !failed && seen.includes('5')) || undefined;
    });
    const failed = batches.filter((batch) => batch.failed);
    const done = batches.filter((batch) => !batch.failed).flatMap((batch) => batch.seen);
    expect(failed.length).toBeGreaterThanOrEqual(2);
    expect([...new Set(done)].sort()).toEqual(written);
    for (const { seen } of batches) expect(seen).toEqual([...seen].sort());
  });
});
