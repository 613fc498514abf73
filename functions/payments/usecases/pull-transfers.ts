import type { AlarmEvent } from '../../../shared/kernel/alarms.ts';
import { KnownProvider } from '../../../shared/kernel/payment-providers.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { firstProgress, isSilent, listedAfter, type Progress, spanOf, stepAfter } from '../domain/pulling.ts';
import type { Manifests, Merchant, Merchants, PaymentLedger, Terminal } from '../ports.ts';
import type { KeptProgress, Listed, Pulls } from '../pull-ports.ts';
import { recordCallback, type Settlement } from './record-callback.ts';
import { isHeard } from './settle-callback.ts';

/** What pulling transfers needs. */
export interface PullPorts {
  readonly ledger: PaymentLedger;
  readonly merchants: Merchants;
  readonly providers: Manifests;
  readonly pulls: Pulls;
  /** Waits half a second after each call, so that no provider is asked more than twice a second. */
  readonly pause: () => Promise<void>;
  /** Hears at once of each transfer that nothing else had told of. */
  readonly found: (merchant: Merchant, settlement: Settlement) => void;
}

/** A merchant whose transfers were not listed to their end. */
export interface Unlisted {
  readonly merchant: Merchant;
  readonly why: string;
  /** What a person should look at: the credentials are refused, or nothing was listed for a day. */
  readonly alarm: AlarmEvent | undefined;
}

/** What a pull did. Merchants that could not be looked at are named and left to the next one; the others are done. */
export interface PulledTransfers {
  readonly listed: number;
  readonly found: number;
  readonly unlisted: readonly Unlisted[];
  readonly failed: readonly { readonly merchant: Merchant; readonly error: unknown }[];
}

interface Waiting {
  readonly merchant: Merchant;
  readonly kept: KeptProgress | undefined;
}

/** When a pull is, by whom it is known, and whether it may begin with something more. */
interface Run {
  readonly now: Instant;
  readonly requestId: string;
  readonly hasTime: () => boolean;
}

type Refused = Exclude<Listed, { readonly kind: 'listed' }>;

const NO_TIME: Refused = { kind: 'unknown', why: 'no_time' };

/**
 * Asks the providers that can say it what came to each merchant's account, from the day that is not yet known whole until now, and records
 * it as their notices would have told it. What was told before is a repeat. Whoever is killed on the way goes on where a page of a day was
 * known whole. The merchant that was not asked for longest comes first.
 */
export const pullTransfers = (ports: PullPorts) => {
  const { merchants, providers, pulls, ledger, pause } = ports;
  const record = recordCallback(ledger);

  const listing = async (now: Instant): Promise<readonly Merchant[]> => {
    const names: string[] = [];
    for (const name of KnownProvider.options) if ((await providers(name))?.manifest.lists) names.push(name);
    const all = await Promise.all(names.map((name) => merchants.ofProvider(name)));
    return all.flat().filter((merchant) => isHeard(merchant, now));
  };

  const longestAgoFirst = async (now: Instant): Promise<readonly Waiting[]> => {
    const all: Waiting[] = [];
    for (const merchant of await listing(now)) all.push({ merchant, kept: await pulls.find(merchant) });
    return all.sort((a, b) => (a.kept?.answeredAt ?? 0) - (b.kept?.answeredAt ?? 0));
  };

  /** Records a page; how much of it nobody had told. */
  const recordAll = async (
    merchant: Merchant,
    { callbacks }: Listed & { kind: 'listed' },
    requestId: string,
  ): Promise<number> => {
    let found = 0;
    for (const callback of callbacks) {
      const settlement = await record(merchant, callback, { recordedBy: merchant.provider, requestId });
      if (settlement.isRepeat) continue;
      ports.found(merchant, settlement);
      found += 1;
    }
    return found;
  };

  const unlisted = (merchant: Merchant, { kind, why }: Refused, answeredAt: Instant, now: Instant): Unlisted => ({
    merchant,
    why,
    alarm: kind === 'refused' || isSilent(answeredAt, now) ? 'transfers_not_listed' : undefined,
  });

  const pull = async (
    merchant: Merchant,
    list: NonNullable<Terminal['list']>,
    first: KeptProgress,
    { now, requestId, hasTime }: Run,
  ): Promise<{ readonly found: number; readonly unlisted?: Unlisted }> => {
    let kept = first;
    let found = 0;
    let step: Progress | undefined = first;
    while (step) {
      const page = await list(spanOf(step, merchant.setUpAt));
      await pause();
      if (page.kind !== 'listed') return { found, unlisted: unlisted(merchant, page, kept.answeredAt, now) };
      found += await recordAll(merchant, page, requestId);
      const next = await pulls.keep(merchant, kept, {
        ...listedAfter(kept, step, page.before, now),
        answeredAt: now,
      });
      if (!next) return { found }; // another is at work on it
      kept = next;
      step = stepAfter(step, page.before, now);
      if (step && !hasTime()) return { found, unlisted: unlisted(merchant, NO_TIME, kept.answeredAt, now) };
    }
    return { found };
  };

  const visit = async ({ merchant, kept }: Waiting, run: Run) => {
    if (!run.hasTime())
      return { found: 0, unlisted: unlisted(merchant, NO_TIME, kept?.answeredAt ?? run.now, run.now) };
    const [terminal] = await merchants.terminals(merchant);
    if (!terminal?.list) return undefined;
    const first =
      kept ??
      (await pulls.keep(merchant, undefined, { ...firstProgress(run.now, merchant.setUpAt), answeredAt: run.now }));
    return first && pull(merchant, terminal.list, first, run);
  };

  return async (now: Instant, requestId: string, hasTime: () => boolean): Promise<PulledTransfers> => {
    const all: { unlisted: Unlisted[]; failed: PulledTransfers['failed'][number][] } = { unlisted: [], failed: [] };
    let listed = 0;
    let found = 0;
    for (const waiting of await longestAgoFirst(now)) {
      const [visited] = await Promise.allSettled([visit(waiting, { now, requestId, hasTime })]);
      if (visited.status === 'rejected') all.failed.push({ merchant: waiting.merchant, error: visited.reason });
      else if (visited.value) {
        found += visited.value.found;
        if (visited.value.unlisted) all.unlisted.push(visited.value.unlisted);
        else listed += 1;
      }
    }
    return { ...all, listed, found };
  };
};
