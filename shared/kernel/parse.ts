import type * as z from 'zod';
import type { FieldFault } from './failures.ts';
import { fail, ok, type Result } from './result.ts';

/** The faults of a zod error with paths as a caller writes them: `items.0.amountVnd`. */
export const fieldFaults = (error: z.ZodError): FieldFault[] =>
  error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));

/** A value of the schema's type with text in NFC, or `invalid_input` naming every wrong field. */
export const parseInput = <S extends z.ZodType>(schema: S, input: unknown): Result<z.output<S>> => {
  const parsed = schema.safeParse(normalized(input));
  return parsed.success ? ok(parsed.data) : fail({ kind: 'invalid_input', fields: fieldFaults(parsed.error) });
};

const normalized = (value: unknown): unknown => {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) return value.map(normalized);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, normalized(inner)]));
};
