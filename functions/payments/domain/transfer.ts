import type { Recorded } from '../../../shared/kernel/book.ts';
import { factsOf } from '../../../shared/kernel/facts-by-kind.ts';
import type { AgencyCode, TransferId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { believed } from './money.ts';
import { type Standing, standingOf } from './second-person.ts';
import type { TransferFact, TransferFactOf } from './transfer-facts.ts';

/** What money that belongs to no fee is: `refunding` until a person has given it back. */
export const transferStates = ['open', 'matched', 'refunding', 'refunded', 'written_off'] as const;

/** What money that belongs to no fee is. */
export type TransferState = (typeof transferStates)[number];

/** A person's decision about a transfer, and whether it holds: it does at once, or once the second person agreed. */
export interface TransferDecision extends Omit<TransferFactOf<'decided'>, 'kind'>, Standing {}

/** The decision that holds, and since when. */
type Decision = TransferDecision & { readonly at: Instant };

/** Money that belongs to no fee, as the set of its facts leaves it. */
export interface Transfer extends Omit<TransferFactOf<'told'>, 'kind' | 'knownAt' | 'evidence'> {
  readonly transferId: TransferId;
  readonly agencyCode: AgencyCode;
  /** When it became known. */
  readonly receivedAt: Instant;
  readonly state: TransferState;
  /** The decision that holds. */
  readonly decision: Decision | undefined;
  /** Every decision that was made, in their order: each after one that a second person refused. */
  readonly decisions: readonly TransferDecision[];
  /** How it was given back. */
  readonly refund: Omit<TransferFactOf<'refunded'>, 'kind'> | undefined;
}

type Word = Recorded<TransferFactOf<'told'>>;

const knownAt = ({ fact, recordedAt }: Word): Instant => fact.knownAt ?? recordedAt;

const movedAt = (word: Word): Instant | undefined => believed(word.fact.occurredAt, { toldAt: knownAt(word) });

const earlier = (a: Word, b: Word): number => knownAt(a) - knownAt(b) || (a.key < b.key ? -1 : 1);

/** The word that counts, as it does in a payment: paid before suspected, then the larger amount, then the order of keys. */
const trusted = (a: Word, b: Word): number =>
  Number(b.fact.outcome === 'paid') - Number(a.fact.outcome === 'paid') ||
  b.fact.amountVnd - a.fact.amountVnd ||
  (a.key < b.key ? -1 : 1);

function stateOf(decision: Decision | undefined, refund: Transfer['refund']): TransferState {
  switch (decision?.decision) {
    case 'match':
      return 'matched';
    case 'refund':
      return refund ? 'refunded' : 'refunding';
    case 'write_off':
      return 'written_off';
    default:
      // What a later release decided it shows itself; here nothing more can be decided, since the first decision stands.
      return 'open';
  }
}

/** The transfer that a set of facts amounts to; order and repetition change nothing. Undefined where no provider told of it. */
export function foldTransfer(transferId: TransferId, set: readonly Recorded<TransferFact>[]): Transfer | undefined {
  const facts = [...new Map(set.map((recorded) => [recorded.key, recorded])).values()];
  const words = factsOf(facts, 'told').sort(earlier);
  const [first] = words;
  const [counted] = [...words].sort(trusted);
  if (!first || !counted) return undefined;
  const decisions = factsOf(facts, 'decided')
    .map((recorded): TransferDecision => {
      const { kind: _, ...fact } = recorded.fact;
      return { ...fact, ...standingOf(recorded, facts) };
    })
    .sort((a, b) => (a.number ?? 1) - (b.number ?? 1));
  const decision = decisions.find((made): made is Decision => made.state === 'in_force');
  const [refunded] = factsOf(facts, 'refunded');
  const { kind: _, knownAt: __, evidence: ___, ...said } = counted.fact;
  return {
    ...said,
    transferId,
    agencyCode: first.fact.agencyCode,
    reference: said.reference ?? words.find(({ fact }) => fact.reference !== undefined)?.fact.reference,
    occurredAt: movedAt(counted) ?? words.map(movedAt).find((moment) => moment !== undefined),
    content: said.content ?? words.find(({ fact }) => fact.content !== undefined)?.fact.content,
    receivedAt: knownAt(first),
    state: stateOf(decision, refunded?.fact),
    decision,
    decisions,
    refund: refunded?.fact,
  };
}
