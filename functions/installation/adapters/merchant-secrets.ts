import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { MerchantSecret } from '../../../shared/kernel/merchant-secret.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import type { MerchantSecrets } from '../ports.ts';
import { merchantSecretName } from './merchant-store.ts';

/** Merchants' secrets in Secrets Manager, `<prefix>/<provider>/<merchant>`, read afresh each time since they are about to be changed. */
export const secretsManagerMerchants = (prefix: string): MerchantSecrets => {
  const client = awsClient(SecretsManagerClient);
  return {
    async read(provider, merchant) {
      try {
        const answer = await client.send(
          new GetSecretValueCommand({ SecretId: merchantSecretName(prefix, provider, merchant) }),
        );
        return MerchantSecret.parse(JSON.parse(answer.SecretString ?? ''));
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    async write(provider, merchant, secret) {
      const Name = merchantSecretName(prefix, provider, merchant);
      const SecretString = JSON.stringify(secret);
      try {
        await client.send(
          new CreateSecretCommand({
            Name,
            SecretString,
            Description: `Credentials of ${provider} merchant ${merchant}`,
          }),
        );
      } catch (error) {
        if (!(error instanceof ResourceExistsException)) throw error;
        await client.send(new PutSecretValueCommand({ SecretId: Name, SecretString }));
      }
    },
  };
};
