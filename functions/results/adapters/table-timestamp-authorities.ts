import * as z from 'zod';
import { MerchantSecret } from '../../../shared/kernel/merchant-secret.ts';
import { TIMESTAMP_AUTHORITIES } from '../../../shared/kernel/trust-set-up.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import type { callHttp } from '../../../shared/platform/outgoing-http.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import { derOfPem } from '../pades/x509/pem.ts';
import type { TimestampAuthorities, TimestampAuthority, Timestamping, TrustStore } from '../ports.ts';

/** How long the authorities are used before they are read again: a change by an operator holds that much later. */
const KEEP_MS = 5000;

/** How long a password is used before it is read again. */
const PASSWORD_MS = 30_000;

/** More authorities than any installation has. */
const PAGE = 200;

const LIMITS = { timeoutMs: 5000, maxBytes: 64_000 };

const Row = z.object({
  url: z.string(),
  order: z.number(),
  username: z.string().optional(),
  secretId: z.string().optional(),
  endedAt: z.number().optional(),
});

type Row = z.infer<typeof Row> & { readonly name: string };

const rowOf = (item: Item): Row => ({ ...Row.parse(item), name: item.listSk ?? '' });

/** What the authorities are read from and asked by. */
export interface TimestampParts {
  readonly table: Pick<Table, 'queryIndex'>;
  readonly trust: Pick<TrustStore, 'rootsFor'>;
  readonly secrets: SecretReader;
  readonly call: typeof callHttp;
  readonly now: () => number;
}

/**
 * The time-stamp authorities that operators set up in the results' table, asked over HTTP (RFC 3161, 3.4) at the address as it was
 * written; no redirect is followed.
 */
export const tableTimestampAuthorities = (parts: TimestampParts): TimestampAuthorities => {
  const { table, trust, secrets, call, now } = parts;
  let kept: { readonly timestamping: Timestamping | undefined; readonly readAt: number } | undefined;

  const credentialsOf = async ({ name, username, secretId }: Row): Promise<Record<string, string>> => {
    if (username === undefined || secretId === undefined) return {};
    const secret = await secrets.read(secretId, PASSWORD_MS);
    if (secret === undefined) throw new Error(`no password for time-stamp authority ${name}`);
    const { password = '' } = MerchantSecret.parse(JSON.parse(secret)).current;
    return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  };

  const authorityOf = (row: Row): TimestampAuthority => ({
    name: row.name,
    async request(der) {
      const headers = {
        'content-type': 'application/timestamp-query',
        accept: 'application/timestamp-reply',
        ...(await credentialsOf(row)),
      };
      const reply = await call(row.url, { method: 'POST', headers, body: Buffer.from(der) }, LIMITS);
      return reply?.status === 200 ? reply.bytes : new Uint8Array();
    },
  });

  const read = async (): Promise<Timestamping | undefined> => {
    const { items } = await table.queryIndex({ index: 'list', pk: TIMESTAMP_AUTHORITIES, limit: PAGE });
    if (items.length === 0) return undefined;
    const rows = items.map(rowOf).filter(({ endedAt }) => endedAt === undefined);
    return {
      authorities: rows.sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1)).map(authorityOf),
      roots: derOfPem(await trust.rootsFor('timestamps')),
      failed: (name, reason) => logEvent('timestamp_not_given', { reference: name, errorMessage: reason }),
    };
  };

  return {
    async inForce() {
      if (!kept || now() - kept.readAt >= KEEP_MS) kept = { timestamping: await read(), readAt: now() };
      return kept.timestamping;
    },
  };
};
