import { sortable } from '../../kernel/time.ts';
import type { Item, Table } from './table.ts';

/** So many conflicts of an aggregate are kept at most. */
const PLACES = 64;

/** A conflict looks for a place of its own so often: the first four of an aggregate always find one. */
const TRIES = 4;

/**
 * Keeps a fact that conflicts with what is there, for a person to look at: in a partition of its own, `CONFLICT#<aggregate>`, so that no
 * number of them makes the aggregate dearer to read. At most 64 of an aggregate are kept, the same one once. What would have lain on
 * the card is kept without its words, since personal data is nowhere else.
 */
export const keepConflict = async (table: Pick<Table, 'putIfAbsent'>, item: Item, digest: string): Promise<void> => {
  const { fact, ...evidence } = item;
  const kept = item.sk.startsWith('CARD#') ? evidence : { ...evidence, fact };
  const first = Number.parseInt(digest.slice(0, 8), 16);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const sk = sortable((first + attempt) % PLACES, 2);
    const taken = await table.putIfAbsent({ ...kept, pk: `CONFLICT#${item.pk}`, sk, key: item.sk, digest });
    if (!taken || (taken.key === item.sk && taken.digest === digest)) return;
  }
};
