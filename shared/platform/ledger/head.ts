import { type Entry, HEAD_KEY, type Projection } from '../../kernel/book.ts';
import { type Announcement, epochOf, type Json, type Milestone, numberOf, WITHDRAWN } from '../../kernel/milestones.ts';
import { canonical } from './canonical.ts';
import type { Item } from './table.ts';

/** What a head keeps of a milestone for ever: its last word, and the number of the head that said it. */
export interface KeptMilestone extends Omit<Milestone, 'id'> {
  readonly number: number;
  readonly withdrawn?: true;
}

/** What a head keeps of an entry for ever: its last place, and the number of the head that put it there. One that vanished has none. */
export interface KeptEntry extends Partial<Entry> {
  readonly number: number;
}

/**
 * A fold's head: what the state shows, every milestone and entry that it ever had, and its number, which grows with each replacement.
 * What a head changed bears that head's own number, so that it can be told and placed from the head alone.
 */
export interface Head {
  readonly id: string;
  readonly version: number;
  readonly number: number;
  readonly foldVersion: number;
  readonly document: { readonly [key: string]: Json };
  readonly milestones: Readonly<Record<string, KeptMilestone>>;
  readonly entries: Readonly<Record<string, KeptEntry>>;
}

/** Reads a head from a stored item, one without numbers as the oldest; undefined where that is no head of this book. */
export const readHead = (book: { readonly prefix: string }, item: Item | undefined): Head | undefined => {
  if (item?.sk !== HEAD_KEY || !item.pk.startsWith(`${book.prefix}#`)) return undefined;
  const { pk, sk: _, ...head } = item;
  const { number = 0, entries = {}, ...rest } = head as unknown as Omit<Head, 'id'> & Partial<Head>;
  return { ...rest, number, entries, id: pk.slice(book.prefix.length + 1) };
};

/** A head as it is stored. It is in no index itself: its entries are. */
export const headItem = (pk: string, { id: _, ...head }: Head): Item => ({
  pk,
  sk: HEAD_KEY,
  ...(head as unknown as { [key: string]: Json }),
});

/** What decides the next head besides what the fold shows. */
export interface FoldedBy {
  readonly id: string;
  readonly foldVersion: number;
  /** The epoch of the table. */
  readonly epoch: number;
}

/**
 * The head after a fold: what changed, came or vanished bears its number, the rest keeps its own. A head of an earlier epoch gives
 * everything the new number. Code older than the head's adds and changes, but takes nothing away, fields of what is told or placed
 * included: it may not know what that is.
 * Answers the head that is there where nothing would change.
 */
export const nextHead = (before: Head | undefined, shown: Projection, { id, foldVersion, epoch }: FoldedBy): Head => {
  const version = (before?.version ?? 0) + 1;
  const number = numberOf(epoch, version);
  const isOlder = before !== undefined && before.foldVersion > foldVersion;
  const isRenewed = before !== undefined && epochOf(before.number) < epoch;
  const merged = <T extends object>(
    were: Readonly<Record<string, T & { readonly number: number }>>,
    are: Readonly<Record<string, T>>,
    vanished: (was: T) => T,
    withUnknown: (was: T, is: T) => T,
  ): Record<string, T & { number: number }> => {
    const all: Record<string, T & { number: number }> = {};
    for (const name of new Set([...Object.keys(were), ...Object.keys(are)])) {
      const { number: told, ...rest } = were[name] ?? { number };
      const was = rest as unknown as T;
      const shownNow = are[name] ?? (isOlder ? was : vanished(was));
      const is = isOlder && name in were ? withUnknown(was, shownNow) : shownNow;
      const isSame =
        !isRenewed && name in were && canonical(is as unknown as Json) === canonical(was as unknown as Json);
      all[name] = { ...is, number: isSame ? told : number };
    }
    return all;
  };
  const milestones = merged<Omit<KeptMilestone, 'number'>>(
    before?.milestones ?? {},
    Object.fromEntries(shown.milestones.map(({ id: milestone, ...rest }) => [milestone, rest])),
    (was) => ({ ...was, withdrawn: true }),
    (was, is) => ({ ...is, data: { ...was.data, ...is.data } }),
  );
  const entries = merged<Partial<Entry>>(
    before?.entries ?? {},
    shown.entries,
    () => ({}),
    (was, is) => (was.document && is.document ? { ...is, document: { ...was.document, ...is.document } } : is),
  );
  const document = isOlder ? { ...before.document, ...shown.document } : shown.document;
  const head: Head = {
    id,
    version,
    number,
    foldVersion: Math.max(foldVersion, before?.foldVersion ?? 0),
    document,
    milestones,
    entries,
  };
  const isChanged =
    before === undefined ||
    isRenewed ||
    head.foldVersion !== before.foldVersion ||
    canonical(document) !== canonical(before.document) ||
    [...Object.values(milestones), ...Object.values(entries)].some((one) => one.number === number);
  return isChanged ? head : before;
};

/** What a head tells: the milestones that it and those after the number `since` changed; what no longer holds has the type of a withdrawal. */
export const announcements = (head: Head, since = head.number): readonly Announcement[] =>
  Object.entries(head.milestones)
    .filter(([, { number }]) => number >= since)
    .map(([id, { type, at, data, number, withdrawn }]) => ({
      id,
      type: withdrawn ? `${type}${WITHDRAWN}` : type,
      at,
      data,
      number,
    }))
    .sort((a, b) => a.at - b.at);

/** The items that the indexes see of a head's entries changed since a number: `ENTRY#<name>`; one that vanished stays without a place. */
export const entryItems = (
  pk: string,
  head: Head,
  since = head.number,
): readonly (Item & { readonly number: number })[] =>
  Object.entries(head.entries)
    .filter(([, { number }]) => number >= since)
    .map(([name, { document, list, timer, number }]) => ({
      pk,
      sk: `ENTRY#${name}`,
      number,
      ...(document ? { document } : {}),
      ...(list ? { listPk: list.pk, listSk: list.sk } : {}),
      ...(timer ? { timerPk: timer.pk, timerSk: timer.sk } : {}),
    }));
