import * as z from 'zod';
import { TRUST_ANCHORS } from '../../../shared/kernel/trust-set-up.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { TrustStore } from '../ports.ts';

const Signer = z.object({ certificatePem: z.string(), chainPem: z.string() });
const Roots = z.object({ rootsPem: z.string() });
const Anchor = z.object({
  purpose: z.string(),
  pem: z.string(),
  hosts: z.array(z.string()).default([]),
  endedAt: z.number().optional(),
});

/** More anchors than any installation has. */
const PAGE = 200;

/** Certificates in the results' table: `PKI#signer` / `PKI`, `PKI#roots` / `PKI`, and `ANCHOR#<name>` / `ANCHOR` that operators set up. All of it is public. */
export const tableTrustStore = (table: Table): TrustStore => {
  const anchors = async () => {
    const item = await table.get('PKI#roots', 'PKI');
    return item ? Roots.parse(item) : { rootsPem: '' };
  };
  const inForce = async () => {
    const { items } = await table.queryIndex({ index: 'list', pk: TRUST_ANCHORS, limit: PAGE });
    return items.map((item) => Anchor.parse(item)).filter(({ endedAt }) => endedAt === undefined);
  };
  return {
    async seal() {
      const item = await table.get('PKI#signer', 'PKI');
      return item ? Signer.parse(item) : undefined;
    },

    async putSeal({ certificatePem, chainPem }) {
      await table.put({ pk: 'PKI#signer', sk: 'PKI', certificatePem, chainPem });
    },

    anchors,

    async putAnchors({ rootsPem }) {
      // Releases that served lists from here cannot read the roots without this field.
      await table.put({ pk: 'PKI#roots', sk: 'PKI', rootsPem, crls: {} });
    },

    namedHosts: async () => (await inForce()).flatMap(({ hosts }) => hosts),

    async rootsFor(purpose) {
      const [{ rootsPem }, named] = await Promise.all([anchors(), inForce()]);
      const believed = named.filter((anchor) => [purpose ?? anchor.purpose, 'both'].includes(anchor.purpose));
      return [rootsPem, ...believed.map(({ pem }) => (pem.endsWith('\n') ? pem : `${pem}\n`))].join('');
    },
  };
};
