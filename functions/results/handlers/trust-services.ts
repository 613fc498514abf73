import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Result } from '../../../shared/kernel/result.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { plainHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { secretAuthorityVault } from '../adapters/secret-authority-vault.ts';
import { tablePlayedOutcomes } from '../adapters/table-played-outcomes.ts';
import { trustServicesContract } from '../contract.ts';
import { openTrustServices, type TrustServices } from '../usecases/open-trust-services.ts';
import { trustRoutes } from './trust-routes.ts';
import { tsaRoutes } from './tsa-routes.ts';

const env = readEnv(trustServicesContract);
const open = openTrustServices({
  vault: secretAuthorityVault(awsClient(SecretsManagerClient), env.pkiAuthority),
  serialNumber: () => BigInt(`0x01${randomBytes(15).toString('hex')}`),
});

let opened: Result<TrustServices> | undefined;

const services = async (): Promise<Result<TrustServices>> => {
  if (!opened?.ok) opened = await open();
  return opened;
};

const stamping = tsaRoutes({
  open: services,
  outcomes: tablePlayedOutcomes(openTables()(env.sandboxTable)),
  pause: setTimeout,
});

/** The development authority for validators, in the bytes of their own protocols. */
export const handler = plainHandler(trustRoutes(services, stamping), {
  now: systemClock,
  publicOrigin: env.publicOrigin,
});
