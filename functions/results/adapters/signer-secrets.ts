import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { SignerSecrets } from '../signer-ports.ts';

/** Secrets of remote signing services in Secrets Manager, `<prefix>/<signerId>`; what writes them cannot read them. */
export const secretsManagerSigners = (client: SecretsManagerClient, prefix: string): SignerSecrets => ({
  async write(signerId, secret) {
    const Name = `${prefix}/${signerId}`;
    const SecretString = JSON.stringify(secret);
    try {
      await client.send(new CreateSecretCommand({ Name, SecretString, Description: `Secret of signer ${signerId}` }));
    } catch (error) {
      if (!(error instanceof ResourceExistsException)) throw error;
      await client.send(new PutSecretValueCommand({ SecretId: Name, SecretString }));
    }
  },
});
