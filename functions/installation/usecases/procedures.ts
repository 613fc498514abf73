import { type AgencyCode, agencyCovers, type ProcedureCode } from '../../../shared/kernel/ids.ts';
import type { ListPage } from '../../../shared/kernel/paging.ts';
import type { ProcedureVersion } from '../../../shared/kernel/procedures.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { ProcedureQuery, ProcedureSetUp } from '../domain/procedure-requests.ts';
import type { ProcedureRow, ProcedureStore } from '../procedure-ports.ts';

/** What use cases of the catalogue need. */
export interface ProcedurePorts {
  readonly procedures: ProcedureStore;
}

/** How often a set-up starts again when others added versions meanwhile. */
const TRIES = 20;

/** So many versions of a procedure are kept: whoever registers a dossier reads them all. */
const MAX_VERSIONS = 200;

const asSaid = (procedureCode: ProcedureCode, version: number, setUp: ProcedureSetUp): ProcedureVersion => {
  const said = Object.entries(setUp).filter(([, value]) => value !== undefined);
  return { procedureCode, version, ...(Object.fromEntries(said) as ProcedureSetUp) };
};

/** Adds a version to a procedure; the same as its last one again is that one. */
export const putProcedure =
  ({ procedures }: ProcedurePorts) =>
  async (
    procedureCode: ProcedureCode,
    setUp: ProcedureSetUp,
  ): Promise<Result<{ readonly created: boolean; readonly version: ProcedureVersion }>> => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const versions = await procedures.versions(procedureCode);
      const last = versions.at(-1);
      if (last && isSame(last, asSaid(procedureCode, last.version, setUp)))
        return ok({ created: false, version: last });
      if (versions.length >= MAX_VERSIONS)
        return fail({ kind: 'not_allowed_now', detail: `a procedure has at most ${MAX_VERSIONS} versions` });
      const version = asSaid(procedureCode, (last?.version ?? 0) + 1, setUp);
      if (await procedures.add(version)) return ok({ created: last === undefined, version });
    }
    throw new Error(`other versions of ${procedureCode} were added ${TRIES} times in a row`);
  };

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, inOrder(inner)]);
};

const isSame = (a: ProcedureVersion, b: ProcedureVersion): boolean =>
  JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));

/** All versions of a procedure, the first one first. */
export const readProcedure =
  ({ procedures }: ProcedurePorts) =>
  async (procedureCode: ProcedureCode): Promise<Result<{ readonly versions: readonly ProcedureVersion[] }>> => {
    const versions = await procedures.versions(procedureCode);
    return versions.length === 0 ? fail({ kind: 'not_found', what: 'procedure' }) : ok({ versions });
  };

/** So many rows are read at once, and so many times for one page at most: anyone may ask. */
const READ_ROWS = 200;
const MAX_READS = 5;

const withoutAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase();

/** The procedures that are asked for, by code, a page of them; one may be short while there are more. */
export const listProcedures =
  ({ procedures }: ProcedurePorts) =>
  async ({ agency, q = '', limit, cursor }: ProcedureQuery): Promise<Result<ListPage<ProcedureRow>>> => {
    const sought = withoutAccents(q);
    const isAsked = ({ procedureCode, name, agencyCodes }: ProcedureRow): boolean =>
      withoutAccents(`${procedureCode} ${name}`).includes(sought) &&
      (agency === undefined || agencyCodes === undefined || agencyCodes.some((code) => isOf(code, agency)));
    const items: ProcedureRow[] = [];
    let after = cursor;
    for (let read = 0; read < MAX_READS; read += 1) {
      const page = await procedures.list({ after, limit: READ_ROWS });
      for (const row of page.items) {
        if (!isAsked(row)) continue;
        if (items.length === limit) return ok({ items, after: items.at(-1)?.procedureCode });
        items.push(row);
      }
      after = page.after;
      if (after === undefined) break;
    }
    return ok({ items, after });
  };

/** An agency has what was given to it, to one above it or to one of its own. */
const isOf = (code: AgencyCode, agency: AgencyCode): boolean =>
  agencyCovers(code, agency) || agencyCovers(agency, code);
