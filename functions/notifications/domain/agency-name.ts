import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { smsSize } from './sms-segments.ts';
import { plainText } from './sms-text.ts';

/** The usual short forms in names of agencies. */
const shortForms: readonly (readonly [RegExp, string])[] = [
  [/^(Uy|Ủy|Uỷ) ban nhân dân/i, 'UBND'],
  [/^Trung tâm phục vụ hành chính công/i, 'TTPVHCC'],
  [/(?<=^|\s)thành phố(?=\s)/i, 'TP.'],
  [/(?<=\s)phường(?=\s)/i, 'P.'],
  [/(?<=\s)tỉnh(?=\s)/i, 'T.'],
];

/** What an agency is called: in one line for mails, and the name that it chose for SMS where it did. */
export interface AgencyNames {
  readonly agencyCode: AgencyCode;
  readonly agencyName: string;
  readonly shortName?: string | undefined;
}

/** The name as an SMS begins with it where there is room: the chosen short one, else with the usual short forms; without marks, and the code where nothing readable is left. */
export const smsName = ({ agencyCode, agencyName, shortName }: AgencyNames): string => {
  const name =
    shortName ?? shortForms.reduce((text, [long, form]) => text.replace(long, form), agencyName.normalize('NFC'));
  const plain = plainText(name);
  return plain === '' || (plain.includes('?') && !name.includes('?')) ? agencyCode : plain;
};

/** As many whole words of the name as fit into so many septets; the code where not even the first does. */
export const smsNameWithin = (names: AgencyNames, room: number): string => {
  const words = smsName(names).split(' ');
  while (words.length > 0 && smsSize(words.join(' ')).units > room) words.pop();
  const cut = words.join(' ').replace(/[\s,;:("'-]+$/, '');
  return cut === '' ? names.agencyCode : cut;
};
