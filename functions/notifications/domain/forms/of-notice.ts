import { type FilledForm, type FormFacts, filledForm } from '../../../../shared/kernel/forms/form.ts';
import type { Notice } from '../notice.ts';
import { templateFor } from '../templates/by-name.ts';
import type { Language } from '../templates/template.ts';

/** Titles of forms in an agency's own words, by the number of the form; they are Vietnamese. */
export type OwnTitles = Readonly<Record<string, string | undefined>>;

/** The form that goes with a notice; undefined where none does. */
export const formOf = (
  notice: Notice,
  facts: Omit<FormFacts, 'promisedAt' | 'at'>,
  language: Language,
  own: OwnTitles = {},
): FilledForm | undefined => {
  const { form } = templateFor(notice);
  if (!form) return undefined;
  const promisedAt = 'promisedAt' in notice ? (notice.promisedAt ?? undefined) : undefined;
  const at = 'at' in notice ? notice.at : undefined;
  return filledForm(form, { ...facts, promisedAt, at }, language, language === 'vi' ? own[form.number] : undefined);
};
