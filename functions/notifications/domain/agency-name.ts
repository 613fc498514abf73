import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { markedText } from './sms-text.ts';

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

const cutsOf = (name: string): readonly string[] => {
  const words = name.split(' ');
  const shorter = words.slice(1).map((_, cut) => words.slice(0, words.length - 1 - cut).join(' '));
  return [name, ...shorter.map((cut) => cut.replace(/[\s,;:("'-]+$/, '')).filter((cut) => cut !== '')];
};

/** How an SMS is written: without marks, or with them. */
export interface Hand {
  readonly write: (text: string) => string;
  /** Whether a text can be written so whole. */
  readonly isWhole: (text: string) => boolean;
}

/**
 * The names by which an SMS may call an agency, from the whole one, cut between words alone, to its code: the short name that it chose,
 * else its name with the usual short forms. One that cannot be written as the SMS is has the code alone.
 */
export const smsNames = (
  { agencyCode, agencyName, shortName }: AgencyNames,
  { write, isWhole }: Hand,
): readonly string[] => {
  const name = shortName ?? shortForms.reduce((text, [long, form]) => text.replace(long, form), markedText(agencyName));
  const written = write(name);
  return written !== '' && isWhole(name) ? [...cutsOf(written), agencyCode] : [agencyCode];
};
