import type { Facts } from '../../shared/kernel/book.ts';

/** A fact as this release records it, by the rules of its kind. Throws where it is not of the book. */
export const recordedFact = <F>(facts: Facts<F>, fact: unknown): F => {
  const { kind } = fact as { readonly kind: string };
  const schema = facts.recorded(kind);
  if (!schema) throw new Error(`no kind ${kind}`);
  return schema.parse(fact);
};
