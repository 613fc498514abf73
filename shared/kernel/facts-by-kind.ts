import type * as z from 'zod';
import type { Facts, Recorded } from './book.ts';
import { storedAs } from './stored.ts';

/** A kind of fact by its name: how its schema is made. */
type Kinds = Readonly<Record<string, () => z.ZodObject>>;

type FactOf<K extends Kinds> = { [N in keyof K]: z.output<ReturnType<K[N]>> }[keyof K];

/** Bears the name under which it stands. */
type Named<K extends Kinds> = { readonly [N in keyof K]: () => z.ZodType<{ readonly kind: N }> };

/**
 * The facts of a book, told apart by their `kind`. The schema of a kind is made once, at the first fact of it: each takes a part of a
 * millisecond, which all functions that reach the book would pay at every start for kinds that most of them never see.
 */
export const factsByKind = <const K extends Kinds>(kinds: K & Named<K>): Facts<FactOf<K>> => {
  interface Made {
    readonly schema: z.ZodType<FactOf<K>>;
    readonly stored: (kept: unknown) => FactOf<K> | undefined;
  }
  const made = new Map<string, Made>();
  const madeOf = (kind: string): Made | undefined => {
    if (!made.has(kind) && Object.hasOwn(kinds, kind)) {
      const schema = (kinds as Kinds)[kind]?.() as unknown as z.ZodType<FactOf<K>>;
      made.set(kind, { schema, stored: storedAs(schema) });
    }
    return made.get(kind);
  };
  return {
    kinds: Object.keys(kinds),
    recorded: (kind) => madeOf(kind)?.schema,
    stored: (kept) => {
      const { kind } = (kept ?? {}) as { readonly kind?: unknown };
      return typeof kind === 'string' ? madeOf(kind)?.stored(kept) : undefined;
    },
  };
};

interface OfKind {
  readonly kind: string;
}

/** Tells facts of one kind from all others. */
export const ofKind =
  <const K extends string>(kind: K) =>
  <F extends OfKind>(fact: F): fact is Extract<F, { readonly kind: K }> =>
    fact.kind === kind;

/** Of recorded facts those of one kind, in their order. */
export const factsOf = <F extends OfKind, const K extends F['kind']>(
  facts: readonly Recorded<F>[],
  kind: K,
): Recorded<Extract<F, { readonly kind: K }>>[] =>
  facts.filter((recorded): recorded is Recorded<Extract<F, { readonly kind: K }>> => recorded.fact.kind === kind);
