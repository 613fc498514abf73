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

/**
 * A milestone as it is told: the `number` of the head that said so, which grows with every change of the milestone, its withdrawal and
 * its return among them. Of all that is heard under one id the highest number is to be believed.
 */
export interface Announcement extends Milestone {
  readonly number: number;
}

/** The suffix of an event's type that says that an announced moment did not hold after all. */
export const WITHDRAWN = '_withdrawn';

/** Room for so many versions of a head within an epoch of its table; both together stay exact numbers up to epoch nine million. */
const VERSIONS = 1_000_000_000;

/** The number of a head: its table's epoch first, then its own version. */
export const numberOf = (epoch: number, version: number): number => epoch * VERSIONS + version;

/** The epoch of its table in which something was numbered. */
export const epochOf = (number: number): number => Math.floor(number / VERSIONS);

/** The version of a head within its epoch. */
export const versionOf = (number: number): number => number % VERSIONS;
