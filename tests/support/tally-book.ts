import * as z from 'zod';
import { type Book, ERASED_KEY, type FactIn } from '../../shared/kernel/book.ts';
import { factsByKind } from '../../shared/kernel/facts-by-kind.ts';
import type { Milestone } from '../../shared/kernel/milestones.ts';

/** The facts of the smallest book that has everything: coins come in, and moments are passed for ever. */
const tallyFacts = factsByKind({
  begun: () => z.object({ kind: z.literal('begun'), at: z.int() }),
  coin: () =>
    z.object({
      kind: z.literal('coin'),
      id: z.string(),
      worth: z.int(),
      at: z.int(),
      evidence: z.string().optional(),
    }),
  void: () => z.object({ kind: z.literal('void'), id: z.string(), at: z.int() }),
  note: () => z.object({ kind: z.literal('note'), id: z.string(), text: z.string() }),
  named: () => z.object({ kind: z.literal('named'), id: z.string() }),
  erased: () => z.object({ kind: z.literal('erased') }),
});

/** A fact of the tally. */
export type TallyFact = FactIn<typeof tallyFacts>;

/** What the tally amounts to. */
export interface Tally {
  readonly id: string;
  readonly total: number;
  readonly coins: readonly { readonly id: string; readonly at: number }[];
}

const milestone = (id: string, type: string, at: number): Milestone => ({ id, type, at, data: {} });

/**
 * A book for the ledger's contract: one milestone for each coin that counts, and one at a total of 10. A note takes the name of a
 * coin besides its own key.
 */
export const tallyBook = (foldVersion = 1): Book<TallyFact, Tally> => ({
  prefix: 'TLY',
  foldVersion,
  facts: tallyFacts,
  key: (fact) => {
    if (fact.kind === 'begun') return 'FACT#begun';
    if (fact.kind === 'erased') return ERASED_KEY;
    return fact.kind === 'note' ? `CARD#note#${fact.id}` : `FACT#${fact.kind.replace('named', 'coin')}#${fact.id}`;
  },
  besides: (fact) => (fact.kind === 'note' ? [{ kind: 'named', id: fact.id }] : []),
  meaning: (fact) => (fact.kind === 'coin' ? [fact.kind, fact.id, fact.worth] : { ...fact }),
  fold: (id, facts) => {
    const voided = new Set(facts.flatMap(({ fact }) => (fact.kind === 'void' ? [fact.id] : [])));
    const coins = facts.flatMap(({ fact }) => (fact.kind === 'coin' && !voided.has(fact.id) ? [fact] : []));
    return {
      id,
      total: coins.reduce((sum, coin) => sum + coin.worth, 0),
      coins: coins.map(({ id: coinId, at }) => ({ id: coinId, at })),
    };
  },
  project: (tally) => ({
    document: { total: tally.total },
    milestones: [
      ...tally.coins.map((coin) => milestone(`${tally.id}:coin:${coin.id}`, 'tally.coin', coin.at)),
      ...(tally.total >= 10 ? [milestone(`${tally.id}:full`, 'tally.full', 1)] : []),
    ],
    entries: {
      all: { document: { total: tally.total }, list: { pk: 'ALL', sk: tally.id } },
      ...(tally.total >= 10 ? {} : { fill: { document: {}, timer: { pk: 'T#WALL#0', sk: tally.id } } }),
    },
  }),
  withoutPersonalData: (fact) => (fact.kind === 'note' ? { ...fact, text: '' } : fact),
});

/** Keys nothing: the digests of the tests guard no person. */
export const keyedByNothing = async (digest: string): Promise<string> => digest;
