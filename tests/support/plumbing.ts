import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { sdkConfig } from '../../infra/local/emulators/sdk-config.ts';
import { stack } from './deployed.ts';

const settings = sdkConfig(stack);
const lambda = new LambdaClient(settings);
const sqs = new SQSClient(settings);
const dynamodb = new DynamoDBClient(settings);
const s3 = new S3Client({ ...settings, forcePathStyle: true });

const functionName = (name: string): string => {
  const found = stack.functions[name];
  if (!found) throw new Error(`the stack names no function ${name}`);
  return found;
};

/** A function's environment. */
export const environmentOf = async (name: string): Promise<Record<string, string>> =>
  (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName(name) }))).Environment
    ?.Variables ?? {};

const mappingsOf = async (name: string) =>
  (await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: functionName(name) }))).EventSourceMappings ??
  [];

const urlOfArn = async (arn: string): Promise<string> =>
  (await sqs.send(new GetQueueUrlCommand({ QueueName: arn.split(':').at(-1) ?? '' }))).QueueUrl ?? '';

/** The queue that feeds a function, and the dead-letter queue behind it. */
export const queuesOf = async (
  name: string,
): Promise<{ readonly queueUrl: string; readonly deadLetterUrl: string }> => {
  const arn = (await mappingsOf(name))
    .map((mapping) => mapping.EventSourceArn ?? '')
    .find((source) => source.includes(':sqs:'));
  if (!arn) throw new Error(`no queue feeds ${name}`);
  const queueUrl = await urlOfArn(arn);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy'] }),
  );
  const policy = JSON.parse(Attributes?.RedrivePolicy ?? '{}') as { readonly deadLetterTargetArn?: string };
  return { queueUrl, deadLetterUrl: await urlOfArn(policy.deadLetterTargetArn ?? '') };
};

/** Lets messages that failed come again after `seconds`, so that a test need not wait for the real time-out. */
export const comeAgainAfter = async (queueUrl: string, seconds: number): Promise<void> => {
  await sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: { VisibilityTimeout: String(seconds) } }),
  );
};

/** Sends a message. */
export const send = async (queueUrl: string, body: string): Promise<void> => {
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
};

/** How many messages wait in a queue or are being worked on. */
export const waitingIn = async (queueUrl: string): Promise<number> => {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes ?? {}).reduce((sum, count) => sum + Number(count), 0);
};

/** Takes the messages that there are now. */
export const take = async (queueUrl: string): Promise<readonly string[]> => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
  );
  for (const message of Messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
  return Messages.map((message) => message.Body ?? '');
};

/** Puts an item as it is. */
export const putItem = async (table: string, item: Readonly<Record<string, unknown>>): Promise<void> => {
  await dynamodb.send(new PutItemCommand({ TableName: table, Item: marshall(item) }));
};

/** Takes an item away. */
export const deleteItem = async (table: string, pk: string, sk: string): Promise<void> => {
  await dynamodb.send(new DeleteItemCommand({ TableName: table, Key: marshall({ pk, sk }) }));
};

/** Stops or starts a function's consumption of its table's stream, and waits until that holds. */
export const switchStream = async (name: string, on: boolean): Promise<void> => {
  const streamMapping = async () => (await mappingsOf(name)).find((one) => one.EventSourceArn?.includes(':dynamodb:'));
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID: (await streamMapping())?.UUID, Enabled: on }));
  while ((await streamMapping())?.State !== (on ? 'Enabled' : 'Disabled'))
    await new Promise((resolve) => setTimeout(resolve, 200));
};

/** The keys of a bucket that begin with a prefix. */
export const objectsUnder = async (bucket: string, prefix: string): Promise<readonly string[]> =>
  ((await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }))).Contents ?? []).map(
    ({ Key = '' }) => Key,
  );
