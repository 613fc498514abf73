import { createHash } from 'node:crypto';
import { DossierCode } from '../../../shared/kernel/ids.ts';
import { storedAs } from '../../../shared/kernel/stored.ts';
import { citizenToken, citizenUrl } from '../../../shared/platform/citizen-link.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import type { CitizenLinks } from '../ports.ts';

/** Citizens' links with the item that each dossier keeps of its own. */
export interface KeptLinks extends CitizenLinks {
  /** `TOK#<hash>`: leads from a token's hash to its dossier. */
  itemOf(dossierCode: DossierCode): Item;
}

const storedCode = storedAs(DossierCode);

const tokenKey = (token: string): string => `TOK#${createHash('sha256').update(token).digest('hex')}`;

/** Links derived from the pepper: the token can be answered again, yet only its hash is stored. */
export const citizenLinks = (table: Pick<Table, 'get'>, pepper: Pepper, publicOrigin: string): KeptLinks => {
  return {
    urlOf: (dossierCode) => citizenUrl(pepper, publicOrigin, dossierCode),
    itemOf: (dossierCode) => ({ pk: tokenKey(citizenToken(pepper, dossierCode)), sk: 'TOKEN', dossierCode }),
    async dossierOf(token) {
      const item = await table.get(tokenKey(token), 'TOKEN');
      return storedCode(item?.dossierCode);
    },
  };
};
