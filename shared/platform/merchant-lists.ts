import type { AgencyCode } from '../kernel/ids.ts';
import { listedByName } from '../kernel/payment-providers.ts';

const byName = (provider: string, agencyCode: AgencyCode): string => `MER#${provider}#${agencyCode}`;

const byAgency = (agencyCode: AgencyCode): string => `MER#${agencyCode}`;

/** The list in which a merchant's row lies: of its agency, or of its provider at that agency. */
export const merchantListOf = (provider: string, agencyCode: AgencyCode): string =>
  listedByName.some((name) => name === provider) ? byName(provider, agencyCode) : byAgency(agencyCode);

/** All lists in which merchants of an agency lie: as many as there are, however many providers there may be. */
export const merchantListsOf = (agencyCode: AgencyCode): readonly string[] => [
  byAgency(agencyCode),
  ...listedByName.map((provider) => byName(provider, agencyCode)),
];

/** The list of all merchants, in which one lies as `<provider>#<merchant>`, ended or not. */
export const MERCHANTS = 'MERCHANTS';
