import type * as z from 'zod';
import type { Json, Milestone } from './milestones.ts';

/** Who recorded a fact: a key's id, `person:` and a subject, a provider, `citizen` or `system`; and the request that caused it. */
export interface RecordedBy {
  readonly recordedBy: string;
  readonly requestId: string;
}

/**
 * What became of a fact: kept; there already with the same meaning; its key holds another meaning (kept aside, never merged); or not
 * kept, or not any more as it was said, since the personal data of its aggregate were erased.
 */
export type Outcome = 'recorded' | 'repeated' | 'conflict' | 'erased';

/**
 * The key of the fact that an aggregate's personal data are to be erased (Law 91/2025/QH15). Where it is, nothing is put under `CARD#`
 * any more, and what lies there is overwritten.
 */
export const ERASED_KEY = 'CARD#erased';

/** How the sort keys of facts begin; nothing else's does. `UNM` is a fact of release 0.1.0, whose book takes it to another. */
export const FACT_PREFIXES = ['FACT#', 'CARD#', 'UNM'] as const;

/** The sort key of an aggregate's head. */
export const HEAD_KEY = 'HEAD';

/** Whether personal data may lie under a fact's key: there only. */
export const isPersonal = (key: string): boolean => key.startsWith('CARD#') && key !== ERASED_KEY;

/** A fact as the ledger keeps it. */
export interface Recorded<F> extends RecordedBy {
  readonly fact: F;
  /** The sort key under which it lies. */
  readonly key: string;
  readonly recordedAt: number;
}

/** A sparse index key: what the item is listed or awaited under, and its place there. */
export interface IndexKey {
  readonly pk: string;
  readonly sk: string;
}

/** One place of an aggregate in lists or among what waits, with what is shown of it there. */
export interface Entry {
  readonly document: { readonly [key: string]: Json };
  readonly list?: IndexKey;
  readonly timer?: IndexKey;
}

/** What a state shows to the outside: a document, milestones to announce, and its places in lists and timers by name. */
export interface Projection {
  readonly document: { readonly [key: string]: Json };
  readonly milestones: readonly Milestone[];
  readonly entries: Readonly<Record<string, Entry>>;
}

/** What a book records and what it reads back: two readings made from one schema for each kind (`factsByKind`). */
export interface Facts<F> {
  /** The kinds that this release records; no other is kept. */
  readonly kinds: readonly string[];
  /** By which rules a fact of a kind is recorded; undefined where it is none of the kinds. */
  readonly recorded: (kind: string) => z.ZodType<F> | undefined;
  /** A stored fact, of whatever release recorded it; undefined where its kind is not known, which parks the aggregate. */
  readonly stored: (kept: unknown) => F | undefined;
}

/** Any fact of a book. */
export type FactIn<T> = T extends Facts<infer F> ? F : never;

/** One of a capability's books: how its facts are keyed, compared, folded and shown. Everything in it is pure. */
export interface Book<F, S, Id extends string = string> {
  /** The prefix of its aggregates' keys, `PAY` of `PAY#<id>`: without `#`, and no other book of its table has it. */
  readonly prefix: string;
  /** Counts the fold's versions; older code adds to the head of a newer fold and changes it, but takes nothing away. */
  readonly foldVersion: number;
  readonly facts: Facts<F>;
  /** The natural key of a fact within its aggregate: a sort key that starts with `FACT#` or `CARD#`. */
  readonly key: (fact: F) => string;
  /** What is kept with a fact or not at all: facts that take other keys besides its own. None where it is left out. */
  readonly besides?: (fact: F) => readonly F[];
  /** The fields that decide whether a fact under a taken key repeats what is there or conflicts with it. */
  readonly meaning: (fact: F) => Json;
  /** The state that the set of facts amounts to; order and repetition change nothing. Undefined where the facts that begin an aggregate are missing. */
  fold(id: Id, facts: readonly Recorded<F>[]): S | undefined;
  /**
   * Facts that a state itself makes, kept before its head says so: each once, what lies under its key stands. The state with them makes
   * none of them again. None where it is left out.
   */
  readonly follows?: (state: S) => readonly F[];
  readonly project: (state: S) => Projection;
  /** Whether a fact changes nothing that is shown, whatever else is recorded: the stream need not fold it. None does where it is left out. */
  readonly isSilent?: (fact: F) => boolean;
  /**
   * A fact with nothing personal left of it: of what lies under `CARD#` only the fields that are known to hold none; of other facts the
   * same object where there is nothing to erase. A book with facts under `CARD#` has it.
   */
  readonly withoutPersonalData?: (fact: F) => F;
  /**
   * True where what comes under `CARD#` after the erasure is kept all the same, and overwritten by the fold that its own stream record leads
   * to: a word from outside that comes once must not be lost, and a condition would make a transaction of each, at three times the price.
   * Left out, it is refused.
   */
  readonly keepsLate?: true;
}

/** An aggregate is folded from at most this many facts; more are kept and park it. Use cases refuse long before what callers could repeat without end. */
export const MAX_FACTS = 500;

/** A fact takes at most this many bytes as JSON. */
export const MAX_FACT_BYTES = 8192;
