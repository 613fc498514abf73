import { randomBytes } from 'node:crypto';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SampleCarrier } from '../../shared/kernel/message-carriers.ts';
import { KnownProvider, type SampleMerchant } from '../../shared/kernel/payment-providers.ts';
import { playedAuthorities } from '../../shared/kernel/trust-set-up.ts';
import { apiClient } from './api-client.ts';
import { sdkConfig } from './emulators/sdk-config.ts';
import { repository } from './folders.ts';
import { createOperatorKey } from './operator-key.ts';
import { PlainError } from './plain-error.ts';
import type { Note } from './progress.ts';
import type { SampleLink } from './sample-links.ts';
import { seedDossiers } from './seed-dossiers.ts';
import { seedSigners } from './seed-signers.ts';
import { seedTemplates } from './seed-templates.ts';
import { functionsOf, type Stack } from './stack-file.ts';

/** What is known of a stack before anything was put into it. */
export interface BareStack {
  readonly frontDoor: string;
  readonly endpointUrl: string;
  readonly region: string;
  readonly outputs: Readonly<Record<string, string>>;
}

const agencies = { main: 'H26.10', other: 'H26.11' } as const;

/**
 * Sample agencies, merchants, carriers, time-stamp authorities, signers, keys and four dossiers, made through the public API with an
 * operator's key. Repeating it makes fresh keys and leaves the rest as it is, except that `previous` merchants keep their credentials.
 */
export async function seed(
  bare: BareStack,
  note: Note,
  previous?: Pick<Stack, 'merchants'>,
): Promise<{ stack: Stack; links: SampleLink[] }> {
  const operator = await firstOperatorKey(bare);
  const api = apiClient(bare.frontDoor);
  note('agencies');
  for (const [code, name] of [
    [agencies.main, 'UBND phường Kim Liên'],
    [agencies.other, 'UBND phường Láng'],
  ] as const) {
    await api.send(operator, 'PUT', `/v1/agencies/${code}`, {
      name,
      phone: '02438522222',
      email: `${code.toLowerCase()}@example.vn`,
      quietHours: null,
    });
  }
  note('merchants');
  const merchants: Stack['merchants'] = { ...(await sampleMerchants()), ...previous?.merchants };
  for (const [provider, { merchant, credentials }] of Object.entries(merchants)) {
    const path = `/v1/merchants/${provider}/${merchant}`;
    await api.send(operator, 'PUT', path, { agencyCode: agencies.main, credentials });
  }
  note('carriers');
  for (const [kind, { carrier, ...setUp }] of await sampleCarriers())
    await api.send(operator, 'PUT', `/v1/carriers/${carrier}`, { kind, weight: 100, ...setUp });
  note('time-stamp authorities');
  const origin = bare.outputs.PublicOrigin ?? bare.frontDoor;
  const played = `${origin}/sandbox/tsa`;
  for (const [index, name] of playedAuthorities.entries()) {
    const setUp = { url: `${played}/${name}`, order: index + 1 };
    await api.send(operator, 'PUT', `/v1/timestamp-authorities/${name}`, setUp);
  }
  note('signers');
  for (const agencyCode of Object.values(agencies)) await seedSigners(api, operator, { agencyCode, origin });
  note('templates');
  await seedTemplates(api, operator, Object.values(agencies));
  note('keys');
  const key = async (permission: string, agencyCode: string): Promise<string> => {
    const body = { permission, agencyCodes: [agencyCode], kind: 'test', label: `sample ${permission}` };
    const made = await api.send(operator, 'POST', '/v1/api-keys', body, {
      'Idempotency-Key': randomBytes(12).toString('hex'),
    });
    return String(made.apiKey);
  };
  const apiKeys = {
    backOffice: await key('back_office', agencies.main),
    portal: await key('portal', agencies.main),
    operator,
    otherBackOffice: await key('back_office', agencies.other),
  };
  note('dossiers');
  const links = await seedDossiers(api, apiKeys.backOffice, agencies.main);
  const { frontDoor, endpointUrl, region, outputs } = bare;
  const functions = functionsOf(outputs);
  return {
    stack: { frontDoor, endpointUrl, region, apiKeys, agencies, merchants, functions, outputs: { ...outputs } },
    links,
  };
}

/** A merchant at each provider. */
async function sampleMerchants(): Promise<Stack['merchants']> {
  const secret = () => randomBytes(16).toString('hex').toUpperCase();
  const made = KnownProvider.options.map(async (name) => {
    const folder = (await import(`../../functions/sandbox/providers/${name}/sample.ts`)) as { sample: SampleMerchant };
    return [name, folder.sample(secret)] as const;
  });
  return Object.fromEntries(await Promise.all(made));
}

/** The carriers of the sample, each with its kind: not every kind has one. */
async function sampleCarriers(): Promise<(readonly [string, SampleCarrier])[]> {
  const files = globSync('*/sample.ts', { cwd: join(repository, 'functions', 'sandbox', 'carriers') }).sort();
  const made = files.map(async (file) => {
    const kind = dirname(file);
    const folder = (await import(`../../functions/sandbox/carriers/${kind}/sample.ts`)) as { sample: SampleCarrier };
    return [kind, folder.sample] as const;
  });
  return Promise.all(made);
}

/** The one call that goes past the API: nobody may call it before there is a key. */
async function firstOperatorKey(bare: BareStack): Promise<string> {
  const table = bare.outputs.TableInstallation;
  if (!table) throw new PlainError('The deployed stack does not name its table TableInstallation in its outputs.');
  const dynamodb = new DynamoDBClient(sdkConfig(bare));
  try {
    return await createOperatorKey(dynamodb, table, 'sample operator', 'test');
  } finally {
    dynamodb.destroy();
  }
}
