import type { Responsible } from '../callers.ts';
import { type AgencyCode, upwards } from '../ids.ts';
import type { PaperFacts } from './paper.ts';

/** An agency as forms name it. */
export interface FormAgency {
  readonly name: string;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly address?: string | undefined;
  readonly parentCode?: AgencyCode | undefined;
  readonly forms?: { readonly unit?: string | undefined; readonly titles?: PaperFacts['titles'] } | undefined;
}

/** What a form says of the offices that a dossier goes through. */
export type Offices = Pick<PaperFacts, 'agencyName' | 'unit' | 'unitAddress' | 'contact' | 'upperUnit' | 'titles'>;

/**
 * The offices that a dossier's forms name, in Vietnamese: the centre is the counter that took it in, else the agency that decides; the unit
 * above it is the centre's parent. One that is not set up is not known: its code is no name.
 */
export const officesOf = async (
  named: (agencyCode: AgencyCode) => Promise<FormAgency>,
  { agencyCode, receivingAgencyCode }: Responsible,
): Promise<Offices> => {
  const centreCode = receivingAgencyCode ?? agencyCode;
  const [agency, centre] = await Promise.all([named(agencyCode), named(centreCode)]);
  const upperCode = centre.parentCode ?? upwards(centreCode)[1];
  const upper = upperCode === undefined ? undefined : (await named(upperCode)).name;
  return {
    agencyName: agency.name,
    unit: centre.forms?.unit ?? centre.name,
    unitAddress: centre.address,
    contact: [centre.phone, centre.email].filter((way) => way !== undefined).join(', '),
    upperUnit: upper === upperCode ? undefined : upper,
    titles: centre.forms?.titles,
  };
};
