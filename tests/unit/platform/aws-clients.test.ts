import { readFileSync } from 'node:fs';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { badServer, type Fault, faults } from '../../support/bad-server.ts';
import { httpServer } from '../../support/http-server.ts';

/** So short that a test does not last; long beside what one try costs here. */
const ANSWER_MS = 200;

/** What a busy machine may add; what never ends is over it all the same. */
const GENEROUS_MS = 20_000;

const settings = (endpoint: string) => ({
  endpoint,
  region: 'ap-southeast-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  forcePathStyle: true,
});

type Call = (endpoint: string, tries?: number) => Promise<unknown>;

const limits = (endpoint: string, tries = 3) => ({ answerMs: ANSWER_MS, tries, settings: settings(endpoint) });
const largeBody = new Uint8Array(3_000_000);

/** A call of each client that the product has, by its package. */
const calls: Readonly<Record<string, Call>> = {
  '@aws-sdk/client-dynamodb': (endpoint, tries) =>
    awsClient(DynamoDBClient, limits(endpoint, tries)).send(
      new GetItemCommand({ TableName: 't', Key: { pk: { S: 'x' } } }),
    ),
  '@aws-sdk/client-eventbridge': (endpoint, tries) =>
    awsClient(EventBridgeClient, limits(endpoint, tries)).send(new PutEventsCommand({ Entries: [] })),
  '@aws-sdk/client-kms': (endpoint, tries) =>
    awsClient(KMSClient, limits(endpoint, tries)).send(
      new SignCommand({ KeyId: 'k', Message: new Uint8Array(32), SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256' }),
    ),
  '@aws-sdk/client-pinpoint-sms-voice-v2': (endpoint, tries) =>
    awsClient(PinpointSMSVoiceV2Client, limits(endpoint, tries)).send(
      new SendTextMessageCommand({ DestinationPhoneNumber: '+84912345678', MessageBody: 'x' }),
    ),
  '@aws-sdk/client-s3': (endpoint, tries) =>
    awsClient(S3Client, limits(endpoint, tries)).send(
      new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: largeBody, IfNoneMatch: '*' }),
    ),
  '@aws-sdk/client-secrets-manager': (endpoint, tries) =>
    awsClient(SecretsManagerClient, limits(endpoint, tries)).send(new GetSecretValueCommand({ SecretId: 's' })),
  '@aws-sdk/client-sesv2': (endpoint, tries) =>
    awsClient(SESv2Client, limits(endpoint, tries)).send(
      new SendEmailCommand({ Destination: { ToAddresses: ['a@example.vn'] }, Content: { Simple: undefined } }),
    ),
  '@aws-sdk/client-sqs': (endpoint, tries) =>
    awsClient(SQSClient, limits(endpoint, tries)).send(
      new SendMessageCommand({ QueueUrl: endpoint, MessageBody: 'x' }),
    ),
};

test('every client that the product has is tried', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  expect(Object.keys(calls)).toEqual(Object.keys(dependencies).filter((name) => name.startsWith('@aws-sdk/client-')));
});

describe.each(Object.entries(calls))('%s', (_, call) => {
  test.concurrent.each(Object.keys(faults) as Fault[])('ends after three tries at a server that %s', async (fault) => {
    const server = await badServer(fault);
    const began = performance.now();
    await expect(call(server.origin)).rejects.toMatchObject({ $metadata: { attempts: 3 } });
    expect(performance.now() - began).toBeLessThan(3 * ANSWER_MS + GENEROUS_MS);
    expect(server.requests()).toBeLessThanOrEqual(3);
    await server.stop();
  });

  test.concurrent('tries once where it may not repeat', async () => {
    const server = await badServer('is silent');
    await expect(call(server.origin, 1)).rejects.toMatchObject({ $metadata: { attempts: 1 } });
    expect(server.requests()).toBeLessThanOrEqual(1);
    await server.stop();
  });

  test.concurrent('ends at a machine where nobody listens', async () => {
    const server = await badServer('is silent');
    await server.stop();
    await expect(call(server.origin)).rejects.toMatchObject({ $metadata: { attempts: 3 } });
  });
});

test('a client as the product makes it ends at a silent server within seconds', async () => {
  const server = await badServer('is silent');
  const client = awsClient(DynamoDBClient, { settings: settings(server.origin) });
  const began = performance.now();
  const put = client.send(new PutItemCommand({ TableName: 't', Item: { pk: { S: 'x' } } }));
  await expect(put).rejects.toMatchObject({ name: 'TimeoutError', $metadata: { attempts: 3 } });
  expect(performance.now() - began).toBeLessThan(3 * 2000 + GENEROUS_MS);
  await server.stop();
});

describe('an answer', () => {
  const get = new GetItemCommand({ TableName: 't', Key: { pk: { S: 'x' } } });
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

  test('that comes in parts is taken whole where it ends in time, and no timer waits for it any more', async () => {
    const server = await httpServer((_, __, response) => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).write('{"Item":');
      setTimeout(() => response.end('{"pk":{"S":"x"}}}'), 50);
    });
    const client = awsClient(DynamoDBClient, { answerMs: 30_000, settings: settings(server.origin) });
    const before = timers();
    expect((await client.send(get)).Item).toEqual({ pk: { S: 'x' } });
    client.destroy();
    await server.stop();
    // One of somebody else's may have ended meanwhile.
    expect(timers()).toBeLessThanOrEqual(before);
  });

  test('that drips is told as one that did not come in time', async () => {
    const server = await badServer('sends a byte now and then');
    const client = awsClient(DynamoDBClient, { answerMs: 150, tries: 1, settings: settings(server.origin) });
    await expect(client.send(get)).rejects.toMatchObject({
      ...{ name: 'TimeoutError', code: 'ETIMEDOUT', message: expect.stringContaining('no whole answer within 150 ms') },
    });
    await server.stop();
  });
});

test('an answer without a body leaves nothing behind that could fail later', async () => {
  const server = await httpServer((_, __, response) => {
    response.writeHead(200, { ETag: '"x"' }).end();
  });
  const client = awsClient(S3Client, { answerMs: 200, settings: settings(server.origin) });
  await client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }));
  await new Promise((resolve) => setTimeout(resolve, 400));
  await server.stop();
});
