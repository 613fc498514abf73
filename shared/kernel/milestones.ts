/** JSON that may be kept and published; a property that is undefined is one that is not there. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * A moment worth telling others, yielded by a fold. `id` is permanent: made from the aggregate and what makes the moment
 * unique, never from a version, so that publishing it again is harmless. `data` holds codes and amounts, never personal data.
 */
export interface Milestone<T extends string = string, D = { readonly [key: string]: Json }> {
  readonly id: string;
  readonly type: T;
  readonly at: number;
  readonly data: D;
}
