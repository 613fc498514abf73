import {
  type Book,
  ERASED_KEY,
  HEAD_KEY,
  isPersonal,
  MAX_FACT_BYTES,
  MAX_FACTS,
  type Outcome,
  type Recorded,
  type RecordedBy,
} from '../../kernel/book.ts';
import type { Json } from '../../kernel/milestones.ts';
import { keptText } from '../../kernel/text.ts';
import { aggregateKey, type FoldedBook, idIn, isFact } from './aggregate.ts';
import { canonical, digestOf } from './canonical.ts';
import { keepConflict } from './conflicts.ts';
import { epochReader } from './epoch.ts';
import { erasedFact, erasePersonalData, hasErasure, type Keyed, noKey } from './erasure.ts';
import { entryItems, type Head, headItem, nextHead, readHead } from './head.ts';
import { ParkedAggregate } from './parked.ts';
import type { Item, Table } from './table.ts';

/** A book's ledger: facts recorded once, state folded on read, heads replaced only by their own successors. */
export interface Ledger<F, S, Id extends string = string> extends FoldedBook {
  /**
   * Keeps a fact once; throws where it is not one of the book. `beside` are items that must appear with it or not at all (a look-up key);
   * one that is taken makes a conflict. Nothing personal is kept once the aggregate's personal data are to be erased.
   */
  record(id: Id, fact: F, by: RecordedBy, beside?: readonly Item[]): Promise<Outcome>;
  /** A fact as `record` keeps it, for the fact of another book that must appear with it or not at all. Throws where it is not one of the book. */
  item(id: Id, fact: F, by: RecordedBy): Promise<Item>;
  /** The same at a place that one fact only can have: `taken` where another has it, and then nothing is kept. */
  recordAt(place: Item, id: Id, fact: F, by: RecordedBy, beside?: readonly Item[]): Promise<Outcome | 'taken'>;
  /** All facts of an aggregate, strongly consistent. Throws `ParkedAggregate` where one is not known. */
  facts(id: Id): Promise<readonly Recorded<F>[]>;
  /** The state that the facts amount to now; undefined where there is no such aggregate. */
  state(id: Id): Promise<S | undefined>;
  /** The same, once the head says it too: whoever reads the head afterwards, from another room perhaps, is never behind this answer. */
  stateOnHead(id: Id): Promise<S | undefined>;
}

/** A meaning with its text as it is kept today, so that what was kept under a laxer rule is still repeated by the same words. */
const withKeptText = (meaning: Json): Json => {
  if (typeof meaning === 'string') return keptText(meaning).trim();
  if (meaning === null || typeof meaning !== 'object') return meaning;
  if (Array.isArray(meaning)) return meaning.map(withKeptText);
  return Object.fromEntries(Object.entries(meaning).map(([key, inner]) => [key, withKeptText(inner as Json)]));
};

/** Who records what a state itself makes. */
const BY_FOLD: RecordedBy = { recordedBy: 'system', requestId: 'fold' };

/** How often a fold starts again when others replaced the head meanwhile. */
const FOLD_TRIES = 20;

/**
 * The ledger of a book over its table, in which other books may lie beside it. `now` stamps `recordedAt`; `keyed` is needed where
 * personal data are recorded or erased. `outside` finds the facts that a state makes together with what lies outside its aggregate, as
 * `Book.follows` does those that it makes itself.
 */
