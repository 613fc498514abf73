import type { Json } from '../../kernel/milestones.ts';

/** One item of a capability's table. `list` and `timer` are its two sparse indexes; an item without their keys is not in them. */
export interface Item {
  readonly pk: string;
  readonly sk: string;
  readonly listPk?: string;
  readonly listSk?: string;
  readonly timerPk?: string;
  readonly timerSk?: string;
  readonly [attribute: string]: Json | undefined;
}

/**
 * One write of a transaction, or a condition of it. `put_absent` fails where the key is taken; `put_version` where `version` is not
 * `expected`; `absent` writes nothing and fails where the key is taken.
 */
export type Write =
  | { readonly absent: { readonly pk: string; readonly sk: string } }
  | { readonly put_absent: Item }
  | { readonly put_version: Item; readonly expected: number | undefined }
  | { readonly put: Item };

/** DynamoDB's limits of a partition key and a sort key, in bytes of UTF-8. */
const MAX_PK_BYTES = 2048;
const MAX_SK_BYTES = 1024;

/** Whether an item can have this key: a read by any other finds nothing, a write under it throws. */
export const isPossibleKey = (pk: string, sk = ''): boolean =>
  Buffer.byteLength(pk) <= MAX_PK_BYTES && Buffer.byteLength(sk) <= MAX_SK_BYTES;

/** Sorts after every key that goes on from what it is put behind. */
export const LAST = '\uffff';

/** The sort key that a list goes on from after a whole key. */
export const justAfter = (key: string): string => `${key}\u0001`;

/** A page of an index query; `cursor` goes on from it. */
export interface Page {
  readonly items: readonly Item[];
  readonly cursor?: string;
}

/** How to read an index: one partition, an inclusive range of sort keys, a page size, and where to go on. */
export interface IndexQuery {
  readonly index: 'list' | 'timer';
  readonly pk: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/**
 * The few primitives that the ledger needs of a table. DynamoDB gives them, and so does the memory table of the tests;
 * one contract suite holds both to the same behaviour. Keys may be any text: one that is too long for an item finds nothing.
 */
export interface Table {
  /** The item, strongly consistent. */
  get(pk: string, sk: string): Promise<Item | undefined>;
  /** All items of a partition, or those whose `sk` begins with the prefix, in the order of `sk`, strongly consistent; no more than the first `atMost`. */
  query(pk: string, skPrefix?: string, atMost?: number): Promise<readonly Item[]>;
  /** All items of a partition from its last `sk` to its first, strongly consistent: what sorts after another is never younger than it. */
  partition(pk: string): Promise<readonly Item[]>;
  /** Writes the item where its key is free; otherwise answers the item that is there and changes nothing. */
  putIfAbsent(item: Item): Promise<Item | undefined>;
  /** Replaces the item where its `version` is the expected one (undefined: where there is none); false where it is not. */
  putIfVersion(item: Item, expected: number | undefined): Promise<boolean>;
  /** Writes the item where there is none, or one with a lower `number`; false where it is not lower. */
  putOver(item: Item & { readonly number: number }): Promise<boolean>;
  /** Writes the item whatever is there. */
  put(item: Item): Promise<void>;
  /** All writes or none. Answers the writes whose condition failed, each with the item that was there; empty when all were done. */
  transact(writes: readonly Write[]): Promise<readonly { readonly index: number; readonly existing?: Item }[]>;
  /** A page of an index in the order of its sort key; a moment behind. */
  queryIndex(query: IndexQuery): Promise<Page>;
  /** A page of one segment of the whole table, in no order; an `eventual` one may lack the writes of the last seconds and costs half. */
  scan(segment: number, segments: number, cursor?: string, consistency?: 'strong' | 'eventual'): Promise<Page>;
}
