import { type Book, FACT_PREFIXES } from '../../kernel/book.ts';
import type { Head } from './head.ts';
import { ParkedAggregate } from './parked.ts';
import type { Item } from './table.ts';

/** A book folded in its table, whatever its facts and its state are: what a stream, a refold and a rebuild need of it. */
export interface FoldedBook {
  /** The prefix of its aggregates' keys, without `#`; no other book of its table has it. */
  readonly prefix: string;
  readonly foldVersion: number;
  /** Whether a stored fact changes nothing of a head. */
  isSilent(fact: Item): boolean;
  /** Folds an aggregate into its head, unless the head says so already. Answers the head. */
  refold(id: string): Promise<Head | undefined>;
  /** Puts a head's entries changed since a number (its own where that is left out) where the indexes see them, over what older heads put there. */
  place(head: Head, since?: number): Promise<void>;
}

/** The aggregate's key in its table: `PAY#<id>`. */
export const aggregateKey = ({ prefix }: Pick<FoldedBook, 'prefix'>, id: string): string => `${prefix}#${id}`;

/** The id in the key of a book's aggregate: nothing is recorded there but under an id of the book's. */
export const idIn = <Id extends string>(book: Pick<Book<never, unknown, Id>, 'prefix' | 'fold'>, key: string): Id =>
  key.slice(aggregateKey(book, '').length) as Id;

/** True for an item that is a fact of an aggregate, of whatever book. */
export const isFact = ({ sk }: Item): boolean => FACT_PREFIXES.some((prefix) => sk.startsWith(prefix));

/** The book that a key's aggregate is of; undefined where it is of none of them. */
export const bookOf = (books: readonly FoldedBook[], key: string): FoldedBook | undefined =>
  books.find((book) => key.startsWith(aggregateKey(book, '')));

/** The book that a key's aggregate is of, and its id there. Throws `ParkedAggregate` where it is of none of the books. */
export const aggregateOf = (
  books: readonly FoldedBook[],
  key: string,
): { readonly book: FoldedBook; readonly id: string } => {
  const book = bookOf(books, key);
  if (!book) throw new ParkedAggregate(key, 'no book of its table has its prefix');
  return { book, id: key.slice(aggregateKey(book, '').length) };
};
