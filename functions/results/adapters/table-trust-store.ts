import * as z from 'zod';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { TrustStore } from '../ports.ts';

const Signer = z.object({ certificatePem: z.string(), chainPem: z.string() });
const Roots = z.object({ rootsPem: z.string(), crls: z.record(z.string(), z.string()) });

/** Certificates in the results' table: `PKI#signer` / `PKI` and `PKI#roots` / `PKI`. All of it is public. */
export const tableTrustStore = (table: Table): TrustStore => ({
  async seal() {
    const item = await table.get('PKI#signer', 'PKI');
    return item ? Signer.parse(item) : undefined;
  },

  async putSeal({ certificatePem, chainPem }) {
    await table.put({ pk: 'PKI#signer', sk: 'PKI', certificatePem, chainPem });
  },

  async anchors() {
    const item = await table.get('PKI#roots', 'PKI');
    const { rootsPem, crls } = item ? Roots.parse(item) : { rootsPem: '', crls: {} };
    const lists = Object.entries(crls).map(([name, der]) => [name, Buffer.from(der, 'base64')] as const);
    return { rootsPem, crls: Object.fromEntries(lists) };
  },

  async putAnchors({ rootsPem, crls }) {
    const lists = Object.entries(crls).map(([name, der]) => [name, Buffer.from(der).toString('base64')] as const);
    await table.put({ pk: 'PKI#roots', sk: 'PKI', rootsPem, crls: Object.fromEntries(lists) });
  },
});
