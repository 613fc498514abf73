import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { FunctionContract } from '../../shared/kernel/contract.ts';

/** What a function's environment holds under a name of its contract. */
export interface Value {
  readonly value: string;
}

/** What a function may act on under a name of its contract. */
export interface Grantable {
  /** The resources that one AWS action is allowed on. */
  readonly arnsOf: (action: string) => readonly string[];
  /** Conditions of every grant on it. */
  readonly conditions?: Record<string, Record<string, string | string[]>>;
}

/** One thing of the surroundings under one name: a value for the environment and something to be granted. */
export type Given = Value & Grantable;

/** What must be given for a contract: every name of its `env` has a value, every name of its `grants` can be granted. */
export type GivenFor<C extends FunctionContract> = { readonly [K in keyof C['env']]: Value } & {
  readonly [K in keyof C['grants']]: Grantable;
};

/** The sparse indexes of every capability's table. */
export const tableIndexes = ['list', 'timer'] as const;

/** A plain value. */
export const givenValue = (value: string): Value => ({ value });

/** A capability's table with its two indexes. */
export const givenTable = (table: ITable): Given => ({
  value: table.tableName,
  arnsOf: (action) =>
    action === 'dynamodb:Query'
      ? [table.tableArn, ...tableIndexes.map((index) => `${table.tableArn}/index/${index}`)]
      : [table.tableArn],
});

/** The items of a table whose partition keys begin so; on what lies under other keys nothing is granted. */
export const givenItems = (table: ITable, ...beginnings: readonly string[]): Given => ({
  ...givenTable(table),
  conditions: {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': beginnings.map((beginning) => `${beginning}*`) },
  },
});

/** The items of several tables whose partition keys begin so. */
export const givenItemsOfAll = (tables: readonly ITable[], beginning: string): Grantable => {
  const given = tables.map((table) => givenItems(table, beginning));
  return { arnsOf: (action) => given.flatMap((each) => each.arnsOf(action)), conditions: given[0]?.conditions };
};

/** The product's event bus. */
export const givenBus = (bus: IEventBus): Given => ({ value: bus.eventBusName, arnsOf: () => [bus.eventBusArn] });

/** A queue by its URL. */
export const givenQueue = (queue: IQueue): Given => ({ value: queue.queueUrl, arnsOf: () => [queue.queueArn] });

/** A bucket: what concerns its listing on the bucket, everything else on its objects. */
export const givenBucket = (bucket: IBucket): Given => ({
  value: bucket.bucketName,
  arnsOf: (action) =>
    /^s3:(List|GetBucket|GetEncryption)/.test(action) ? [bucket.bucketArn] : [bucket.arnForObjects('*')],
});

/** The objects of a bucket whose keys begin so. */
export const givenObjects = (bucket: IBucket, beginning: string): Grantable => ({
  arnsOf: () => [bucket.arnForObjects(`${beginning}*`)],
});

/** A key that the function itself calls. */
export const givenKey = (key: IKey): Given => ({ value: key.keyId, arnsOf: () => [key.keyArn] });

/** A key that only S3 may use on the function's behalf. */
export const givenBucketKey = (key: IKey): Given => ({
  ...givenKey(key),
  conditions: { StringEquals: { 'kms:ViaService': `s3.${Stack.of(key).region}.amazonaws.com` } },
});

/** A secret by its ARN. */
export const givenSecret = (secret: ISecret): Given => ({ value: secret.secretArn, arnsOf: () => [secret.secretArn] });

/** All secrets whose names begin with the prefix and a slash. */
export const givenSecretsUnder = (scope: Construct, prefix: string): Given => ({
  value: prefix,
  arnsOf: () => [
    Stack.of(scope).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName: `${prefix}/*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  ],
});

/** Something that a stage does not have: an empty value and nothing to act on. */
export const givenNothing: Given = { value: '', arnsOf: () => [] };

/** The sender IDs of SMS that are registered for Viet Nam in this account. */
export const givenSmsSenders = (scope: Construct): Given => ({
  value: '',
  arnsOf: () => [Stack.of(scope).formatArn({ service: 'sms-voice', resource: 'sender-id', resourceName: '*/VN' })],
});

/** An address that mail is sent from, verified by itself or with its domain, and the configuration set that mails are given with. */
export const givenSender = (scope: Construct, address: string, configurationSet: string): Given => ({
  value: address,
  arnsOf: () => {
    const arn = (resource: string, resourceName: string) =>
      Stack.of(scope).formatArn({ service: 'ses', resource, resourceName });
    return [
      arn('identity', address),
      arn('identity', address.slice(address.indexOf('@') + 1)),
      arn('configuration-set', configurationSet),
    ];
  },
});
