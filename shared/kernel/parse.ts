import type * as z from 'zod';
import { firstCharacters } from './characters.ts';
import type { FieldFault } from './failures.ts';
import { fail, ok, type Result } from './result.ts';
import { keptText, textFault } from './text.ts';

/** No input of ours is nested as deep; what lies below is left as it came, for the schema to refuse. */
const DEEPEST = 20;

/** So many faults are told of one input, more than any input of ours has fields; so that no input makes an answer too large to be sent. */
const MOST_FAULTS = 400;

/** A caller's own key is told by its beginning; no field of ours has as long a name. */
const LONGEST_NAME = 50;

type Issue = z.core.$ZodIssue;

const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((name) => firstCharacters(String(name), LONGEST_NAME)).join('.');

/** The issues as they are told: those of the alternative that comes nearest where none fits, one for each unknown key. */
const faultsOf = (issue: Issue, above: readonly PropertyKey[]): FieldFault[] => {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: pathOf([...path, key]), message: 'no such field' }));
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((best, other) => (other.length < best.length ? other : best));
    return nearest.flatMap((inner) => faultsOf(inner, path));
  }
  return [{ path: pathOf(path), message: issue.message }];
};

/** The faults of a zod error with paths as a caller writes them: `items.0.amountVnd`. */
const fieldFaults = (error: z.ZodError): FieldFault[] => error.issues.flatMap((issue) => faultsOf(issue, []));

/** Every text that no field takes, with its place. */
function* brokenText(value: unknown, path: readonly string[] = []): Generator<FieldFault> {
  if (typeof value === 'string') {
    const message = textFault(value);
    if (message !== undefined) yield { path: pathOf(path), message };
  } else if (value !== null && typeof value === 'object' && path.length <= DEEPEST) {
    for (const [key, inner] of Object.entries(value)) yield* brokenText(inner, [...path, key]);
  }
}

/** One fault for each field, the first that was found there. */
function once(faults: Iterable<FieldFault>): FieldFault[] {
  const byPath = new Map<string, FieldFault>();
  for (const fault of faults) {
    if (byPath.size === MOST_FAULTS) break;
    if (!byPath.has(fault.path)) byPath.set(fault.path, fault);
  }
  return [...byPath.values()];
}

/** A value of the schema's type with its text as it is kept (`keptText`), or `invalid_input` naming every wrong field once. */
export const parseInput = <S extends z.ZodType>(schema: S, input: unknown): Result<z.output<S>> => {
  const kept = withKeptText(input);
  const parsed = schema.safeParse(kept);
  const broken = brokenText(kept);
  const fields = once(parsed.success ? broken : [...fieldFaults(parsed.error), ...broken]);
  return parsed.success && fields.length === 0 ? ok(parsed.data) : fail({ kind: 'invalid_input', fields });
};

const withKeptText = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') return keptText(value);
  if (value === null || typeof value !== 'object' || depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((inner) => withKeptText(inner, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withKeptText(inner, depth + 1)]));
};
