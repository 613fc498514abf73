import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Wording, wordFaults } from '../domain/templates/linter.ts';
import type { AnyWords } from '../domain/templates/own-words.ts';
import type { OwnTemplate, OwnTemplates, WordRulesReader } from '../ports.ts';

/** What the use cases of agencies' own words need from outside. */
export interface OwnTemplatePorts {
  readonly templates: OwnTemplates;
  readonly rules: WordRulesReader;
}

/** How often a change starts again when another was made meanwhile. */
const TRIES = 20;

/** Whatever the order of their fields. */
const sameWords = (a: AnyWords | undefined, b: AnyWords | undefined): boolean => writtenOut(a) === writtenOut(b);

const writtenOut = (words: AnyWords | undefined): string =>
  JSON.stringify(words, (_, value: unknown) =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
      : value,
  );

const changed = async (
  { templates }: OwnTemplatePorts,
  agencyCode: AgencyCode,
  wording: Wording,
  words: AnyWords | undefined,
  segments: number,
): Promise<OwnTemplate> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = await templates.find(agencyCode, wording);
    if (sameWords(before.words, words) && (words === undefined || before.segments === segments)) return before;
    const next = { version: before.version + 1, words, segments };
    if (await templates.put(agencyCode, wording, next)) return next;
  }
  throw new Error(`the words of ${agencyCode} were changed ${TRIES} times in a row`);
};

/** Gives an agency its own words; what may not be sent is `invalid_input` with its place. The same words again are the same version. */
export const putTemplate =
  (ports: OwnTemplatePorts) =>
  async (agencyCode: AgencyCode, wording: Wording, words: AnyWords): Promise<Result<OwnTemplate>> => {
    const { isSetUp, ...rules } = await ports.rules.messageRules(agencyCode);
    if (!isSetUp) return fail({ kind: 'not_found', what: 'agency' });
    const fields = wordFaults(wording, words, rules);
    if (fields.length > 0) return fail({ kind: 'invalid_input', fields });
    return ok(await changed(ports, agencyCode, wording, words, rules.smsSegmentLimit));
  };

/** The words that an agency has of its own; without them, where the default or those of one above it apply. */
export const readTemplate =
  ({ templates, rules }: OwnTemplatePorts) =>
  async (agencyCode: AgencyCode, wording: Wording): Promise<Result<OwnTemplate>> => {
    const { isSetUp } = await rules.messageRules(agencyCode);
    return isSetUp ? ok(await templates.find(agencyCode, wording)) : fail({ kind: 'not_found', what: 'agency' });
  };

/** Takes an agency's own words away, so that those above it or the default apply. Again: nothing changes. */
export const endTemplate =
  (ports: OwnTemplatePorts) =>
  async (agencyCode: AgencyCode, wording: Wording): Promise<Result<OwnTemplate>> => {
    const { isSetUp } = await ports.rules.messageRules(agencyCode);
    if (!isSetUp) return fail({ kind: 'not_found', what: 'agency' });
    return ok(await changed(ports, agencyCode, wording, undefined, 1));
  };
