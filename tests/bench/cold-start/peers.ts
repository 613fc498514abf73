import type { BuildOptions } from 'esbuild';
import { bundleOptions } from '../../../infra/bundle-options.ts';
import { repository } from '../../../infra/local/folders.ts';

/** A table's client, one put and an answer, as the parts' own guides write them. */
const usualHandler = `
  import { Logger } from '@aws-lambda-powertools/logger';
  import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
  import { Metrics } from '@aws-lambda-powertools/metrics';
  import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
  import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
  import { marshall } from '@aws-sdk/util-dynamodb';
  import middy from '@middy/core';
  import * as z from 'zod';
  const logger = new Logger({ serviceName: 'usual' });
  const metrics = new Metrics({ namespace: 'usual' });
  const client = new DynamoDBClient({});
  const Body = z.object({ id: z.string().min(1), amount: z.number().int().positive() });
  export const handler = middy()
    .use(injectLambdaContext(logger))
    .use(logMetrics(metrics))
    .handler(async (event) => {
      const body = Body.parse(JSON.parse(event.body));
      await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: marshall(body) }));
      metrics.addMetric('Stored', 'Count', 1);
      return { statusCode: 200, body: '{}' };
    });`;

/** The least that a function with the SDK can be. */
const barePut = `
  import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
  const client = new DynamoDBClient({});
  export const handler = async ({ body }) => {
    await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: JSON.parse(body).id } } }));
    return { statusCode: 200 };
  };`;

/** What every input is parsed by, with one small schema. */
const oneSchema = `
  import * as z from 'zod';
  const Body = z.object({ id: z.string().min(1), amount: z.number().int().positive() });
  export const handler = async ({ body }) => ({ statusCode: Body.safeParse(JSON.parse(body)).success ? 200 : 400 });`;

const source = (contents: string): BuildOptions => ({ stdin: { contents, resolveDir: repository, loader: 'ts' } });

/** The peer that all are measured by. */
export const usual = 'usual handler, esbuild defaults';

/** What the functions stand beside, by name: how each is bundled. */
export const peers: Readonly<Record<string, BuildOptions>> = {
  [usual]: { ...source(usualHandler), bundle: true, platform: 'node' },
  'usual handler, bundled as ours': { ...source(usualHandler), ...bundleOptions },
  'DynamoDB by the SDK, one put': { ...source(barePut), ...bundleOptions },
  'zod, one schema': { ...source(oneSchema), ...bundleOptions },
  'node:https and node:crypto alone': {
    ...source(`export * as https from 'node:https'; export * as crypto from 'node:crypto';`),
    ...bundleOptions,
  },
};
