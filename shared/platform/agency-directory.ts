import * as z from 'zod';
import type { CodeSpaces } from '../kernel/code-spaces.ts';
import { AgencyCode, codeAbove, named } from '../kernel/ids.ts';
import type { Item, Table } from './ledger/table.ts';

/** An hour of the day in Viet Nam, `21:00`. */
const HourOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** An agency as the operator set it up. */
export const Agency = z.object({
  code: AgencyCode,
  name: z.string(),
  nameEn: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  parentCode: AgencyCode.optional(),
  /** When messages that can wait are held back; null: never. */
  quietHours: z.object({ from: HourOfDay, to: HourOfDay }).nullable().optional(),
  /** The counters that may register dossiers for it. */
  counters: z.array(AgencyCode).optional(),
});

/** An agency as the operator set it up. */
export type Agency = z.infer<typeof Agency>;

/** Where an agency lies in the installation's table. */
export const agencyKey = (code: AgencyCode) => ({ pk: `AG#${code}`, sk: 'AG' });

/** Where the number spaces of dossier codes lie, all in one item, so that no two can be given the same one. */
export const codeSpacesKey = { pk: 'SPACES', sk: 'SPACES' };

/** The number spaces that an item holds; none where it was never written. */
export const codeSpacesOf = (item: Item | undefined): CodeSpaces =>
  z.record(z.string(), named<AgencyCode>(z.string())).parse(item?.spaces ?? {});

/** Reads agencies by code. */
export interface AgencyDirectory {
  /** The agency; where it is not set up, its nearest ancestor's name under its own code; a bare code where there is none either. */
  named(code: AgencyCode): Promise<Agency>;
}

const KEEP_MS = 60_000;

/** Agencies from the installation's table (`AG#<code>` / `AG`), each kept for a minute. */
export const agencyDirectoryIn = (installationTable: Table, now: () => number): AgencyDirectory => {
  const cache = new Map<string, { readonly agency: Agency; readonly readAt: number }>();
  const stored = async (code: AgencyCode): Promise<Agency | undefined> => {
    const { pk, sk } = agencyKey(code);
    const item = await installationTable.get(pk, sk);
    return item ? Agency.parse(item.agency) : undefined;
  };
  const find = async (code: AgencyCode): Promise<Agency> => {
    for (let ancestor = code; ancestor !== ''; ancestor = codeAbove(ancestor)) {
      const agency = await stored(ancestor);
      if (agency) return { ...agency, code };
    }
    return { code, name: code };
  };
  return {
    async named(code) {
      const kept = cache.get(code);
      if (kept && now() - kept.readAt < KEEP_MS) return kept.agency;
      const agency = await find(code);
      if (cache.size > 1000) cache.clear();
      cache.set(code, { agency, readAt: now() });
      return agency;
    },
  };
};
