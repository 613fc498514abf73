import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { awsClient } from './aws-clients.ts';

/** Reads secrets by name or ARN, keeping each for a while. */
export interface SecretReader {
  /** The secret's text; undefined where there is none. `freshWithinMs` asks for a value read at most so long ago. */
  read(secretId: string, freshWithinMs?: number): Promise<string | undefined>;
}

/** How long a secret is kept before it is read again. */
const KEEP_MS = 300_000;

/** Secrets Manager behind a cache per environment. */
export const secretsManagerReader = (
  now: () => number,
  client: Pick<SecretsManagerClient, 'send'> = awsClient(SecretsManagerClient),
): SecretReader => {
  const cache = new Map<string, { readonly text: string; readonly readAt: number }>();
  return {
    async read(secretId, freshWithinMs = KEEP_MS) {
      const kept = cache.get(secretId);
      if (kept && now() - kept.readAt < freshWithinMs) return kept.text;
      try {
        const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
        const text = answer.SecretString ?? '';
        cache.set(secretId, { text, readAt: now() });
        return text;
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
  };
};
