import type { Person } from '../person.ts';
import { hourAndDate, type Instant } from '../time.ts';
import type { Words } from '../words.ts';

/** A person as forms name one: by the dossier's card of the moment at which the form is made. */
export type FormPerson = Omit<Person, 'kind'>;

/** Who hands a dossier over or takes it: the person, the one-stop unit, or an agency by its name. */
export type Holder = 'person' | 'unit' | { readonly agencyName: string };

/** A dossier went from one hand to another. */
export interface HandOver {
  readonly from: Holder;
  readonly to: Holder;
  readonly at: Instant;
  /** How the promised date was kept, of a hand-over that ends the work. */
  readonly kept?: 'before' | 'on' | 'after' | undefined;
  readonly note?: string | undefined;
  /** Who told it, on the side that hands over. */
  readonly officer?: string | undefined;
}

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
  readonly components?:
    | readonly { readonly name: string; readonly originals: number; readonly copies: number }[]
    | undefined;
  readonly timeLimit?: { readonly amount: number; readonly unit: string } | undefined;
  /** How the result is fetched, as the registration says it: `portal`, `counter`, `post`. */
  readonly resultBy?: string | undefined;
  /** The moment of complete receipt. */
  readonly receivedAt?: Instant | undefined;
  readonly promisedAt?: Instant | undefined;
  /** The promise that another takes the place of. */
  readonly insteadOf?: Instant | undefined;
  /** When the agency did what the form tells. */
  readonly at?: Instant | undefined;
  /** Who took the dossier in, asked for the supplement, refused or stopped it. */
  readonly officer?: string | undefined;
  /** What the agency wrote to the person. */
  readonly note?: string | undefined;
  /** When the person asked for the end of the work. */
  readonly stopAskedAt?: Instant | undefined;
  /** The official status in which the work was stopped. */
  readonly stage?: number | undefined;
  readonly handOvers?: readonly HandOver[] | undefined;
}

/** In which language a form speaks, and how it writes moments. */
export interface Manner {
  readonly language: keyof Words;
  readonly moment: (instant: Instant) => string;
}

/** A row of a form: its name, and what it says in one or more lines. */
export type FormRow = readonly [name: string, value: string];

/** A form as a reader of a mail sees it. */
export interface FilledForm {
  readonly title: string;
  readonly rows: readonly FormRow[];
}

/** What stands in a row; undefined where nothing is known for it. */
type RowValue = (facts: FormFacts, manner: Manner) => string | undefined;

/** A row of a form before it is filled. */
export interface RowOf {
  readonly name: Words;
  readonly value: RowValue;
}

/**
 * A line of a form on paper: a row, with dots where nothing is known, or not at all where it is printed only `ifKnown`; what the form says
 * in words of its own, where a `blank` stands for what is not known; or the table of hand-overs.
 */
export type PaperLine =
  | { readonly row: RowOf; readonly ifKnown?: true }
  | { readonly says: (facts: FormFacts, blank: string) => string }
  | { readonly table: 'hand_overs' };

/** Rows as lines of their own, with dots where nothing is known. */
export const lined = (...rows: readonly RowOf[]): PaperLine[] => rows.map((row) => ({ row }));

/** Rows as lines that are printed only where something is known. */
export const linedIfKnown = (...rows: readonly RowOf[]): PaperLine[] => rows.map((row) => ({ row, ifKnown: true }));

/** Who signs a form on paper. */
export interface Signer {
  readonly role: string;
  readonly name?: ((facts: FormFacts) => string | undefined) | undefined;
}

/** A form of Circular 03/2025/TT-VPCP, as it is numbered and printed there. */
export interface PrintedForm {
  readonly number: FormNumber;
  readonly title: Words;
  /** What follows the number of the paper, with its `/`. */
  readonly mark: string;
  readonly lines: readonly PaperLine[];
  readonly signers: readonly Signer[];
}

/** A form that mails show in their words, too. */
export interface Form extends PrintedForm {
  /** In the order in which they are printed. */
  readonly rows: readonly RowOf[];
}

/** The forms that are made of one dossier. */
export const formNumbers = ['01', '02', '03', '04', '05', '06'] as const;

/** The number of a form that is made of one dossier. */
export type FormNumber = (typeof formNumbers)[number];

/** The rows of a form that something is known for, as mails show them, under the agency's own title of it where it has one. */
export const filledForm = (
  { title, rows }: Form,
  facts: FormFacts,
  language: keyof Words,
  ownTitle: string | undefined,
): FilledForm => ({
  title: ownTitle ?? title[language],
  rows: rows.flatMap(({ name, value }): FormRow[] => {
    const said = value(facts, { language, moment: hourAndDate });
    return said === undefined || said === '' ? [] : [[name[language], said]];
  }),
});