export const ledgerOver = <F extends { readonly kind: string }, S, Id extends string = string>(
  book: Book<F, S, Id>,
  table: Table,
  now: () => number,
  keyed: Keyed = noKey,
  outside: (state: S) => Promise<readonly F[]> = async () => [],
): Ledger<F, S, Id> => {
  const factOf = new WeakMap<Item, F>();

  /** The fact in an item that was read, parsed once however often that reading is looked at. */
  const factIn = (item: Item): F => {
    const fact = factOf.get(item) ?? book.facts.stored(item.fact);
    if (fact === undefined) throw new ParkedAggregate(item.pk, `unknown fact under ${item.sk}`);
    factOf.set(item, fact);
    return fact;
  };

  const storedFacts = (pk: string, items: readonly Item[]): { readonly item: Item; readonly fact: F }[] => {
    const stored = items.filter(isFact);
    if (stored.length > MAX_FACTS) throw new ParkedAggregate(pk, `more than ${MAX_FACTS} facts`);
    return stored.map((item) => ({ item, fact: factIn(item) }));
  };

  const readFacts = (pk: string, items: readonly Item[]): Recorded<F>[] => {
    const facts = storedFacts(pk, items).map(({ item, fact }) => ({
      fact,
      key: item.sk,
      recordedAt: item.recordedAt as number,
      recordedBy: item.recordedBy as string,
      requestId: item.requestId as string,
    }));
    return hasErasure(items) ? facts.map((fact) => erasedFact(book, fact)) : facts;
  };

  const meantBy = (fact: F): string => digestOf(book.meaning(fact));

  /** What a fact's repeat is known by. */
  const digestUnder = async (key: string, fact: F): Promise<string> =>
    isPersonal(key) ? keyed(meantBy(fact)) : meantBy(fact);

  /** A fact as it is kept. What could not be read again would park its aggregate for good: it is refused. */
  const factItem = async (id: string, fact: F, by: RecordedBy): Promise<Item> => {
    const checked = book.facts.recorded(fact.kind)?.safeParse(fact);
    if (!checked?.success)
      throw new TypeError(`a ${fact.kind} fact is not of the book: ${checked?.error.message ?? 'no such kind'}`);
    const bytes = Buffer.byteLength(JSON.stringify(fact));
    if (bytes > MAX_FACT_BYTES) throw new RangeError(`a fact of ${bytes} bytes is over ${MAX_FACT_BYTES}`);
    const sk = book.key(fact);
    return {
      pk: aggregateKey(book, id),
      sk,
      digest: await digestUnder(sk, fact),
      fact: fact as unknown as Json,
      recordedAt: now(),
      recordedBy: by.recordedBy,
      requestId: by.requestId,
    };
  };

  /** Keeps items together or none of them: nothing personal where personal data are to be erased. Otherwise answers what lies under the first key that was taken. */
  const keepTogether = async (
    items: readonly Item[],
  ): Promise<'kept' | { readonly existing: Item | undefined; readonly isErased: boolean }> => {
    const [first] = items as readonly [Item, ...Item[]];
    const isGuarded = !book.keepsLate && items.some(({ sk }) => isPersonal(sk));
    const checks = isGuarded ? [{ absent: { pk: first.pk, sk: ERASED_KEY } }] : [];
    const writes = [...items.map((one) => ({ put_absent: one })), ...checks];
    if (writes.length === 1) {
      const existing = await table.putIfAbsent(first);
      return existing ? { existing, isErased: false } : 'kept';
    }
    const failed = await table.transact(writes);
    if (failed.length === 0) return 'kept';
    const taken = items[Math.min(...failed.map(({ index }) => index))];
    const existing = taken && (await table.get(taken.pk, taken.sk));
    return { existing, isErased: failed.some(({ index }) => index === items.length) };
  };

  /** What lies under a taken key says the same, by its digest or by today's reading of it. */
  const repeats = (existing: Item, fact: F, digest: string): boolean => {
    if (existing.digest === digest) return true;
    if (existing.erased === true) return false;
    const stored = book.facts.stored(existing.fact);
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
    return facts.length === 0 ? undefined : purely(pk, () => book.fold(idIn(book, pk), facts));
  };

  const epoch = epochReader(table, now);

  /** The state of what was read and of the facts that it makes itself, each kept first: where another's lies under its key, with that. */
  const stateWithFollowing = async (id: string, read: readonly Item[]): Promise<S | undefined> => {
    const pk = aggregateKey(book, id);
    let items = read;
    for (let round = 0; round < FOLD_TRIES; round += 1) {
      const state = stateOf(id, items);
      const own = state === undefined ? [] : purely(pk, () => book.follows?.(state) ?? []);
      const follows = state === undefined || own.length > 0 ? own : await outside(state);
      if (follows.length === 0) return state;
      for (const fact of follows) {
        const item = await factItem(id, fact, BY_FOLD);
        items = [...items, (await table.putIfAbsent(item)) ?? item];
      }
    }
    throw new ParkedAggregate(pk, `its state made further facts ${FOLD_TRIES} times in a row`);
  };

  /** Brings the head up to the facts. `mayReplace` says of the head that is there whether it is ours to replace. */
  const advance = async (
    id: string,
    mayReplace: (head: Head | undefined) => boolean,
  ): Promise<{ readonly state: S; readonly head: Head | undefined } | undefined> => {
    const pk = aggregateKey(book, id);
    for (let attempt = 0; attempt < FOLD_TRIES; attempt += 1) {
      // The head is read before the facts: a fact that lands in between is folded in, and a head replaced in between fails the condition.
      const items = await table.partition(pk);
      if (hasErasure(items)) {
        const overwritten = await erasePersonalData({ book, table, keyed, meantBy }, pk, storedFacts(pk, items));
        if (overwritten > 0) continue;
      }
      const facts = items.toReversed();
      const before = readHead(
        book,
        items.find(({ sk }) => sk === HEAD_KEY),
      );
      const isOurs = mayReplace(before);
      const state = isOurs ? await stateWithFollowing(id, facts) : stateOf(id, facts);
      if (!state) return undefined;
      if (!isOurs) return { state, head: before };
      const shown = purely(pk, () => book.project(state));
      const head = nextHead(before, shown, { id, foldVersion: book.foldVersion, epoch: await epoch() });
      if (head === before || (await table.putIfVersion(headItem(pk, head), before?.version))) return { state, head };
    }
    throw new Error(`${pk}: the head was replaced by others ${FOLD_TRIES} times in a row`);
  };

  const recordAll = async (
    id: Id,
    fact: F,
    by: RecordedBy,
    beside: readonly Item[],
    place?: Item,
  ): Promise<Outcome | 'taken'> => {
    const [item, ...besides] = (await Promise.all(
      [fact, ...(book.besides?.(fact) ?? [])].map((each) => factItem(id, each, by)),
    )) as [Item, ...Item[]];
    const outcome = await keepTogether([...(place ? [place] : []), item, ...besides, ...beside]);
    if (outcome === 'kept') return 'recorded';
    const { existing, isErased } = outcome;
    if (existing && existing.pk === place?.pk && existing.sk === place.sk) return 'taken';
    if (isErased && existing === undefined) return 'erased';
    const digest = item.digest as string;
    if (existing && repeats(existing, fact, digest)) return isErased ? 'erased' : 'repeated';
    await keepConflict(table, item, digest);
    return 'conflict';
  };

  return {
    prefix: book.prefix,
    foldVersion: book.foldVersion,

    isSilent(item) {
      const fact = book.facts.stored(item.fact);
      return fact !== undefined && book.isSilent?.(fact) === true;
    },

    record: async (id, fact, by, beside = []) => (await recordAll(id, fact, by, beside)) as Outcome,

    recordAt: (place, id, fact, by, beside = []) => recordAll(id, fact, by, beside, place),

    item: factItem,

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
