import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleOptions } from '../../infra/bundle-options.ts';
import { Alarms } from '../../infra/constructs/alarms.ts';
import { ServiceFunction } from '../../infra/constructs/service-function.ts';
import { repository } from '../../infra/local/folders.ts';
import type { FunctionContract } from '../../shared/kernel/contract.ts';
import { templatesOf } from './templates.ts';

/** The files that functions are made from. */
const entries = globSync('functions/*/handlers/*.ts', { cwd: repository })
  .filter((file) => /^export const handler\b/m.test(sourceOf(file)))
  .sort();

function sourceOf(file: string): string {
  return readFileSync(join(repository, file), 'utf8');
}

/** The actions that AWS checks for a call: all that may be needed, of which a contract names those that are. */
const actionsOf: Readonly<Record<string, readonly string[]>> = {
  GetItem: ['dynamodb:GetItem'],
  PutItem: ['dynamodb:PutItem'],
  Query: ['dynamodb:Query'],
  Scan: ['dynamodb:Scan'],
  TransactWriteItems: ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'],
  // The results' bucket is encrypted with a key; a missing object is 404 only to who may list.
  GetObject: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 'kms:Decrypt'],
  HeadObject: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'],
  CopyObject: ['s3:PutObject', 's3:GetObject', 's3:GetObjectVersion'],
  ListObjectVersions: ['s3:ListBucketVersions'],
  DeleteObject: ['s3:DeleteObjectVersion'],
  PutObject: ['s3:PutObject', 'kms:GenerateDataKey', 'kms:Decrypt'],
  Sign: ['kms:Sign'],
  GetPublicKey: ['kms:GetPublicKey'],
  GetSecretValue: ['secretsmanager:GetSecretValue'],
  CreateSecret: ['secretsmanager:CreateSecret'],
  PutSecretValue: ['secretsmanager:PutSecretValue'],
  SendMessage: ['sqs:SendMessage'],
  SendMessageBatch: ['sqs:SendMessage'],
  PutEvents: ['events:PutEvents'],
  // The second for a mail in its wire form.
  SendEmail: ['ses:SendEmail', 'ses:SendRawEmail'],
  SendTextMessage: ['sms-voice:SendTextMessage'],
};

/** The most that a function may weigh, in KB: a few per cent over what it does. Larger are those with more of the SDK, or with the API's description. */
const limitsKb: Readonly<Record<string, number>> = {
  // With nodemailer, ical-generator and what draws forms, which are run when a mail, a promise or a form is sent, and the client of AWS's SMS.
  'functions/notifications/handlers/message-queued.ts': 3300,
  'functions/dossiers/handlers/dossier-forms.ts': 2800,
  'functions/sandbox/handlers/sandbox.ts': 565,
  'functions/payments/handlers/payments-api.ts': 520,
  'functions/payments/handlers/provider-webhook.ts': 480,
  'functions/payments/handlers/attempt-returned.ts': 480,
  'functions/payments/handlers/fee-sweep.ts': 500,
  'functions/payments/handlers/refund-queued.ts': 505,
  'functions/payments/handlers/money-api.ts': 655,
  'functions/payments/handlers/reconciliation-api.ts': 620,
  'functions/desk/handlers/approvals-api.ts': 450,
  'functions/payments/handlers/statement-queued.ts': 620,
  'functions/results/handlers/result-queued.ts': 3150,
  // With what judges certificates and signatures.
  'functions/results/handlers/results-api.ts': 730,
  'functions/results/handlers/result-renewal.ts': 650,
  // With what judges certificates and signatures.
  'functions/web/handlers/citizen-check.ts': 690,
  'functions/web/handlers/citizen-pages.ts': 820,
  'functions/web/handlers/citizen-pay.ts': 630,
  'functions/web/handlers/citizen-result.ts': 700,
};
const limitKb = 470;

/** The functions that draw: each loads what it draws with when the first receipt or form comes. */
const DRAW: readonly string[] = [
  'functions/results/handlers/result-queued.ts',
  'functions/dossiers/handlers/dossier-forms.ts',
  'functions/notifications/handlers/message-queued.ts',
];

/** What a function's bundle has no use for. */
const foreign = {
  'no font and no drawing library': /\/(pdf-lib|fontkit|tinos)\//,
  'no foreign locale': /zod\/.*\/locales\/(?!(en|index)\.)/,
  'no way to credentials but the environment':
    /\/(credential-provider-|nested-clients|token-providers)|\/shared-ini-file-loader\/.*SSO/,
  'no Brotli': /node_modules\/brotli\//,
  'no event streams': /\/event-streams\//,
};

