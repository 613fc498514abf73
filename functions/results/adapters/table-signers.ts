import * as z from 'zod';
import { type AgencyCode, named } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { listPagesIn } from '../../../shared/platform/list-pages.ts';
import type { SignerRow } from '../domain/signers.ts';
import type { SignerRows } from '../signer-ports.ts';

/** The list of all signers in the results' table, in which one lies as its id, ended or not. */
const SIGNERS = 'SIGNERS';

const Row = z.object({
  agencyCode: named<AgencyCode>(z.string()),
  role: z.string(),
  by: z.string(),
  label: z.string(),
  certificatePem: z.string().optional(),
  chainPem: z.string().optional(),
  image: z.string().optional(),
  kms: z.object({ keyId: z.string() }).optional(),
  csc: z.object({ url: z.string(), clientId: z.string(), credentialId: z.string() }).optional(),
  endedAt: InstantMs.optional(),
});

const rowOf = (item: Item): SignerRow => ({ signerId: item.listSk ?? '', ...Row.parse(item) });

/** Signers in the results' table, `SIGNER#<signerId>` / `SIGNER`. Nothing of it is secret. */
export const signersIn = (results: Pick<Table, 'get' | 'put' | 'queryIndex'>): SignerRows => ({
  async find(signerId) {
    const item = await results.get(`SIGNER#${signerId}`, 'SIGNER');
    return item && rowOf(item);
  },
  list: listPagesIn(results, SIGNERS, rowOf),
  async put({ signerId, ...row }) {
    const given = Object.entries(row).filter(([, value]) => value !== undefined) as [string, Json][];
    const key = { pk: `SIGNER#${signerId}`, sk: 'SIGNER', listPk: SIGNERS, listSk: signerId };
    await results.put({ ...Object.fromEntries(given), ...key });
  },
});
