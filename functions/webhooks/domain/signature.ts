import { createHmac } from 'node:crypto';

/** What a delivery is signed over: its id, the second of the try, and the body as it is sent. */
export interface Signed {
  readonly id: string;
  readonly timestampSeconds: number;
  readonly body: string;
}

const PREFIX = 'whsec_';

/** One signature by the symmetric scheme of Standard Webhooks 1.0: `v1,` and base64 of HMAC-SHA-256 over `id.timestamp.body`. */
export const signatureOf = (secret: string, { id, timestampSeconds, body }: Signed): string => {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`).digest('base64')}`;
};

/** The headers of one try, signed with every secret that holds, so that a receiver may change its own at any moment. */
export const signedHeaders = (secrets: readonly string[], signed: Signed): Readonly<Record<string, string>> => ({
  'content-type': 'application/json; charset=utf-8',
  'user-agent': 'motcua',
  'webhook-id': signed.id,
  'webhook-timestamp': String(signed.timestampSeconds),
  'webhook-signature': secrets.map((secret) => signatureOf(secret, signed)).join(' '),
});

/** A secret from its random bytes, at least 24 (Standard Webhooks 1.0). */
export const secretFrom = (bytes: Uint8Array): string => `${PREFIX}${Buffer.from(bytes).toString('base64')}`;
