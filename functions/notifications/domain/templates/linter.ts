import type { FieldFault } from '../../../../shared/kernel/failures.ts';
import { type SmsSize, smsSize } from '../sms-segments.ts';
import { markedText, plainText, withoutPlainForm } from '../sms-text.ts';
import { type TemplateName, templates } from './by-name.ts';
import { filled, fixedIn, type Named, namedIn, type Values } from './fill.ts';
import type { AnyWords, OwnWords, WordedChannel } from './own-words.ts';
import { type Language, ofEveryMessage, type Parameter, type ParameterName, parameters } from './template.ts';

/** What an agency's own words are held to. */
export interface WordRules {
  /** Segments that one SMS may take at most. */
  readonly smsSegmentLimit: number;
  /** Hosts that words may lead to, each with those below it. */
  readonly hosts: readonly string[];
}

/** For whom and in which language something is worded. */
export interface Wording {
  readonly template: TemplateName;
  readonly channel: WordedChannel;
  readonly language: Language;
}

/** A parameter that words of a template may name. */
export interface NamedParameter extends Parameter {
  readonly name: ParameterName;
  /** Whether words must name it, outside of optional parts. */
  readonly required: boolean;
}

/** What the agency wrote goes by mail and page alone. */
const isTold = (name: ParameterName, channel: WordedChannel): boolean => channel === 'email' || name !== 'note';

/** The texts of the repository for a wording; Zalo has none. */
const defaultTexts = ({ template, channel, language }: Wording): readonly string[] => {
  const { sms, email } = templates[template];
  if (channel === 'sms') return sms[language];
  return channel === 'email' ? [`${email[language].subject}\n${email[language].text}`] : [];
};

const certainIn = (text: string): readonly string[] =>
  namedIn(text).flatMap(({ name, isOptional }) => (isOptional ? [] : [name]));

/** The parameters of a wording: required are those that no text of the repository leaves out. */
export const parametersOf = (wording: Wording): readonly NamedParameter[] => {
  const own = Object.keys(templates[wording.template].parameters) as ParameterName[];
  const texts = defaultTexts(wording).map(certainIn);
  return [...ofEveryMessage, ...own]
    .filter((name) => isTold(name, wording.channel))
    .map((name) => ({
      name,
      ...parameters[name],
      required: texts.length > 0 && texts.every((named) => named.includes(name)),
    }));
};

