import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { kmsSealKey } from '../adapters/kms-seal.ts';
import { secretAuthorityVault } from '../adapters/secret-authority-vault.ts';
import { tableTrustStore } from '../adapters/table-trust-store.ts';
import { signerSetupContract } from '../contract.ts';
import { type SealPlan, setUpSigner } from '../usecases/set-up-signer.ts';
import { authorityAddresses } from './authority-addresses.ts';

const env = readEnv(signerSetupContract);

const setUp = setUpSigner({
  key: kmsSealKey(awsClient(KMSClient), env.signingKey),
  trust: tableTrustStore(openTables()(env.resultsTable)),
  vault: secretAuthorityVault(awsClient(SecretsManagerClient), env.pkiAuthority),
});

/** `certificatePem`, `chainPem` and `rootsPem` install an authority's certificate; `sealCommonName` names the seal of a development stage. */
const Event = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResourceProperties: z.object({
    sealCommonName: z.string().min(1).max(64).default('Dấu điện tử motcua (phát triển)'),
    certificatePem: z.string().optional(),
    chainPem: z.string().default(''),
    rootsPem: z.string().default(''),
  }),
});

const planOf = ({
  certificatePem,
  chainPem,
  rootsPem,
  sealCommonName,
}: z.output<typeof Event>['ResourceProperties']): SealPlan => {
  if (certificatePem) return { by: 'operator', seal: { certificatePem, chainPem }, rootsPem };
  if (env.stage === 'production') return { by: 'nobody' };
  return { by: 'development', commonName: sealCommonName, addresses: authorityAddresses(env.publicOrigin) };
};

/** The deployment's custom resource of the seal (onEvent of CDK's provider framework). What was put in place outlives it. */
export const handler = async (event: unknown) => {
  const { RequestType, ResourceProperties } = Event.parse(event);
  const PhysicalResourceId = 'motcua-seal';
  if (RequestType === 'Delete') return { PhysicalResourceId };
  const done = await setUp(planOf(ResourceProperties), systemClock());
  if (!done.ok) throw new Error('detail' in done.failure ? done.failure.detail : done.failure.kind);
  const { fingerprint = '', notAfter } = done.value ?? {};
  return { PhysicalResourceId, Data: { fingerprint, notAfter: notAfter ? new Date(notAfter).toISOString() : '' } };
};
