import {
  type Book,
  MAX_FACT_BYTES,
  MAX_FACTS,
  type Outcome,
  type Recorded,
  type RecordedBy,
} from '../../kernel/book.ts';
import type { Json } from '../../kernel/milestones.ts';
import { keptText } from '../../kernel/text.ts';
import { canonical, digestOf } from './canonical.ts';
import { keepConflict } from './conflicts.ts';
import { epochReader } from './epoch.ts';
import { entryItems, type Head, headItem, nextHead, readHead } from './head.ts';
import { ParkedAggregate } from './parked.ts';
import type { Item, Table } from './table.ts';

/** One capability's ledger: facts recorded once, state folded on read, heads replaced only by their own successors. */
export interface Ledger<F, S> {
  /** Keeps a fact once; throws where it is not one of the book. `beside` are items that must appear with it or not at all (a look-up key); one that is taken makes a conflict. */
  record(id: string, fact: F, by: RecordedBy, beside?: readonly Item[]): Promise<Outcome>;
  /** All facts of an aggregate, strongly consistent. Throws `ParkedAggregate` where one is not known. */
  facts(id: string): Promise<readonly Recorded<F>[]>;
  /** The state that the facts amount to now; undefined where there is no such aggregate. */
  state(id: string): Promise<S | undefined>;
  /** The same, once the head says it too: whoever reads the head afterwards, from another room perhaps, is never behind this answer. */
  stateOnHead(id: string): Promise<S | undefined>;
  /** Folds an aggregate into its head, unless the head says so already. Answers the head. */
  refold(id: string): Promise<Head | undefined>;
  /** Puts a head's entries changed since a number (its own where that is left out) where the indexes see them, over what older heads put there. */
  place(head: Head, since?: number): Promise<void>;
}

/** A meaning with its text as it is kept today, so that what was kept under a laxer rule is still repeated by the same words. */
const withKeptText = (meaning: Json): Json => {
  if (typeof meaning === 'string') return keptText(meaning).trim();
  if (meaning === null || typeof meaning !== 'object') return meaning;
  if (Array.isArray(meaning)) return meaning.map(withKeptText);
  return Object.fromEntries(Object.entries(meaning).map(([key, inner]) => [key, withKeptText(inner as Json)]));
};

const isFact = (item: Item): boolean => item.sk.startsWith('FACT#') || item.sk.startsWith('CARD#');

/** The aggregate's key in its table: `PAY#<id>`. */
export const aggregateKey = (book: { readonly prefix: string }, id: string): string => `${book.prefix}#${id}`;

/** Who records what a state itself makes. */
const BY_FOLD: RecordedBy = { recordedBy: 'system', requestId: 'fold' };

/** How often a fold starts again when others replaced the head meanwhile. */
const FOLD_TRIES = 20;

