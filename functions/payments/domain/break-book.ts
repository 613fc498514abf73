import type { Book, Recorded } from '../../../shared/kernel/book.ts';
import { factsOf } from '../../../shared/kernel/facts-by-kind.ts';
import { type BreakId, derivedName } from '../../../shared/kernel/ids.ts';
import { type Instant, sortable } from '../../../shared/kernel/time.ts';
import { type BreakFact, type BreakFactOf, breakFacts, breakKeyOf, breakMeaningOf } from './break-facts.ts';
import { type Standing, standingOf } from './second-person.ts';
import type { StatementKey } from './statement.ts';
import type { StatementLine } from './statement-line.ts';

/** A person's decision about a break, and whether it holds: it does at once, or once the second person agreed. */
export interface BreakDecision extends Omit<BreakFactOf<'decided'>, 'kind'>, Standing {}

/** A difference between a statement and the ledger about one transaction, as the set of its facts leaves it. */
export interface Break extends Omit<BreakFactOf<'found'>, 'kind'> {
  readonly breakId: BreakId;
  readonly state: 'open' | 'closed';
  readonly foundAt: Instant;
  /** The decision that holds. */
  readonly decision: (BreakDecision & { readonly at: Instant }) | undefined;
  /** Every decision that was made, in their order: each after one that a second person refused. */
  readonly decisions: readonly BreakDecision[];
}

/** What a break is known by: the one id that follows from the transaction and its direction, whichever file finds it. */
export const breakIdOf = (
  { provider, merchant }: StatementKey,
  { kind, providerTransactionId }: Pick<StatementLine, 'kind' | 'providerTransactionId'>,
): BreakId => `brk_${derivedName(`${provider}#${merchant}#${kind}#${providerTransactionId}`)}`;

type Found = Recorded<BreakFactOf<'found'>>;

const isMissing = ({ fact: { differs } }: Found): boolean =>
  differs === 'missing_at_provider' || differs === 'refund_missing';

/** What the newest file of a day says; of several days what a line says before what is missing, then the later day's. */
function newestOf(found: readonly Found[]): Found | undefined {
  const ofDays = [...Map.groupBy(found, ({ fact }) => fact.date).values()].map((ofDay) =>
    ofDay.reduce((best, other) => (other.fact.version > best.fact.version ? other : best)),
  );
  const [newest] = ofDays.sort(
    (a, b) => Number(isMissing(a)) - Number(isMissing(b)) || (a.fact.date < b.fact.date ? 1 : -1),
  );
  return newest;
}

/** Whether a later file of its day, the same one, or one of another day brought what was missing. */
const isResolved = (found: Recorded<BreakFactOf<'found'>>, resolved: readonly Recorded<BreakFactOf<'resolved'>>[]) =>
  resolved.some(({ fact }) => fact.date !== found.fact.date || fact.version >= found.fact.version);

/** The break that a set of facts amounts to; order and repetition change nothing. Undefined where no file found it. */
function foldBreak(breakId: BreakId, set: readonly Recorded<BreakFact>[]): Break | undefined {
  const facts = [...new Map(set.map((recorded) => [recorded.key, recorded])).values()];
  const newest = newestOf(factsOf(facts, 'found'));
  if (!newest) return undefined;
  const decisions = factsOf(facts, 'decided')
    .map((recorded): BreakDecision => {
      const { kind: _, ...decided } = recorded.fact;
      return { ...decided, ...standingOf(recorded, facts) };
    })
    .sort((a, b) => (a.number ?? 1) - (b.number ?? 1));
  const decision = decisions.find(
    (made): made is BreakDecision & { readonly at: Instant } => made.state === 'in_force',
  );
  const { kind: _, ...said } = newest.fact;
  return {
    ...said,
    breakId,
    state: decision || isResolved(newest, factsOf(facts, 'resolved')) ? 'closed' : 'open',
    foundAt: newest.recordedAt,
    decision,
    decisions,
  };
}

/** The partition of the `list` index in which the breaks of a statement lie. */
export const breaksPartition = ({ provider, merchant, date }: StatementKey): string =>
  `BREAKS#${provider}#${merchant}#${date}`;

/** The book of differences between statements and the ledger: `BRK#<breakId>`. */
export const breakBook: Book<BreakFact, Break, BreakId> = {
  prefix: 'BRK',
  foldVersion: 2,
  facts: breakFacts,
  key: breakKeyOf,
  meaning: breakMeaningOf,
  fold: foldBreak,
  project: ({ breakId, agencyCode, provider, merchant, date, differs, state, foundAt }) => ({
    document: { agencyCode, provider, merchant, date, kind: differs, state },
    milestones: [],
    entries: {
      statement: { document: {}, list: { pk: breaksPartition({ provider, merchant, date }), sk: breakId } },
      work: {
        document: {},
        list: { pk: `WORK#break.${state}`, sk: `${agencyCode}#${sortable(foundAt)}#${breakId}` },
      },
    },
  }),
};