let bundles: Metafile['outputs'];

beforeAll(async () => {
  const { metafile } = await build({
    entryPoints: entries,
    absWorkingDir: repository,
    outdir: 'nowhere',
    outbase: '.',
    write: false,
    metafile: true,
    ...bundleOptions,
  });
  bundles = metafile.outputs;
}, 120_000);

const bundleOf = (entry: string) => {
  const bundle = Object.values(bundles).find(({ entryPoint }) => entryPoint === entry);
  if (!bundle) throw new Error(`${entry} has no bundle`);
  const inputs = Object.entries(bundle.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return { bytes: bundle.bytes, files: inputs.map(([file]) => file) };
};

/** The contract that a bundle's own code reads its environment by. */
async function contractOf(entry: string, files: readonly string[]): Promise<FunctionContract> {
  const capability = entry.split('/')[1] ?? '';
  const wiring = files.filter((file) => file.startsWith(`functions/${capability}/handlers/`)).map(sourceOf);
  const names = new Set(wiring.flatMap((text) => text.match(/\b\w+Contract\b(?= }| as|,)/g) ?? []));
  const [name, ...more] = [...names];
  expect(more, entry).toEqual([]);
  const module: Record<string, FunctionContract> = await import(
    join(repository, 'functions', capability, 'contract.ts')
  );
  const found = module[name ?? ''];
  if (!found) throw new Error(`${entry} reads no contract`);
  return found;
}

test('every handler is a function of a stage with a sandbox', () => {
  const { service, sandbox } = templatesOf('test');
  const named = [service, sandbox].flatMap((template) => Object.keys(template?.findOutputs('*') ?? {}));
  expect(entries).toHaveLength(named.filter((name) => /^Function[A-Z]/.test(name)).length);
});

test('the CDK bundles a function as it is measured here, to the byte', async () => {
  const outdir = mkdtempSync(join(tmpdir(), 'motcua-bundle-'));
  try {
    const app = new App({ outdir });
    const stack = new Stack(app, 'Alone');
    new ServiceFunction(stack, 'rebuild', {
      handler: 'installation/handlers/rebuild',
      contract: { env: {}, grants: {} },
      give: {},
      stage: 'local',
      alarms: new Alarms(stack, 'Alarms', 'local'),
    });
    const { outputFiles } = await build({
      entryPoints: [join(repository, 'functions/installation/handlers/rebuild.ts')],
      write: false,
      ...bundleOptions,
    });
    const [made = '', ...more] = globSync('asset.*/index.js', { cwd: outdir });
    expect(more).toEqual([]);
    expect(readFileSync(join(outdir, made), 'utf8')).toBe(outputFiles[0]?.text);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}, 120_000);

describe.each(entries)('%s', (entry) => {
  test('is granted nothing that its code cannot call', async () => {
    const { files } = bundleOf(entry);
    const own = files.filter((file) => /^(functions|shared)\//.test(file)).map(sourceOf);
    const calls = own.flatMap((text) => [...text.matchAll(/new (\w+)Command\(/g)].map(([, name]) => name ?? ''));
    expect(calls.filter((call) => !actionsOf[call])).toEqual([]);
    const possible = new Set(calls.flatMap((call) => actionsOf[call] ?? []));
    const { grants } = await contractOf(entry, files);
    const idle = Object.values(grants)
      .flat()
      .filter((action) => !possible.has(action));
    expect(idle).toEqual([]);
  });

  test('carries the clients of payment providers only where it may read merchants’ credentials', async () => {
    const { files } = bundleOf(entry);
    const clients = files.filter((file) => /^functions\/payments\/providers\/\w+\/client\.ts$/.test(file));
    const { grants } = await contractOf(entry, files);
    if (!('merchantSecrets' in grants)) expect(clients).toEqual([]);
  });

  test('is small', () => {
    expect(bundleOf(entry).bytes / 1024).toBeLessThan(limitsKb[entry] ?? limitKb);
  });

  test.each(Object.entries(foreign))('carries %s', (_, unwanted) => {
    if (unwanted === foreign['no font and no drawing library'] && DRAW.includes(entry)) return;
    expect(bundleOf(entry).files.filter((file) => unwanted.test(file))).toEqual([]);
  });
});
