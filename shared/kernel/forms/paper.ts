import { firstCharacters } from '../characters.ts';
import { dateInWords, type Instant, momentInWords } from '../time.ts';
import { acceptanceForm } from './acceptance.ts';
import { apologyForm } from './apology.ts';
import { controlSlip } from './control-slip.ts';
import type { FormFacts, FormNumber, HandOver, Holder, PaperLine, PrintedForm } from './form.ts';
import { refusalForm } from './refusal.ts';
import { personOf } from './rows.ts';
import { stopForm } from './stop.ts';
import { supplementForm } from './supplement.ts';

const forms: Readonly<Record<FormNumber, PrintedForm>> = {
  '01': acceptanceForm,
  '02': supplementForm,
  '03': refusalForm,
  '04': apologyForm,
  '05': stopForm,
  '06': controlSlip,
};

/** A line to write on: it stands for what is not known. */
export const BLANK = '.'.repeat(30);

/** What a form on paper says of a dossier, at the moment that it tells of. */
export interface PaperFacts extends FormFacts {
  readonly at: Instant;
  /** The agency above the one-stop unit. */
  readonly upperUnit: string | undefined;
  /** Where the dossier's person sees how it stands. */
  readonly statusUrl: string;
  /** What the agency calls its forms, by their numbers. */
  readonly titles: Readonly<Record<string, string | undefined>> | undefined;
}

/** A row of a table, a text for each of its columns. */
export type TableRow = readonly string[];

/** A part of a form on paper: a paragraph, or a table under its head. */
export type PaperPart =
  | { readonly text: string }
  | { readonly columns: readonly string[]; readonly rows: readonly TableRow[] };

/** A form on paper before it is drawn: the same facts give the same, whenever it is made. */
export interface Paper {
  readonly form: FormNumber;
  readonly title: string;
  /** The two lines at the left of the head: the upper unit, and the one-stop unit. */
  readonly offices: readonly [string, string];
  readonly number: string;
  /** `....., ngày 19 tháng 11 năm 2026`: the day of the moment. The place is not known. */
  readonly dated: string;
  readonly parts: readonly PaperPart[];
  readonly signers: readonly { readonly role: string; readonly name: string | undefined }[];
  readonly statusUrl: string;
  readonly at: Instant;
}

const upper = (text: string): string => text.toLocaleUpperCase('vi');

/** The number of a paper: the part of the dossier's code behind its first hyphen. */
const numberOf = (dossierCode: string): string => dossierCode.slice(dossierCode.indexOf('-') + 1);

const nameOf = (holder: Holder, facts: FormFacts): string => {
  if (holder === 'person') return personOf(facts)?.fullName ?? BLANK;
  return holder === 'unit' ? facts.unit : holder.agencyName;
};

/** As much of a note as a cell takes; the dossier's timeline has all of it. */
const MOST_NOTE = 200;

const keptWords = { before: 'Trước hạn', on: 'Đúng hạn', after: 'Quá hạn' } as const;

const handOverRow = ({ from, to, at, kept, note, officer }: HandOver, facts: FormFacts): TableRow => [
  `1. Giao: ${nameOf(from, facts)}\n2. Nhận: ${nameOf(to, facts)}`,
  momentInWords(at),
  kept === undefined ? '' : keptWords[kept],
  firstCharacters(note ?? '', MOST_NOTE),
  officer ?? '',
  '',
];

const HAND_OVERS = ['Giao, nhận', 'Thời gian', 'Kết quả', 'Ghi chú', 'Người giao', 'Người nhận'] as const;

const partOf = (line: PaperLine, facts: PaperFacts): readonly PaperPart[] => {
  if ('table' in line)
    return [{ columns: HAND_OVERS, rows: (facts.handOvers ?? []).map((handOver) => handOverRow(handOver, facts)) }];
  if ('says' in line) return [{ text: line.says(facts, BLANK) }];
  const { row, ifKnown } = line;
  const said = row.value(facts, { language: 'vi', moment: momentInWords }) || undefined;
  if (said === undefined && ifKnown) return [];
  // What has lines of its own begins below its name.
  return [{ text: `${row.name.vi}:${said?.includes('\n') ? '\n' : ' '}${said ?? BLANK}` }];
};

/** A form of a dossier as paper, under the agency's own title of it where it has one; in Vietnamese. */
export const paperOf = (number: FormNumber, facts: PaperFacts): Paper => {
  const { title, mark, lines, signers } = forms[number];
  return {
    form: number,
    title: upper(facts.titles?.[number] ?? title.vi),
    offices: [upper(facts.upperUnit ?? BLANK), upper(facts.unit)],
    number: `Số: ${numberOf(facts.dossierCode)}${mark}`,
    dated: `............, ${dateInWords(facts.at)}`,
    parts: lines.flatMap((line) => partOf(line, facts)),
    signers: signers.map(({ role, name }) => ({ role, name: name?.(facts) })),
    statusUrl: facts.statusUrl,
    at: facts.at,
  };
};
