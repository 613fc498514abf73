import { dirname } from 'node:path';

/** One change that was made to the code, and whether a test failed under it. */
export interface Mutant {
  /** From the repository's root. */
  readonly file: string;
  readonly line: number;
  /** What was replaced, as it stands in the file. */
  readonly original: string;
  readonly replacement: string;
  /** The line in which it begins, without the space around it. */
  readonly source: string;
  readonly survived: boolean;
}

/** A mutant under which every test is right to pass, found again by its words and not by the number of its line. */
export interface KnownSurvivor extends Omit<Mutant, 'line' | 'survived'> {
  /** Why no test can or need tell it from the code. */
  readonly reason: string;
}

/** How many mutants of a folder were killed, survived, and survived as the list says. */
export interface FolderTally {
  readonly folder: string;
  readonly killed: number;
  readonly survived: number;
  readonly known: number;
}

/** What a run of mutants says of the tests. */
export interface MutationVerdict {
  readonly folders: readonly FolderTally[];
  readonly unknownSurvivors: readonly Mutant[];
  /** What the list names and this run no longer finds surviving. */
  readonly stale: readonly KnownSurvivor[];
  /** Of what is not on the list, the part that was killed: 0 to 1. */
  readonly score: number;
  readonly isGood: boolean;
}

/** So much of what is not on the list must be killed. */
const LEAST_SCORE = 0.9;

const keyOf = ({ file, source, original, replacement }: Omit<KnownSurvivor, 'reason'>): string =>
  JSON.stringify([file, source, original, replacement]);

/** Holds a run against the list; `wasTried` says which files were mutated, since a filtered run says nothing of others. */
export const verdictOn = (
  mutants: readonly Mutant[],
  list: readonly KnownSurvivor[],
  wasTried: (file: string) => boolean,
): MutationVerdict => {
  const survivors = mutants.filter(({ survived }) => survived);
  const surviving = new Set(survivors.map(keyOf));
  const listed = new Set(list.map(keyOf));
  const unknownSurvivors = survivors.filter((mutant) => !listed.has(keyOf(mutant)));
  const killed = mutants.length - survivors.length;
  const counted = killed + unknownSurvivors.length;
  const score = counted === 0 ? 1 : killed / counted;
  const stale = list.filter((entry) => wasTried(entry.file) && !surviving.has(keyOf(entry)));
  const folders = [...Map.groupBy(mutants, ({ file }) => dirname(file))].map(([folder, of]) => {
    const alive = of.filter(({ survived }) => survived);
    const known = alive.filter((mutant) => listed.has(keyOf(mutant))).length;
    return { folder, killed: of.length - alive.length, survived: alive.length, known };
  });
  return {
    folders: folders.sort((a, b) => (a.folder < b.folder ? -1 : 1)),
    unknownSurvivors,
    stale,
    score,
    isGood: counted > 0 && score >= LEAST_SCORE && stale.length === 0,
  };
};

const percent = (part: number): string => `${(Math.floor(part * 1000) / 10).toFixed(1)} %`;

const words = ({ file, original, replacement }: Pick<Mutant, 'file' | 'original' | 'replacement'>, line?: number) =>
  `  ${file}${line === undefined ? '' : `:${line}`}  ${JSON.stringify(original)} -> ${JSON.stringify(replacement)}`;

/** What is printed of a verdict: each folder, then who survived unseen, then what the list is wrong about. */
export const linesOf = (verdict: MutationVerdict): readonly string[] => {
  const { folders, unknownSurvivors, stale, score } = verdict;
  const total = (of: 'killed' | 'survived' | 'known') => folders.reduce((sum, folder) => sum + folder[of], 0);
  return [
    ...folders.map(
      ({ folder, killed, survived, known }) =>
        `${folder.padEnd(34)} ${killed} killed, ${survived} survived${known > 0 ? ` (${known} listed)` : ''}`,
    ),
    ...unknownSurvivors.map((mutant) => words(mutant, mutant.line)),
    ...stale.map((entry) => `${words(entry)}  is listed and did not survive: take it from the list`),
    `${total('killed')} killed, ${total('survived')} survived, ${total('known')} of them listed: ${percent(score)}`,
  ];
};
