import * as z from 'zod';
import type { Book, FactIn } from '../../shared/kernel/book.ts';
import { factsByKind } from '../../shared/kernel/facts-by-kind.ts';

const doorFacts = factsByKind({
  opened: () => z.object({ kind: z.literal('opened'), at: z.int() }),
  closed: () => z.object({ kind: z.literal('closed'), at: z.int() }),
});

/** A fact of a door. */
export type DoorFact = FactIn<typeof doorFacts>;

/** A door and when it was opened. */
export interface Door {
  readonly doorId: string;
  readonly openedAt: readonly number[];
  readonly isOpen: boolean;
}

/**
 * A book to lie beside the tally in one table, whose prefix begins with the tally's and which has other facts and another state: a
 * milestone for each time that a door was opened, and a place among what waits as long as it is open.
 */
export const doorBook = (foldVersion = 1): Book<DoorFact, Door> => ({
  prefix: 'TLYX',
  foldVersion,
  facts: doorFacts,
  key: ({ kind, at }) => `FACT#${kind}#${at}`,
  meaning: (fact) => ({ ...fact }),
  fold: (doorId, recorded) => {
    const facts = recorded.map(({ fact }) => fact).sort((a, b) => a.at - b.at);
    const openedAt = facts.flatMap(({ kind, at }) => (kind === 'opened' ? [at] : []));
    return { doorId, openedAt, isOpen: facts.at(-1)?.kind === 'opened' };
  },
  project: ({ doorId, openedAt, isOpen }) => ({
    document: { isOpen },
    milestones: openedAt.map((at) => ({ id: `door:${doorId}:${at}`, type: 'door.opened', at, data: {} })),
    entries: {
      all: { document: { isOpen }, list: { pk: 'ALL', sk: `door ${doorId}` } },
      ...(isOpen ? { close: { document: {}, timer: { pk: 'T#WALL#0', sk: `door ${doorId}` } } } : {}),
    },
  }),
});
