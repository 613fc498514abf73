import { createHash } from 'node:crypto';
import { DossierCode } from '../../../shared/kernel/ids.ts';
import { storedAs } from '../../../shared/kernel/stored.ts';
import { citizenToken, citizenUrl } from '../../../shared/platform/citizen-link.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import type { CitizenLinks } from '../ports.ts';

/** Citizens' links, of which each dossier keeps the hash of its own. */
export interface KeptLinks extends CitizenLinks {
  /** Keeps `TOK#<hash>`, which leads from a token's hash to its dossier: always the same, and to nothing while there is no dossier. */
  keep(dossierCode: DossierCode): Promise<void>;
}

const storedCode = storedAs(DossierCode);

const tokenKey = (token: string): string => `TOK#${createHash('sha256').update(token).digest('hex')}`;

/** Links derived from the pepper: the token can be answered again, yet only its hash is stored. */
export const citizenLinks = (
  table: Pick<Table, 'get' | 'putIfAbsent'>,
  pepper: Pepper,
  publicOrigin: string,
): KeptLinks => {
  return {
    urlOf: (dossierCode) => citizenUrl(pepper, publicOrigin, dossierCode),
    async keep(dossierCode) {
      await table.putIfAbsent({ pk: tokenKey(citizenToken(pepper, dossierCode)), sk: 'TOKEN', dossierCode });
    },
    async dossierOf(token) {
      const item = await table.get(tokenKey(token), 'TOKEN');
      return storedCode(item?.dossierCode);
    },
  };
};
