import * as z from 'zod';
import type { CodeSpaces } from '../kernel/code-spaces.ts';
import { type AgencyCode, named, upwards } from '../kernel/ids.ts';
import { KeptOfficeHours } from '../kernel/working-time/office-hours.ts';
import type { Item, Table } from './ledger/table.ts';

const codeText = named<AgencyCode>(z.string());

/** An agency as the operator set it up, by the rules of that day. */
export const Agency = z.object({
  code: codeText,
  name: z.string(),
  nameEn: z.string().optional(),
  /** What SMS call it. */
  shortName: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  /** Where its staff are told what is due; where there are none, at `email`. */
  staffEmails: z.array(z.string()).optional(),
  address: z.string().optional(),
  hours: z.string().optional(),
  /** What its one-stop unit is called, and by their numbers its forms (Circular 03/2025/TT-VPCP). */
  forms: z
    .object({
      unit: z.string().optional(),
      unitEn: z.string().optional(),
      titles: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  /** Where people find it on the web, an address with its scheme. */
  website: z.string().optional(),
  parentCode: codeText.optional(),
  /** Segments that one SMS in its own words may take. */
  smsSegmentLimit: z.int().optional(),
  /** Hosts besides its website's that its messages may lead to. */
  linkHosts: z.array(z.string()).optional(),
  /** When messages that can wait are held back, by hours of the day in Viet Nam, `21:00`; null: never. */
  quietHours: z.object({ from: z.string(), to: z.string() }).nullable().optional(),
  /** When it works, where that is not the default. */
  officeHours: KeptOfficeHours.optional(),
  /** The counters that may register dossiers for it. */
  counters: z.array(codeText).optional(),
  /** Above it two people give money back, in whole dong; 0: always two. */
  refundLimitVnd: z.int().optional(),
  /** What its e-receipts are numbered under; the tax code with a hyphen before the 3 digits of a dependent unit. */
  receipt: z.object({ taxCode: z.string(), formSign: z.string(), receiptSign: z.string() }).optional(),
});

/** An agency as the operator set it up. */
export type Agency = z.infer<typeof Agency>;

/** The list of all agencies, in which one lies as its code. */
export const AGENCIES = 'AGENCIES';

/** Where an agency lies in the installation's table. */
export const agencyKey = (code: AgencyCode) => ({ pk: `AG#${code}`, sk: 'AG' });

/** Where the number spaces of dossier codes lie, all in one item, so that no two can be given the same one. */
export const codeSpacesKey = { pk: 'SPACES', sk: 'SPACES' };

/** The number spaces that an item holds; none where it was never written. */
export const codeSpacesOf = (item: Item | undefined): CodeSpaces =>
  z.record(z.string(), codeText).parse(item?.spaces ?? {});

/** How an agency deals with money. */
export type MoneyRules = Pick<Agency, 'refundLimitVnd' | 'receipt'>;

/** What the messages of an agency in its own words are held to: hosts are those of its website and its other ones. */
export interface MessageRules {
  readonly isSetUp: boolean;
  readonly smsSegmentLimit: number;
  readonly hosts: readonly string[];
}

/** Reads agencies by code. */
export interface AgencyDirectory {
  /** The agency; where it is not set up, its nearest ancestor's name under its own code; a bare code where there is none either. */
  named(code: AgencyCode): Promise<Agency>;
  /** Each rule as the agency has it, else the nearest above it that has one; as set up now, never kept. */
  moneyRules(code: AgencyCode): Promise<MoneyRules>;
  /** Each rule as the agency has it, else the nearest above it that has one; as set up now, never kept. */
  messageRules(code: AgencyCode): Promise<MessageRules>;
  /** Where an agency's staff are told: its addresses for them, else its own, else those of the nearest above it that has some; as set up now, never kept. */
  staffAddresses(code: AgencyCode): Promise<readonly string[]>;
}

/** The host of a site, without the `www` that people leave out. */
const hostOf = (website: string): string => new URL(website).hostname.replace(/^www\./, '');

const KEEP_MS = 60_000;

/** What the first agency that says it says. */
const firstOf = <T>(
  agencies: readonly (Agency | undefined)[],
  said: (agency: Agency) => T | undefined,
): T | undefined => agencies.map((agency) => agency && said(agency)).find((value) => value !== undefined);

/** Agencies from the installation's table (`AG#<code>` / `AG`), each kept for a minute. */
export const agencyDirectoryIn = (installationTable: Table, now: () => number): AgencyDirectory => {
  const cache = new Map<string, { readonly agency: Agency; readonly readAt: number }>();
  const stored = async (code: AgencyCode): Promise<Agency | undefined> => {
    const { pk, sk } = agencyKey(code);
    const item = await installationTable.get(pk, sk);
    return item ? Agency.parse(item.agency) : undefined;
  };
  const find = async (code: AgencyCode): Promise<Agency> => {
    for (const ancestor of upwards(code)) {
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
    async moneyRules(code) {
      const nearestFirst = await Promise.all(upwards(code).map(stored));
      const refundLimitVnd = firstOf(nearestFirst, (agency) => agency.refundLimitVnd);
      const receipt = firstOf(nearestFirst, (agency) => agency.receipt);
      return { ...(refundLimitVnd === undefined ? {} : { refundLimitVnd }), ...(receipt ? { receipt } : {}) };
    },
    async staffAddresses(code) {
      const nearestFirst = await Promise.all(upwards(code).map(stored));
      const addressesOf = ({ staffEmails = [], email }: Agency): readonly string[] | undefined =>
        staffEmails.length > 0 ? staffEmails : email === undefined ? undefined : [email];
      return firstOf(nearestFirst, addressesOf) ?? [];
    },
    async messageRules(code) {
      const nearestFirst = await Promise.all(upwards(code).map(stored));
      const website = firstOf(nearestFirst, (agency) => agency.website);
      const linkHosts = firstOf(nearestFirst, (agency) => agency.linkHosts) ?? [];
      return {
        isSetUp: nearestFirst[0] !== undefined,
        smsSegmentLimit: firstOf(nearestFirst, (agency) => agency.smsSegmentLimit) ?? 1,
        hosts: [...(website === undefined ? [] : [hostOf(website)]), ...linkHosts],
      };
    },
  };
};
