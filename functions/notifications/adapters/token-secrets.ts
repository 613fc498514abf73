import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import type { TokenSecrets } from '../token-ports.ts';

const nameOf = (secretId: string): string => `${secretId}/token`;

/** Carriers' tokens in Secrets Manager, `<the carrier's secret>/token`. */
export const tokenSecretsIn = (
  reader: SecretReader,
  client: Pick<SecretsManagerClient, 'send'> = awsClient(SecretsManagerClient),
): TokenSecrets => ({
  read: (secretId, isFresh) => reader.read(nameOf(secretId), ...(isFresh ? [0] : [])),
  async write(secretId, SecretString) {
    const Name = nameOf(secretId);
    try {
      await client.send(new PutSecretValueCommand({ SecretId: Name, SecretString }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      await client.send(new CreateSecretCommand({ Name, SecretString, Description: 'Tokens of a message carrier' }));
    }
  },
});
