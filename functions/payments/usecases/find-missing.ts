import { breakIdOf } from '../domain/break-book.ts';
import type { BreakKind } from '../domain/break-facts.ts';
import type { DayMoney } from '../domain/money-by-day.ts';
import type { PlacedMoney, Statements } from '../statement-ports.ts';
import type { KeepBreaksPorts, Visit } from './keep-breaks.ts';
import { keepBreaks } from './keep-breaks.ts';
import { type KnownMoney, type MoneyKnownPorts, moneyAt } from './money-known.ts';
import type { Difference } from './reconcile-line.ts';

/** What finding what an account lacks needs of its surroundings. */
export interface FindMissingPorts extends MoneyKnownPorts, KeepBreaksPorts {
  readonly statements: KeepBreaksPorts['statements'] & Pick<Statements, 'isClaimed'>;
}

/** So many are looked at side by side. */
const AT_ONCE = 50;

const kinds = { payment: 'missing_at_provider', refund: 'refund_missing' } as const satisfies Record<
  DayMoney['line'],
  BreakKind
>;

const differenceOf = ({ line, key, amountVnd, about }: KnownMoney): Difference => ({
  differs: kinds[line],
  ...{ amountVnd, expectedVnd: amountVnd, isToHear: false },
  ...('paymentId' in about ? { paymentId: about.paymentId } : {}),
  ...('paymentId' in about && line === 'refund' ? { refundId: key as `rfd_${string}` } : {}),
});

/**
 * Keeps a break for all that the ledger has of the day and no line of any day was found to be. How many there are; undefined where time was
 * over first. Again, it is the same: whoever is stopped begins anew.
 */
export const findMissing = (ports: FindMissingPorts) => {
  const { statements, moneyByDay } = ports;
  const keep = keepBreaks(ports);
  const read = moneyAt(ports);

  /** Whether it is missing. A line may be found to be it while that is kept: then whoever comes last sees the other. */
  const isMissing = async (visit: Visit, place: PlacedMoney): Promise<boolean> => {
    const { of } = visit;
    if (await statements.isClaimed(of, place)) return false;
    const money = await read(of, place);
    if (!money) return false;
    const { line: kind, key, names, reference, at: occurredAt } = money;
    const breakId = breakIdOf(of, { kind, providerTransactionId: key });
    const providerTransactionId = names.find((name) => name !== undefined) ?? key;
    const about = { kind, reference, providerTransactionId, occurredAt };
    await keep.found(visit, breakId, about, differenceOf(money));
    if (!(await statements.isClaimed(of, place))) return true;
    await keep.agreed(visit, breakId);
    return false;
  };

  return async (visit: Visit, isOver: () => boolean): Promise<number | undefined> => {
    let count = 0;
    for await (const places of moneyByDay.ofDay(visit.of)) {
      for (let from = 0; from < places.length; from += AT_ONCE) {
        if (isOver()) return undefined;
        const some = places.slice(from, from + AT_ONCE).map((place) => isMissing(visit, place));
        count += (await Promise.all(some)).filter(Boolean).length;
      }
    }
    return count;
  };
};
