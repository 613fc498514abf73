import type { AgencyCode, ProcedureCode } from '../../../shared/kernel/ids.ts';
import { dateOfDay } from '../../../shared/kernel/working-time/civil-day.ts';
import { type Figures, figuresOf, periodOf, rowsIn } from './figures.ts';
import type { ProcedureOf, Rows } from './rows.ts';

/** What figures may be grouped by. */
export const groupings = ['agency', 'procedure', 'day'] as const;

/** One of these. */
export type Grouping = (typeof groupings)[number];

/** So many rows are one answer at most: more have more bytes than a function may answer. */
export const MOST_ROWS = 8000;

/** The figures of one group, with what it is a group of. */
export interface GroupRow extends Figures {
  readonly agencyCode?: AgencyCode;
  readonly procedureCode?: ProcedureCode;
  /** `YYYY-MM-DD` */
  readonly date?: string;
}

/** Days since 1970 in Viet Nam, both included, and the moment at which it is asked. */
export interface Asked {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly groupBy: readonly Grouping[];
  readonly now: number;
}

type Name = Pick<GroupRow, 'agencyCode' | 'procedureCode'>;

const inOrder = ({ name: a }: { readonly name: Name }, { name: b }: { readonly name: Name }): number =>
  JSON.stringify([a.agencyCode, a.procedureCode]) < JSON.stringify([b.agencyCode, b.procedureCode]) ? -1 : 1;

/**
 * The figures of each group that the period has anything of, by agency, procedure and day in this order: every day of such a group, and no
 * group without anything. What a fee or a message is of follows from its dossier; where that is not known it is in no procedure's group.
 * Undefined where that were more than `MOST_ROWS`: none of them is reckoned.
 */
export function groupsOf(all: Rows, procedureOf: ProcedureOf, asked: Asked): GroupRow[] | undefined {
  const { firstDay, lastDay, groupBy, now } = asked;
  const period = periodOf(firstDay, lastDay, now);
  const byAgency = groupBy.includes('agency');
  const byProcedure = groupBy.includes('procedure');
  const days = groupBy.includes('day') ? lastDay - firstDay + 1 : 1;
  const groups = new Map<string, { readonly name: Name; readonly rows: Record<keyof Rows, unknown[]> }>();
  const place = <K extends keyof Rows>(
    kind: K,
    row: Rows[K][number],
    procedureCode: ProcedureCode | undefined,
  ): void => {
    if (byProcedure && procedureCode === undefined) return;
    const name: Name = {
      ...(byAgency ? { agencyCode: row.agencyCode } : {}),
      ...(byProcedure && procedureCode !== undefined ? { procedureCode } : {}),
    };
    const key = JSON.stringify(name);
    const group = groups.get(key) ?? { name, rows: { dossiers: [], fees: [], messages: [] } };
    groups.set(key, group);
    group.rows[kind].push(row);
  };
  const { dossiers, fees, messages } = rowsIn(all, period);
  for (const row of dossiers) place('dossiers', row, row.procedureCode);
  for (const row of fees) place('fees', row, procedureOf(row.dossierCode));
  for (const row of messages) place('messages', row, procedureOf(row.dossierCode));
  if (groups.size * days > MOST_ROWS) return undefined;
  return [...groups.values()].sort(inOrder).flatMap(({ name, rows }): GroupRow[] => {
    const own = rows as unknown as Rows;
    if (!groupBy.includes('day')) return [{ ...name, ...figuresOf(own, period) }];
    return Array.from({ length: days }, (_, i) => ({
      ...name,
      date: dateOfDay(firstDay + i),
      ...figuresOf(own, periodOf(firstDay + i, firstDay + i, now)),
    }));
  });
}
