import { templates } from '../domain/templates/by-name.ts';
import { parametersOf, type Wording, worstCase } from '../domain/templates/linter.ts';
import type { AnyWords } from '../domain/templates/own-words.ts';
import { sampleOf } from '../domain/templates/sample.ts';
import type { Particulars } from '../domain/wording.ts';
import type { OwnTemplate } from '../ports.ts';

/** The agency as a sample names it. */
export type SampleAgency = Pick<Particulars, 'agencyCode' | 'agencyName' | 'shortName' | 'website'>;

/** How long an SMS may become, and a message in these words. */
export const savedView = (wording: Wording, { version, words, segments }: OwnTemplate, agency: SampleAgency) => {
  const sample = sampleOf(wording, words, agency, segments);
  const worst = words && 'marks' in words ? worstCase(words) : undefined;
  return {
    version,
    ...(worst ? { worstCase: { segments: worst.segments, encoding: worst.alphabet } } : {}),
    ...(sample === undefined ? {} : { sample }),
  };
};

/** The words of the repository: of an SMS the fullest. */
const defaultWords = ({ template, channel, language }: Wording): Partial<Record<string, unknown>> => {
  const { sms, email } = templates[template];
  if (channel === 'sms') return { text: sms[language][0], marks: false };
  return channel === 'email' ? { ...email[language] } : {};
};

const shownWords = (words: AnyWords): Partial<Record<string, unknown>> =>
  'znsTemplateId' in words ? { znsTemplateId: words.znsTemplateId, znsParameters: words.parameters } : words;

/** A template as it is read: the agency's own words or the default, and what words may name. */
export const templateView = (wording: Wording, template: OwnTemplate, agency: SampleAgency) => ({
  ...savedView(wording, template, agency),
  default: template.words === undefined,
  ...(template.words ? shownWords(template.words) : defaultWords(wording)),
  parameters: parametersOf(wording).map(({ name, type, maxLength, required }) => ({ name, type, maxLength, required })),
});
