import { type Book, ERASED_KEY, isPersonal, type Recorded } from '../../kernel/book.ts';
import type { Json } from '../../kernel/milestones.ts';
import type { Pepper } from '../pepper.ts';
import type { Item, Table } from './table.ts';

/**
 * Turns the digest of a personal fact into one that only who holds the installation's secret can compute: from a bare digest a name or
 * a number could be guessed. The same for the same digest.
 */
export type Keyed = (digest: string) => Promise<string>;

/** Keys digests with the installation's pepper. */
export const keyedWith =
  (pepper: () => Promise<Pepper>): Keyed =>
  async (digest) =>
    (await pepper()).token('personal', digest);

/** For ledgers that neither record nor erase personal data. */
export const noKey: Keyed = () => Promise.reject(new TypeError('this ledger has no secret to key digests with'));

/** Whether an aggregate's personal data are to be erased, or were. */
export const hasErasure = (items: readonly { readonly sk: string }[]): boolean =>
  items.some(({ sk }) => sk === ERASED_KEY);

/** A fact as it is read where personal data are to be erased, whether it was overwritten yet or not. */
export const erasedFact = <F extends { readonly kind: string }, S>(
  book: Book<F, S>,
  recorded: Recorded<F>,
): Recorded<F> =>
  book.withoutPersonalData ? { ...recorded, fact: book.withoutPersonalData(recorded.fact) } : recorded;

/**
 * Overwrites what is personal in an aggregate in place, its conflicts first, so that while a fact is left all is looked at again. What
 * was erased keeps its key and the keyed digest of what it said, by which its repeat is known. Answers how many items it overwrote.
 */
export const erasePersonalData = async <F extends { readonly kind: string }, S>(
  { book, table, keyed, meantBy }: { book: Book<F, S>; table: Table; keyed: Keyed; meantBy: (fact: F) => string },
  pk: string,
  stored: readonly { readonly item: Item; readonly fact: F }[],
): Promise<number> => {
  const { withoutPersonalData } = book;
  if (!withoutPersonalData) return 0;
  const left = stored.flatMap(({ item, fact }) => {
    if (item.erased === true) return [];
    const rest = withoutPersonalData(fact);
    return rest === fact && !isPersonal(item.sk) ? [] : [{ item, fact, rest }];
  });
  if (left.length === 0) return 0;
  for (const { fact: _, ...conflict } of await table.query(`CONFLICT#${pk}`))
    if (conflict.erased !== true)
      await table.put({ ...conflict, digest: await keyed(String(conflict.digest)), erased: true });
  for (const { item, fact, rest } of left)
    await table.put({ ...item, fact: rest as unknown as Json, digest: await keyed(meantBy(fact)), erased: true });
  return left.length;
};
