import { type Caller, mayActFor, scopesOf } from '../../../shared/kernel/callers.ts';
import type { DossierCode, ProcedureCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { dayOfDate, startOfDay } from '../../../shared/kernel/working-time/civil-day.ts';
import { FORMULA_VERSION } from '../domain/figures.ts';
import { type GroupRow, groupsOf } from '../domain/groups.ts';
import type { FiguresQuery } from '../domain/query.ts';
import { merged, type Rows } from '../domain/rows.ts';
import type { RowReader } from '../ports.ts';

/** What reading figures needs. */
export interface FiguresPorts {
  readonly reader: RowReader;
  readonly calendar: WorkingCalendar;
}

/** Figures as callers see them, counted now. */
export interface LiveFigures {
  readonly period: { readonly from: string; readonly to: string };
  readonly live: true;
  readonly calendarVersion: string;
  readonly formulaVersion: string;
  readonly rows: readonly GroupRow[];
}

/** So many dossiers are looked up at the same time. */
const AT_ONCE = 50;

/** Of which procedure the dossiers of fees and messages are: those that were read say it, the others are looked up. */
export const proceduresOf = async ({ dossiers, fees, messages }: Rows, reader: RowReader) => {
  const known = new Map<DossierCode, ProcedureCode | undefined>(
    dossiers.map(({ dossierCode, procedureCode }) => [dossierCode, procedureCode]),
  );
  const asked = new Set(
    [...fees, ...messages].map(({ dossierCode }) => dossierCode).filter((code) => !known.has(code)),
  );
  const codes = [...asked];
  for (let start = 0; start < codes.length; start += AT_ONCE)
    await Promise.all(
      codes.slice(start, start + AT_ONCE).map(async (code) => known.set(code, await reader.procedureOf(code))),
    );
  return (dossierCode: DossierCode) => known.get(dossierCode);
};

/**
 * The figures of a caller's agencies, or of one of them, with its descendants, counted from the rows as they are now. `invalid_input` at
 * `groupBy` where they were too many for one answer.
 */
export const readFigures =
  ({ reader, calendar }: FiguresPorts) =>
  async (caller: Caller, query: FiguresQuery, now: number): Promise<Result<LiveFigures>> => {
    const { agency, from, to, groupBy } = query;
    if (agency !== undefined && !mayActFor(caller, [agency])) return fail({ kind: 'not_found', what: 'agency' });
    const [firstDay, lastDay] = [dayOfDate(from), dayOfDate(to)];
    const scopes = agency === undefined ? scopesOf(caller) : [agency];
    const parts = await Promise.all(
      scopes.map((scope) => reader.rows(scope, startOfDay(firstDay), startOfDay(lastDay + 1))),
    );
    const rows = merged(parts);
    const procedureOf = groupBy.includes('procedure') ? await proceduresOf(rows, reader) : () => undefined;
    const groups = groupsOf(rows, procedureOf, { firstDay, lastDay, groupBy, now });
    if (!groups)
      return fail({ kind: 'invalid_input', fields: [{ path: 'groupBy', message: 'expected fewer groups or days' }] });
    return ok({
      period: { from, to },
      live: true,
      calendarVersion: calendar.version.id,
      formulaVersion: FORMULA_VERSION,
      rows: groups,
    });
  };
