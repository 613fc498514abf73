import type { Person } from '../../../../shared/kernel/person.ts';
import type { Instant } from '../../../../shared/kernel/time.ts';
import type { Words } from '../../../../shared/kernel/words.ts';
import type { Language } from '../templates/template.ts';

/** A person as forms name one: by the dossier's card of the moment at which the form is made. */
export type FormPerson = Omit<Person, 'kind'>;

/** What is known of a dossier that its forms say; each is left out of a form where it is not known. */
export interface FormFacts {
  readonly dossierCode: string;
  readonly procedureName: string;
  readonly agencyName: string;
  /** The one-stop unit that talks with the person, its address, and where questions are answered. */
  readonly unit: string;
  readonly unitAddress?: string | undefined;
  readonly contact?: string | undefined;
  readonly applicant?: FormPerson | undefined;
  readonly authorisedPerson?: FormPerson | undefined;
  readonly components?: readonly { readonly name: string; readonly originals: number; readonly copies: number }[];
  readonly timeLimit?: { readonly amount: number; readonly unit: string } | undefined;
  /** How the result is fetched, as the registration says it: `portal`, `counter`, `post`. */
  readonly resultBy?: string | undefined;
  /** The moment of complete receipt. */
  readonly receivedAt?: Instant | undefined;
  readonly promisedAt?: Instant | undefined;
  /** When the agency did what the form tells. */
  readonly at?: Instant | undefined;
  /** Who took the dossier in, asked for the supplement or refused it. */
  readonly officer?: string | undefined;
  /** What the agency wrote to the person. */
  readonly note?: string | undefined;
}

/** A row of a form: its name, and what it says in one or more lines. */
export type FormRow = readonly [name: string, value: string];

/** A form as a reader sees it. */
export interface FilledForm {
  readonly title: string;
  readonly rows: readonly FormRow[];
}

/** What stands in a row; undefined where nothing is known for it. */
type RowValue = (facts: FormFacts, language: Language) => string | undefined;

/** A row of a form before it is filled. */
export interface RowOf {
  readonly name: Words;
  readonly value: RowValue;
}

/** A form of Circular 03/2025/TT-VPCP: its number there, its title, and its rows in the order in which they are printed. */
export interface Form {
  readonly number: string;
  readonly title: Words;
  readonly rows: readonly RowOf[];
}

/** The rows of a form that something is known for, under the agency's own title of it where it has one. */
export const filledForm = (
  { title, rows }: Form,
  facts: FormFacts,
  language: Language,
  ownTitle: string | undefined,
): FilledForm => ({
  title: ownTitle ?? title[language],
  rows: rows.flatMap(({ name, value }): FormRow[] => {
    const said = value(facts, language);
    return said === undefined || said === '' ? [] : [[name[language], said]];
  }),
});
