import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { PutObjectLockConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import type { RunningEmulator } from './emulator.ts';
import { sdkConfig } from './sdk-config.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

type Setter = (physicalId: string, properties: Record<string, unknown>) => Promise<unknown>;

/**
 * MiniStack's CloudFormation passes over some properties that its API knows: sets them by API, as the templates of a
 * cloud assembly say. Setting them again changes nothing.
 */
export async function setIgnoredProperties(emulator: RunningEmulator, assembly: string): Promise<void> {
  const config = sdkConfig(emulator);
  const cloudFormation = new CloudFormationClient(config);
  const setters = settersFor(config);
  for (const file of (await readdir(assembly)).filter((name) => name.endsWith('.template.json'))) {
    const template = JSON.parse(await readFile(join(assembly, file), 'utf8')) as {
      Resources?: Record<string, Resource>;
    };
    const wanted = Object.entries(template.Resources ?? {}).filter(([, resource]) => setters[resource.Type]);
    if (wanted.length === 0) continue;
    const physicalIds = await physicalIdsOf(cloudFormation, file.replace('.template.json', ''));
    for (const [logicalId, { Type, Properties = {} }] of wanted) {
      const physicalId = physicalIds.get(logicalId);
      if (physicalId) await setters[Type]?.(physicalId, Properties);
    }
  }
}

function settersFor(config: ReturnType<typeof sdkConfig>): Record<string, Setter> {
  const dynamodb = new DynamoDBClient(config);
  const lambda = new LambdaClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const timeToLive: Setter = async (TableName, { TimeToLiveSpecification }) => {
    const wanted = TimeToLiveSpecification as { AttributeName: string; Enabled: boolean } | undefined;
    if (!wanted?.Enabled) return;
    await dynamodb
      .send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: wanted }))
      .catch((error: Error) => {
        if (!/already enabled/i.test(error.message)) throw error;
      });
  };
  return {
    'AWS::DynamoDB::Table': timeToLive,
    'AWS::DynamoDB::GlobalTable': timeToLive,
    'AWS::Lambda::Function': async (FunctionName, { ReservedConcurrentExecutions }) => {
      if (typeof ReservedConcurrentExecutions !== 'number') return;
      await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
    },
    'AWS::S3::Bucket': async (Bucket, { ObjectLockConfiguration }) => {
      const wanted = ObjectLockConfiguration as
        | { Rule?: { DefaultRetention?: { Mode?: 'GOVERNANCE' | 'COMPLIANCE'; Days?: number; Years?: number } } }
        | undefined;
      if (!wanted) return;
      const ObjectLockConfig = { ObjectLockEnabled: 'Enabled', Rule: wanted.Rule } as const;
      await s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration: ObjectLockConfig }));
    },
  };
}

async function physicalIdsOf(client: CloudFormationClient, stack: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListStackResourcesCommand({ StackName: stack, NextToken }));
    for (const each of page.StackResourceSummaries ?? []) {
      if (each.LogicalResourceId && each.PhysicalResourceId) found.set(each.LogicalResourceId, each.PhysicalResourceId);
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}
