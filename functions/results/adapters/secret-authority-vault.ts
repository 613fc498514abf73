import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { AuthorityVault } from '../ports.ts';

const Key = z.object({ certificatePem: z.string(), privateKeyPem: z.string() });
const Kept = Key.extend({
  timestamp: Key.optional(),
  secondTimestamp: Key.optional(),
  remoteSigner: Key.optional(),
});

const parsed = (text: string | undefined) => {
  try {
    return Kept.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    // A secret that was only just created holds random text: there is no authority in it yet.
    return undefined;
  }
};

/** The development authority in a secret of its own, as JSON. */
export const secretAuthorityVault = (client: SecretsManagerClient, secretId: string): AuthorityVault => ({
  async read() {
    try {
      const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
      return parsed(answer.SecretString);
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  },
  async keep(authority) {
    await client.send(new PutSecretValueCommand({ SecretId: secretId, SecretString: JSON.stringify(authority) }));
  },
});
