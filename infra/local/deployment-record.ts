import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { RunningEmulator } from './emulators/emulator.ts';
import { sdkConfig } from './emulators/sdk-config.ts';

/** What is deployed in an emulator: the hash of the sources, and the outputs. */
export const Deployment = z.object({ hash: z.string(), outputs: z.record(z.string(), z.string()) });
export type Deployment = z.infer<typeof Deployment>;

// Kept in the emulator itself, so that it is lost together with the state that it describes, and never without it.
const SecretId = 'motcua-local-machine/deployment';

/** The finished deployment that the emulator's state holds; undefined where there is none. */
export async function readDeployment(emulator: RunningEmulator): Promise<Deployment | undefined> {
  const secrets = new SecretsManagerClient(sdkConfig(emulator));
  try {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    return Deployment.parse(JSON.parse(SecretString ?? ''));
  } catch {
    return undefined;
  } finally {
    secrets.destroy();
  }
}

/** Remembers a finished deployment in the emulator. */
export async function writeDeployment(emulator: RunningEmulator, deployment: Deployment): Promise<void> {
  const secrets = new SecretsManagerClient(sdkConfig(emulator));
  const SecretString = JSON.stringify(deployment);
  await secrets
    .send(new CreateSecretCommand({ Name: SecretId, SecretString }))
    .catch(() => secrets.send(new PutSecretValueCommand({ SecretId, SecretString })));
  secrets.destroy();
}
