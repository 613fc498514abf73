/** What loading each function costs beside peers in the same run: what a cold start pays before the first request. */
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { bundleOptions } from '../../infra/bundle-options.ts';
import { repository } from '../../infra/local/folders.ts';
import { functionEnvironment } from '../support/function-environment.ts';
import { contractsOf } from '../support/routes.ts';
import type { Bench } from './run.ts';

const rounds = 21;

/** The most that a function may take of the usual handler's time. A missed goal is printed; nothing fails by it. */
const goals: Readonly<Record<string, number>> = { 'payments/provider-webhook': 0.45, 'web/citizen-pages': 0.6 };

/** A table's client, one put and an answer, as the parts' own guides write them. */
const usualHandler = `
  import { Logger } from '@aws-lambda-powertools/logger';
  import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
  import { Metrics } from '@aws-lambda-powertools/metrics';
  import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
  import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
  import { marshall } from '@aws-sdk/util-dynamodb';
  import middy from '@middy/core';
  import { z } from 'zod';
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
  export const handler = async ({ id }) =>
    client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: id } } }));`;

const usual = 'usual handler, esbuild defaults';
const least = 'DynamoDB client, one put';

const source = (contents: string): BuildOptions => ({ stdin: { contents, resolveDir: repository, loader: 'ts' } });

const peers: Readonly<Record<string, BuildOptions>> = {
  [usual]: { ...source(usualHandler), bundle: true, platform: 'node' },
  'usual handler, ES module': { ...source(usualHandler), bundle: true, platform: 'node', format: 'esm' },
  'usual handler, bundled as ours': { ...source(usualHandler), ...bundleOptions },
  [least]: { ...source(barePut), ...bundleOptions },
  'node:https alone': { ...source(`export * as https from 'node:https';`), ...bundleOptions },
};

/** A bundle that is loaded in fresh processes. */
interface Loaded {
  readonly name: string;
  readonly file: string;
  readonly kb: number;
}

/** Loads one file as Lambda does before the first request, and tells the milliseconds. */
const loader = `
  import { createRequire } from 'node:module';
  const file = process.argv[2];
  const require = createRequire(import.meta.url);
  const began = performance.now();
  if (file.endsWith('.mjs')) await import(file);
  else require(file);
  console.log(performance.now() - began);
  process.exit();`;

const entries = globSync('functions/*/handlers/*.ts', { cwd: repository })
  .filter((file) => /^export const handler\b/m.test(readFileSync(join(repository, file), 'utf8')))
  .sort();

const nameOf = (entry: string): string => entry.replace(/^functions\/(\w+)\/handlers\/(.+)\.ts$/, '$1/$2');

const bundled = async (folder: string, name: string, options: BuildOptions): Promise<Loaded> => {
  const file = join(folder, `${name.replace(/\W+/g, '-')}.${options.format === 'esm' ? 'mjs' : 'cjs'}`);
  await build({ ...options, absWorkingDir: repository, outfile: file, logLevel: 'error' });
  return { name, file, kb: readFileSync(file).length / 1024 };
};

/** Every bundle once a round in a fresh process, so that whatever slows the machine slows all of them. */
const loadTimes = (folder: string, all: readonly Loaded[], env: NodeJS.ProcessEnv): Map<string, number[]> => {
  const script = join(folder, 'load.mjs');
  writeFileSync(script, loader);
  const times = new Map<string, number[]>(all.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const { name, file } of round % 2 ? all.toReversed() : all)
      times.get(name)?.push(Number(execFileSync(process.execPath, [script, file], { env }).toString()));
  return times;
};

const median = (values: readonly number[] = []): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Loading times of all functions and peers, interleaved; what counts is the ratio to the usual handler. */
export const bench: Bench = {
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-cold-'));
    try {
      const all: Loaded[] = [];
      for (const [name, options] of Object.entries(peers)) all.push(await bundled(folder, name, options));
      for (const entry of entries)
        all.push(await bundled(folder, nameOf(entry), { entryPoints: [entry], ...bundleOptions }));
      const contracts = await Promise.all(
        [...new Set(entries.map((entry) => entry.split('/')[1] ?? ''))].map(contractsOf),
      );
      const times = loadTimes(folder, all, functionEnvironment(contracts.flat()));
      return reported(all, times);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function reported(all: readonly Loaded[], times: ReadonlyMap<string, readonly number[]>): Record<string, number> {
  const flat: Record<string, number> = {};
  const usualMs = median(times.get(usual));
  console.log(`Loading a bundle in a fresh process: medians of ${rounds}, all bundles in turn`);
  console.log(`${''.padEnd(36)}${'KB'.padStart(8)}${'ms'.padStart(8)}${'ratio'.padStart(8)}`);
  for (const { name, kb } of all) {
    const ms = median(times.get(name));
    const ratio = ms / usualMs;
    const goal = goals[name];
    const verdict = goal === undefined ? '' : `  goal ${goal}: ${ratio <= goal ? 'met' : 'missed'}`;
    console.log(
      `${name.padEnd(36)}${kb.toFixed(0).padStart(8)}${ms.toFixed(1).padStart(8)}${ratio.toFixed(2).padStart(8)}${verdict}`,
    );
    flat[`cold.${name.replace(/\W+/g, '-')}.ratio`] = Number(ratio.toFixed(3));
    flat[`cold.${name.replace(/\W+/g, '-')}.kb`] = Math.round(kb);
  }
  return flat;
}
