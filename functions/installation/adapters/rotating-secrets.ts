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

/** Credentials in Secrets Manager that rotate, read afresh each time since they are about to be changed. */
export const rotatingSecrets = () => {
  const client = awsClient(SecretsManagerClient);
  return {
    /** Undefined where there is none. */
    async read(name: string): Promise<MerchantSecret | undefined> {
      try {
        const answer = await client.send(new GetSecretValueCommand({ SecretId: name }));
        return MerchantSecret.parse(JSON.parse(answer.SecretString ?? ''));
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    async write(Name: string, secret: MerchantSecret, Description: string): Promise<void> {
      const SecretString = JSON.stringify(secret);
      try {
        await client.send(new CreateSecretCommand({ Name, SecretString, Description }));
      } catch (error) {
        if (!(error instanceof ResourceExistsException)) throw error;
        await client.send(new PutSecretValueCommand({ SecretId: Name, SecretString }));
      }
    },
  };
};