/** A capability's ledger over its table. `now` stamps `recordedAt`. */
export const ledgerOver = <F extends { readonly kind: string }, S>(
  book: Book<F, S>,
  table: Table,
  now: () => number,
): Ledger<F, S> => {
  const readFacts = (pk: string, items: readonly Item[]): Recorded<F>[] => {
    const stored = items.filter(isFact);
    if (stored.length > MAX_FACTS) throw new ParkedAggregate(pk, `more than ${MAX_FACTS} facts`);
    return stored.map((item) => {
      const fact = book.stored(item.fact);
      if (fact === undefined) throw new ParkedAggregate(pk, `unknown fact under ${item.sk}`);
      return {
        fact,
        key: item.sk,
        recordedAt: item.recordedAt as number,
        recordedBy: item.recordedBy as string,
        requestId: item.requestId as string,
      };
    });
  };

  /** A fact as it is kept. What could not be read again would park its aggregate for good: it is refused. */
  const factItem = (id: string, fact: F, digest: string, by: RecordedBy): Item => {
    const checked = book.recorded.safeParse(fact);
    if (!checked.success) throw new TypeError(`a ${fact.kind} fact is not of the book: ${checked.error.message}`);
    const bytes = Buffer.byteLength(JSON.stringify(fact));
    if (bytes > MAX_FACT_BYTES) throw new RangeError(`a fact of ${bytes} bytes is over ${MAX_FACT_BYTES}`);
    return {
      pk: aggregateKey(book, id),
      sk: book.key(fact),
      digest,
      fact: fact as unknown as Json,
      recordedAt: now(),
      recordedBy: by.recordedBy,
      requestId: by.requestId,
    };
  };

  /** Keeps an item with the others or none of them; where one was taken, answers what lies under the first one's key. */
  const keepTogether = async (item: Item, others: readonly Item[]): Promise<Item | undefined | 'kept'> => {
    if (others.length === 0) return (await table.putIfAbsent(item)) ?? 'kept';
    const failed = await table.transact([item, ...others].map((one) => ({ put_absent: one })));
    return failed.length === 0 ? 'kept' : table.get(item.pk, item.sk);
  };

  /** What lies under a taken key says the same, by its digest or by today's reading of it. */
  const repeats = (existing: Item | undefined, fact: F, digest: string): boolean => {
    if (existing === undefined || existing.digest === digest) return existing !== undefined;
    const stored = book.stored(existing.fact);
    const meant = (one: F): string => canonical(withKeptText(book.meaning(one)));
    return stored !== undefined && meant(stored) === meant(fact);
  };

  // A pure function that throws will throw again: that is bad data, never lost infrastructure, and must not hold up a stream.
  const purely = <T>(pk: string, fold: () => T): T => {
    try {
      return fold();
    } catch (error) {
      throw new ParkedAggregate(pk, `its fold throws: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  const stateOf = (id: string, items: readonly Item[]): S | undefined => {
    const pk = aggregateKey(book, id);
    const facts = readFacts(pk, items);
    return facts.length === 0 ? undefined : purely(pk, () => book.fold(id, facts));
  };

  const epoch = epochReader(table, now);

  /** Brings the head up to the facts. `mayReplace` says of the head that is there whether it is ours to replace. */
  const advance = async (
    id: string,
    mayReplace: (head: Head | undefined) => boolean,
  ): Promise<{ readonly state: S; readonly head: Head | undefined } | undefined> => {
    const pk = aggregateKey(book, id);
    for (let attempt = 0; attempt < FOLD_TRIES; attempt += 1) {
      // The head is read before the facts: a fact that lands in between is folded in, and a head replaced in between fails the condition.
      const items = await table.partition(pk);
      const state = stateOf(id, items.toReversed());
      if (!state) return undefined;
      const before = readHead(
        book,
        items.find(({ sk }) => sk === 'HEAD'),
      );
      if (!mayReplace(before)) return { state, head: before };
      const follows = purely(pk, () => book.follows?.(state) ?? []);
      for (const fact of follows) await table.putIfAbsent(factItem(id, fact, digestOf(book.meaning(fact)), BY_FOLD));
      if (follows.length > 0) continue;
      const shown = purely(pk, () => book.project(state));
      const head = nextHead(before, shown, { id, foldVersion: book.foldVersion, epoch: await epoch() });
      if (head === before || (await table.putIfVersion(headItem(pk, head), before?.version))) return { state, head };
    }
    throw new Error(`${pk}: the head was replaced by others ${FOLD_TRIES} times in a row`);
  };

  return {
    async record(id, fact, by, beside = []) {
      const digest = digestOf(book.meaning(fact));
      const item = factItem(id, fact, digest, by);
      const besides = (book.besides?.(fact) ?? []).map((other) => factItem(id, other, digest, by));
      const existing = await keepTogether(item, [...besides, ...beside]);
      if (existing === 'kept') return 'recorded';
      if (repeats(existing, fact, digest)) return 'repeated';
      await keepConflict(table, item, digest);
      return 'conflict';
    },

    async facts(id) {
      const pk = aggregateKey(book, id);
      return readFacts(pk, await table.query(pk));
    },

    async state(id) {
      return stateOf(id, await table.query(aggregateKey(book, id)));
    },

    async stateOnHead(id) {
      // While newer code is being deployed the head is its to replace.
      const isOurs = (head: Head | undefined) => head === undefined || head.foldVersion <= book.foldVersion;
      return (await advance(id, isOurs))?.state;
    },

    async refold(id) {
      return (await advance(id, () => true))?.head;
    },

    async place(head, since) {
      await Promise.all(entryItems(aggregateKey(book, head.id), head, since).map((item) => table.putOver(item)));
    },
  };
};
