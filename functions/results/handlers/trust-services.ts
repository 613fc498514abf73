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
import { OwnerOutcome, PlayedOutcome } from '../domain/played-outcome.ts';
import { openTrustServices, type TrustServices } from '../usecases/open-trust-services.ts';
import { cscRoutes } from './csc-routes.ts';
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

const sandboxTable = openTables()(env.sandboxTable);

const stamping = tsaRoutes({
  open: services,
  outcomes: tablePlayedOutcomes(sandboxTable, 'TSA', PlayedOutcome, 'up'),
  pause: setTimeout,
});

const signing = cscRoutes({
  open: services,
  outcomes: tablePlayedOutcomes(sandboxTable, 'CSC', OwnerOutcome, 'approve'),
});

/** The development authority for validators and signers, in the bytes of their own protocols. */
export const handler = plainHandler(trustRoutes(services, { tsa: stamping, csc: signing }), {
  now: systemClock,
  publicOrigin: env.publicOrigin,
});
