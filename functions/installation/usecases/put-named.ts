import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { NamedRow, NamedRows } from '../trust-ports.ts';

/** Sets a row up under its name, or replaces its set-up; one that was ended counts again. */
export const putNamed =
  <Row extends NamedRow>(rows: NamedRows<Row>) =>
  async (row: Row): Promise<Result<{ readonly created: boolean; readonly row: Row }>> => {
    const before = await rows.find(row.name);
    await rows.put(row);
    return ok({ created: before === undefined, row });
  };

/** Ends what is set up under a name; again is the same, and it stays readable. `what` names it where there is none. */
export const endNamed =
  <Row extends NamedRow>(rows: NamedRows<Row>, what: string) =>
  async (name: string, now: Instant): Promise<Result<Row>> => {
    const row = await rows.find(name);
    if (!row) return fail({ kind: 'not_found', what });
    if (row.endedAt !== undefined) return ok(row);
    const ended = { ...row, endedAt: now };
    await rows.put(ended);
    return ok(ended);
  };
