import * as z from 'zod';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { TrustStore } from '../ports.ts';

const Signer = z.object({ certificatePem: z.string(), chainPem: z.string() });
const Roots = z.object({ rootsPem: z.string() });

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
    return item ? Roots.parse(item) : { rootsPem: '' };
  },

  async putAnchors({ rootsPem }) {
    // Releases that served lists from here cannot read the roots without this field.
    await table.put({ pk: 'PKI#roots', sk: 'PKI', rootsPem, crls: {} });
  },
});
