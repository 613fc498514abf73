import * as z from 'zod';
import { TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { cursorTo, PageLimit } from '../../../shared/kernel/paging.ts';
import { Line } from '../../../shared/kernel/text.ts';
import { DateFromCaller } from '../../../shared/kernel/time.ts';

/** Registrations carry the rules of their procedure: steps and the rest must leave them room in a fact of 8 KB. */
const MAX_STEPS_BYTES = 2500;

const minute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected an hour of the day, such as 15:00');

const Step = z.strictObject({ name: Line(100), agencyCode: AgencyCode, timeLimit: TimeLimit });

const eachOnce = (values: readonly string[]): boolean => new Set(values).size === values.length;

/** A version of a procedure as an operator sets it up. */
export const ProcedureSetUp = z
  .strictObject({
    name: Line(500),
    agencyCodes: z.array(AgencyCode).max(100).refine(eachOnce, 'expected each once').optional(),
    level: z.enum(['full', 'partial', 'information']),
    timeLimit: TimeLimit,
    steps: z
      .array(Step)
      .max(20)
      .refine((steps) => eachOnce(steps.map(({ name }) => name)), 'expected each name once')
      .refine(
        (steps) => new TextEncoder().encode(JSON.stringify(steps)).length <= MAX_STEPS_BYTES,
        `expected at most ${MAX_STEPS_BYTES} bytes in all`,
      )
      .optional(),
    onSupplement: z.enum(['pause', 'restart']),
    onPayment: z.enum(['pause', 'run']),
    pauseBy: z.enum(['date', 'minutes']).optional(),
    cutoff: minute.optional(),
    dueSoonWorkingHours: z.int().min(1).max(80).optional(),
    maxExtensions: z.int().min(0).max(10).optional(),
    fees: z
      .array(
        z.strictObject({
          code: Line(64),
          name: Line(300),
          kind: z.enum(['phi', 'le_phi']),
          amountVnd: AmountVnd,
          charge: z.enum(['receipt', 'supplement', 'result']),
        }),
      )
      .max(50)
      .optional(),
    decision: z.strictObject({ number: Line(100), promulgatedOn: DateFromCaller }).optional(),
    effectiveFrom: DateFromCaller,
  })
  .refine(({ pauseBy, timeLimit }) => pauseBy !== 'minutes' || timeLimit?.unit === 'working_days', {
    path: ['pauseBy'],
    message: 'expected minutes only of a term in working_days',
  });

/** A version of a procedure as an operator sets it up. */
export type ProcedureSetUp = z.infer<typeof ProcedureSetUp>;

/** What a list of procedures may be asked for: those of an agency, those whose code or name has a text in it, whatever its accents. */
export const ProcedureQuery = z.strictObject({
  agency: AgencyCode.optional(),
  q: z.string().trim().min(1).max(200).optional(),
  limit: PageLimit,
  cursor: cursorTo(/^\d\.[0-9A-Z.]{1,62}$/).optional(),
});

/** What a list of procedures is asked for. */
export type ProcedureQuery = z.infer<typeof ProcedureQuery>;
