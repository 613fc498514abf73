import * as z from 'zod';
import { InstantMs } from '../../../shared/kernel/time.ts';
import {
  TIMESTAMP_AUTHORITIES,
  TRUST_ANCHORS,
  timestampAuthorityKey,
  trustAnchorKey,
} from '../../../shared/kernel/trust-set-up.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { listPagesIn } from '../../../shared/platform/list-pages.ts';
import type { NamedRow, NamedRows, TimestampAuthorityRow, TimestampPasswords, TrustAnchorRow } from '../trust-ports.ts';
import { rotatingSecrets } from './rotating-secrets.ts';

/** The name of the secret with an authority's password below the installation's prefix. */
export const timestampSecretName = (prefix: string, name: string): string => `${prefix}/${name}`;

const Anchor = z.object({
  purpose: z.string(),
  pem: z.string(),
  hosts: z.array(z.string()).optional(),
  endedAt: InstantMs.optional(),
});

const Authority = z.object({
  url: z.string(),
  order: z.number(),
  username: z.string().optional(),
  endedAt: InstantMs.optional(),
});

/** Rows by their names, listed under `listPk`; `more` is kept besides and not shown. */
const namedRows = <Row extends NamedRow>(
  table: Pick<Table, 'get' | 'put' | 'queryIndex'>,
  keyOf: (name: string) => { readonly pk: string; readonly sk: string },
  listPk: string,
  rowOf: (name: string, item: Item) => Row,
  more: (row: Row) => object = () => ({}),
): NamedRows<Row> => ({
  async find(name) {
    const { pk, sk } = keyOf(name);
    const item = await table.get(pk, sk);
    return item && rowOf(name, item);
  },
  list: listPagesIn(table, listPk, (item) => rowOf(item.listSk ?? '', item)),
  async put(row) {
    const { name, ...kept } = row;
    const given = Object.entries({ ...kept, ...more(row) }).filter(([, value]) => value !== undefined);
    await table.put({ ...keyOf(name), ...Object.fromEntries(given), listPk, listSk: name });
  },
});

/** Trust anchors in the results' table, `ANCHOR#<name>` / `ANCHOR`. */
export const trustAnchorsIn = (results: Pick<Table, 'get' | 'put' | 'queryIndex'>): NamedRows<TrustAnchorRow> =>
  namedRows(results, trustAnchorKey, TRUST_ANCHORS, (name, item) => ({ name, ...Anchor.parse(item) }));

/** Time-stamp authorities in the results' table, `TSA#<name>` / `TSA`, with the names of the secrets of those that ask for a password. */
export const timestampAuthoritiesIn = (
  results: Pick<Table, 'get' | 'put' | 'queryIndex'>,
  secretsPrefix: string,
): NamedRows<TimestampAuthorityRow> =>
  namedRows(
    results,
    timestampAuthorityKey,
    TIMESTAMP_AUTHORITIES,
    (name, item) => ({ name, ...Authority.parse(item) }),
    ({ name, username }) => (username === undefined ? {} : { secretId: timestampSecretName(secretsPrefix, name) }),
  );

/** The passwords of time-stamp authorities in Secrets Manager, `<prefix>/<name>`. */
export const secretsManagerTimestampPasswords = (prefix: string): TimestampPasswords => {
  const secrets = rotatingSecrets();
  return {
    read: (name) => secrets.read(timestampSecretName(prefix, name)),
    write: (name, secret) =>
      secrets.write(timestampSecretName(prefix, name), secret, `Password of time-stamp authority ${name}`),
  };
};
