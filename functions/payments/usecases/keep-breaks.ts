import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { BreakId } from '../../../shared/kernel/ids.ts';
import type { BreakFactOf } from '../domain/break-facts.ts';
import type { StatementKey, StatementVersion } from '../domain/statement.ts';
import type { StatementLine } from '../domain/statement-line.ts';
import type { Merchant } from '../ports.ts';
import type { Breaks, Statements } from '../statement-ports.ts';
import type { Difference } from './reconcile-line.ts';

/** What keeping breaks needs of its surroundings. */
export interface KeepBreaksPorts {
  readonly breaks: Breaks;
  readonly statements: Pick<Statements, 'versions' | 'work'>;
}

/** A version of a day's statement. */
export type StatementOf = StatementKey & Pick<StatementVersion, 'version'>;

/** What is worked through, and by whose word. */
export interface Visit {
  readonly merchant: Merchant;
  readonly of: StatementOf;
  readonly by: RecordedBy;
}

/** What a break is about: what a line says of it, or would say. */
export type AboutLine = Pick<StatementLine, 'kind' | 'reference' | 'providerTransactionId' | 'occurredAt'>;

/** So many breaks are looked at together. */
const PAGE = 200;

const foundFact = (
  { merchant: { provider, merchant, agencyCode }, of: { date, version } }: Visit,
  { kind: line, reference, providerTransactionId, occurredAt }: AboutLine,
  { isToHear: _, ...difference }: Difference,
): BreakFactOf<'found'> => ({
  kind: 'found',
  ...{ date, version, provider, merchant, agencyCode, line, providerTransactionId, occurredAt },
  ...(reference === undefined ? {} : { reference }),
  ...difference,
});

/** Keeps where a version of a statement and the ledger differ, and where they agree again. */
export const keepBreaks = ({ breaks, statements }: KeepBreaksPorts) => {
  const agreed = async ({ of: { date, version }, by }: Visit, breakId: BreakId): Promise<void> => {
    await breaks.record(breakId, { kind: 'resolved', date, version }, by);
  };

  return {
    /**
     * Keeps a difference: false where a newer file has come meanwhile, whose own differences count, so that this one is taken back. The
     * newer one may have looked before it was kept.
     */
    async found(visit: Visit, breakId: BreakId, line: AboutLine, difference: Difference): Promise<boolean> {
      await breaks.record(breakId, foundFact(visit, line, difference), visit.by);
      if ((await statements.versions(visit.of)).length <= visit.of.version) return true;
      await agreed(visit, breakId);
      return false;
    },

    agreed,

    /** Closes a break that is open, since both sides agree. */
    async closeOpen(visit: Visit, breakId: BreakId): Promise<void> {
      if ((await breaks.find(breakId))?.state === 'open') await agreed(visit, breakId);
    },

    /**
     * Closes what older files of the day left open, once the newest is done: it has found anew whatever still differs. Says nothing before
     * that. Which breaks there are is a moment behind, so whoever kept one for an older file looks for itself.
     */
    async closeOlder({ by, of }: Visit): Promise<void> {
      const version = (await statements.versions(of)).length;
      if (version === 1 || (await statements.work(of, version)).step !== 'done') return;
      let after: BreakId | undefined;
      do {
        const ids = await breaks.page(of, after, PAGE);
        for (const breakId of ids) {
          const found = await breaks.find(breakId);
          if (found?.state === 'open' && found.date === of.date && found.version < version)
            await breaks.record(breakId, { kind: 'resolved', date: of.date, version }, by);
        }
        after = ids.length < PAGE ? undefined : ids.at(-1);
      } while (after !== undefined);
    },
  };
};