const host = /(?<![\p{L}\p{N}-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?![\p{L}\p{N}-])/giu;

/** What people's phones and mail programs would make a link of, and where that leads elsewhere. */
const linkFaults = ({ channel }: Wording, path: string, text: string, { hosts }: WordRules): readonly FieldFault[] => {
  const isOwn = (name: string): boolean =>
    hosts.some((own) => name.toLowerCase() === own || name.toLowerCase().endsWith(`.${own}`));
  // A dot or a slash of another width is a plain one where it is read.
  const written = [text, channel === 'sms' ? plainText(text) : text.normalize('NFKC')];
  const schemes = written.flatMap((each) => each.match(/[a-z][a-z0-9+.-]*:\/\/[^\s<>"']*/gi) ?? []);
  const strange = schemes.filter((link) => !isOwn(URL.parse(link)?.hostname ?? ''));
  const named = written.flatMap((each) => each.match(host) ?? []).filter((name) => !isOwn(name));
  return [...new Set([...strange, ...named])].map((link) => ({
    path,
    message: `expected no link but to the agency's website and linkHosts: ${link.slice(0, 100)}`,
  }));
};

const isFree = ({ type }: Parameter): boolean => type === 'text';

const placed = ({ name, place }: Named): string => `{{${name}}} at character ${place}`;

const parameterFaults = (wording: Wording, path: string, text: string): readonly FieldFault[] => {
  const known = new Map<string, NamedParameter>(parametersOf(wording).map((each) => [each.name, each]));
  const named = namedIn(text);
  const own = templates[wording.template].parameters;
  return named.flatMap((each): FieldFault[] => {
    const parameter = known.get(each.name);
    if (!parameter) return [{ path, message: `no such parameter: ${placed(each)}` }];
    if (own[parameter.name] === 'optional' && !each.isOptional)
      return [{ path, message: `expected between [[ and ]], since it is not always known: ${placed(each)}` }];
    if (each.bound !== undefined && !isFree(parameter))
      return [{ path, message: `expected no bound but of a free text: ${placed(each)}` }];
    return wording.channel === 'sms' && isFree(parameter) && each.bound === undefined
      ? [{ path, message: `expected a bound, such as {{${each.name}:40}}: ${placed(each)}` }]
      : [];
  });
};

const missingFaults = (wording: Wording, path: string, text: string): readonly FieldFault[] => {
  const certain = certainIn(text);
  return parametersOf(wording)
    .filter(({ name, required }) => required && !certain.includes(name))
    .map(({ name }) => ({ path, message: `expected {{${name}}}` }));
};

const strayFaults = (path: string, text: string): readonly FieldFault[] => {
  const stray = /\{\{|\}\}|\[\[|\]\]/.exec(fixedIn(text));
  return stray ? [{ path, message: `expected whole parameters and parts: ${stray[0]}` }] : [];
};

const textFaults = (wording: Wording, path: string, text: string, rules: WordRules): readonly FieldFault[] => [
  ...parameterFaults(wording, path, text),
  ...strayFaults(path, text),
  ...linkFaults(wording, path, fixedIn(text), rules),
];

/** So many septets an agency's name takes at least: its code, which stands where there is no room for more. */
const AGENCY = 25;

/** The widest value of each parameter that a text names: two units a character where anybody may write anything. */
const widestIn = (text: string, marks: boolean): Values =>
  Object.fromEntries(
    namedIn(text).map(({ name, bound }) => {
      const { type, maxLength } = parameters[name as ParameterName];
      const length = Math.min(bound ?? maxLength, name === 'agency' ? AGENCY : maxLength);
      return [name, (type === 'text' ? (marks ? '😀' : '[') : marks ? 'Ậ' : 'M').repeat(length)];
    }),
  );

/** The size of an SMS whose every field is as long as it may be; where to go is left out where it need not be said. */
export const worstCase = ({ text, marks }: OwnWords['sms']): SmsSize => {
  const certain = text.replace(/\[\[[^\]]*\{\{where[^\]]*\]\]/g, '');
  const worst = filled(certain, widestIn(certain, marks));
  return smsSize(marks ? markedText(worst) : plainText(worst));
};

const smsFaults = (wording: Wording, words: OwnWords['sms'], rules: WordRules): readonly FieldFault[] => {
  const { text, marks } = words;
  const faults = [...textFaults(wording, 'text', text, rules), ...missingFaults(wording, 'text', text)];
  if (faults.length > 0) return faults;
  const strange = marks ? undefined : withoutPlainForm(text);
  if (strange)
    return [
      {
        path: 'text',
        message: `expected letters and signs that have a plain form: ${strange.character} at character ${strange.place}`,
      },
    ];
  const { segments, alphabet } = worstCase(words);
  const { smsSegmentLimit } = rules;
  if (segments <= smsSegmentLimit) return [];
  const most = `${smsSegmentLimit} ${smsSegmentLimit === 1 ? 'segment' : 'segments'}`;
  return [{ path: 'text', message: `expected at most ${most}, takes ${segments} (${alphabet}) in the worst case` }];
};

/** What would run, load or send something, or break out of the page. */
const unsafeMarkup =
  /<\s*\/?\s*(?:script|iframe|frame|object|embed|form|input|button|link|meta|base|style|svg|img|video|audio|html|head|body|title)\b|<!|\bon\w+\s*=|javascript:|data:|\bsrc\s*=|url\s*\(/i;

/** A parameter inside of a tag, where no escaping is safe. */
const inTag = /<[^<>]*\{\{/;

/** A character that is written by its number or a rare name may be one of those that are looked for. */
const hidden = /&(?!(?:amp|lt|gt|quot|nbsp);)/;

const mailFaults = (wording: Wording, words: OwnWords['email'], rules: WordRules): readonly FieldFault[] => {
  const { subject, text, html } = words;
  return [
    ...textFaults(wording, 'subject', subject, rules),
    ...textFaults(wording, 'text', text, rules),
    ...missingFaults(wording, 'text', `${subject}\n${text}`),
    ...(html === undefined
      ? []
      : [
          ...textFaults(wording, 'html', html, rules),
          ...missingFaults(wording, 'html', `${subject}\n${html}`),
          ...([unsafeMarkup, inTag, hidden].some((unwanted) => unwanted.test(html))
            ? [{ path: 'html', message: 'expected paragraphs, lists and links alone, without parameters in tags' }]
            : []),
        ]),
  ];
};

const zaloFaults = (wording: Wording, { parameters: given }: OwnWords['zalo']): readonly FieldFault[] => {
  const known: readonly string[] = parametersOf(wording).map(({ name }) => name);
  return Object.entries(given)
    .filter(([, name]) => !known.includes(name))
    .map(([own]) => ({ path: `parameters.${own}`, message: `expected one of ${known.join(', ')}` }));
};

/** What is wrong with an agency's own words; empty where they may be sent. */
export const wordFaults = (wording: Wording, words: AnyWords, rules: WordRules): readonly FieldFault[] => {
  if ('znsTemplateId' in words) return zaloFaults(wording, words);
  return 'subject' in words ? mailFaults(wording, words, rules) : smsFaults(wording, words, rules);
};
