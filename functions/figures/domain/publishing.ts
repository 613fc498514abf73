import { type AgencyCode, codeAbove, type ProcedureCode, upwards } from '../../../shared/kernel/ids.ts';
import { type Figures, figuresOf, type Period, rowsIn } from './figures.ts';
import { merged, type ProcedureOf, type Rows, rootOf } from './rows.ts';

/** So many dossiers a row stands on at least, or nobody could be made out in it. */
const LEAST = 5;

/** What a row of merged procedures is called. */
export const OTHER = 'other';

/** A row as it is published. */
export interface PublicRow extends Figures {
  readonly agencyCode: AgencyCode;
  readonly procedureCode: ProcedureCode | typeof OTHER;
}

/** What a row is of, in words that no other row of a publication has. */
export const nameOf = ({ agencyCode, procedureCode }: PublicRow): string => `${agencyCode} ${procedureCode}`;

type Mutable = { [K in keyof Rows]: Rows[K][number][] };

const empty = (): Mutable => ({ dossiers: [], fees: [], messages: [] });

/** On how many dossiers a row stands, in any of its columns. */
const standsOn = ({ dossiers, fees, messages }: Rows): number =>
  new Set([...dossiers, ...fees, ...messages].map(({ dossierCode }) => dossierCode)).size;

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** The groups that may stand by themselves, and what is left: the small ones together, with the next smallest while that is too few. */
const parted = (groups: ReadonlyMap<string, Rows>, left: readonly Rows[]) => {
  const bySize = [...groups].sort(byName).sort(([, a], [, b]) => standsOn(a) - standsOn(b));
  const small = bySize.filter(([, rows]) => standsOn(rows) < LEAST).map(([, rows]) => rows);
  const large = bySize.slice(small.length);
  const others = [...left, ...small];
  while (others.length > 0 && standsOn(merged(others)) < LEAST) {
    const next = large.shift();
    if (!next) break;
    others.push(next[1]);
  }
  return { large, others };
};

/**
 * The rows that may be published of a period, by agency and procedure: one that stands on fewer than five dossiers is merged with others of
 * its agency, an agency that has fewer with those of the agency above. What is too few at the top is not published. No row is the sum of
 * another and one that was merged, since no sums are published.
 */
export function publicRows(all: Rows, procedureOf: ProcedureOf, period: Period): PublicRow[] {
  const agencies = new Map<AgencyCode, Map<string, Mutable>>();
  const place = <K extends keyof Rows>(kind: K, row: Rows[K][number], procedure: string = OTHER): void => {
    const groups = agencies.get(row.agencyCode) ?? new Map<string, Mutable>();
    const group = groups.get(procedure) ?? empty();
    agencies.set(row.agencyCode, groups.set(procedure, group));
    (group[kind] as Rows[K][number][]).push(row);
  };
  const { dossiers, fees, messages } = rowsIn(all, period);
  for (const row of dossiers) place('dossiers', row, row.procedureCode);
  for (const row of fees) place('fees', row, procedureOf(row.dossierCode));
  for (const row of messages) place('messages', row, procedureOf(row.dossierCode));
  const handedUp = new Map<AgencyCode, Rows[]>();
  const published: PublicRow[] = [];
  const depth = (code: string): number => code.split('.').length;
  const deepestFirst = [...new Set([...agencies.keys()].flatMap(upwards))].sort(
    (a, b) => depth(b) - depth(a) || (a < b ? -1 : 1),
  );
  for (const agencyCode of deepestFirst) {
    const named = new Map(agencies.get(agencyCode) ?? []);
    const unnamed = named.get(OTHER);
    named.delete(OTHER);
    const left = [...(handedUp.get(agencyCode) ?? []), ...(unnamed ? [unnamed] : [])];
    const { large, others } = parted(named, left);
    const together = merged(others);
    const isEnough = standsOn(together) >= LEAST;
    for (const [procedureCode, rows] of large)
      published.push({ agencyCode, procedureCode: procedureCode as ProcedureCode, ...figuresOf(rows, period) });
    if (isEnough) published.push({ agencyCode, procedureCode: OTHER, ...figuresOf(together, period) });
    if (isEnough || others.length === 0 || agencyCode === rootOf(agencyCode)) continue;
    const above = codeAbove(agencyCode);
    handedUp.set(above, [...(handedUp.get(above) ?? []), together]);
  }
  return published.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}
