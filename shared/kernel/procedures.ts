import * as z from 'zod';
import { type AgencyCode, named, type ProcedureCode } from './ids.ts';
import { oneOf } from './stored.ts';

const code = named<AgencyCode>(z.string());

/** How a time limit is kept: by whatever bounds its day had. */
const KeptLimit = () =>
  z.object({
    amount: z.int().nonnegative(),
    unit: oneOf(['working_hours', 'working_days', 'days', 'months']),
  });

/** What a procedure says of time, as a dossier keeps it from its registration on: a later version changes nothing of it. */
export const ProcedureRules = () =>
  z.object({
    /** Counts the versions of the procedure. */
    version: z.int().min(1),
    /** The steps that have an agency and a term of their own. */
    steps: z.array(z.object({ name: z.string(), agencyCode: code, timeLimit: KeptLimit() })).optional(),
    /** What the answer to a supplement does to the term; left out: `pause`. */
    onSupplement: oneOf(['pause', 'restart']).optional(),
    /** Whether the term runs while a fee is asked for; left out: `pause`. */
    onPayment: oneOf(['pause', 'run']).optional(),
    /** What a pause puts on top of `working_days`: days by date, or its working minutes; left out: `date`. */
    pauseBy: oneOf(['date', 'minutes']).optional(),
    /** What is complete after this minute of the day, `15:00`, counts from the next working day. */
    cutoff: z.string().optional(),
    /** How long before its end a term is due soon, in working hours. */
    dueSoonWorkingHours: z.int().nonnegative().optional(),
    /** How often a term may be extended; left out: once. */
    maxExtensions: z.int().nonnegative().optional(),
  });

/** What a procedure says of time, as a dossier keeps it. */
export type ProcedureRules = z.infer<ReturnType<typeof ProcedureRules>>;

/** One version of a procedure of the catalogue as it is kept. */
export const ProcedureVersion = () =>
  z.object({
    ...ProcedureRules().shape,
    procedureCode: named<ProcedureCode>(z.string()),
    /** `YYYY-MM-DD`: it counts for dossiers of that day and later ones. */
    effectiveFrom: z.string(),
    name: z.string(),
    /** The agencies that have the procedure; left out: all. */
    agencyCodes: z.array(code).optional(),
    level: oneOf(['full', 'partial', 'information']),
    timeLimit: KeptLimit(),
    fees: z
      .array(
        z.object({
          code: z.string(),
          name: z.string(),
          kind: z.string(),
          amountVnd: z.int().nonnegative(),
          charge: oneOf(['receipt', 'supplement', 'result']),
        }),
      )
      .optional(),
    /** The decision that announced it. */
    decision: z.object({ number: z.string(), promulgatedOn: z.string() }).optional(),
  });

/** One version of a procedure of the catalogue. */
export type ProcedureVersion = z.infer<ReturnType<typeof ProcedureVersion>>;

/** The version in force on a day, `YYYY-MM-DD`: of those that are effective by then the latest, of equal days the later one; undefined before the first. */
export const inForceOn = (versions: readonly ProcedureVersion[], day: string): ProcedureVersion | undefined =>
  versions
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .sort((a, b) =>
      a.effectiveFrom < b.effectiveFrom ? -1 : a.effectiveFrom > b.effectiveFrom ? 1 : a.version - b.version,
    )
    .at(-1);

/** What a dossier keeps of a version: its rules of time, and that alone. */
export const rulesOf = (version: ProcedureVersion): ProcedureRules => {
  const { onSupplement, onPayment, pauseBy, cutoff, dueSoonWorkingHours, maxExtensions, steps } = version;
  const rules = { onSupplement, onPayment, pauseBy, cutoff, dueSoonWorkingHours, maxExtensions, steps };
  const said = Object.entries(rules).filter(([, value]) => value !== undefined);
  return { version: version.version, ...(Object.fromEntries(said) as Omit<ProcedureRules, 'version'>) };
};
