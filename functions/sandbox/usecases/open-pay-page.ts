import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { endingAfter } from '../domain/endings.ts';
import { outcomeAt, type RefundOutcome } from '../domain/refunds.ts';
import type { Deed, OpenedOrder, PageFault, PlayedPath, Query, UntoldTransfers } from '../ports.ts';
import { findAccount } from './find-account.ts';
import type { PlayPorts } from './play-outcome.ts';
import { untoldTransfers } from './untold-transfers.ts';

/** The page of an order by its reference: of one that a call created, and of every other, for whoever comes back to it. */
export const pageByReference: PlayedPath = {
  method: 'GET',
  path: /^pay\/([A-Za-z0-9._-]{1,100})$/,
  referenceOf: (_, reference) => reference,
};

/** An order as its provider's page shows it. */
export interface OpenedPage {
  readonly order: OpenedOrder;
  readonly isPaid: boolean;
  /** What the provider does with refunds of the order now. */
  readonly refundOutcome: RefundOutcome;
  readonly untold: UntoldTransfers | undefined;
}

const isPaidBy = (order: OpenedOrder, deeds: readonly Deed[]): boolean => endingAfter(order, deeds)?.outcome === 'paid';

/**
 * Opens a provider's page, from when on the provider knows the order: the order, or why the provider does not take the address. `query`:
 * what the payer brought; undefined where the order is asked for by its reference.
 */
export const openPayPage =
  (ports: PlayPorts) =>
  async (
    name: string,
    reference: string,
    query: Query | undefined,
    now: Instant,
  ): Promise<Result<OpenedPage | PageFault>> => {
    const found = await findAccount(ports)(name, reference, now);
    if (!found.ok) return found;
    const { provider, isPosted, order: known } = found.value;
    const order = provider.open && query ? provider.open(query, now) : known;
    if (!order) return fail({ kind: 'not_found', what: 'order' });
    if ('code' in order) return ok(order);
    if (isPosted && query) await ports.created.keep(name, order);
    await ports.deeds.keep(name, reference, { deed: 'opened', at: now });
    const [deeds, { chosen }, untold] = await Promise.all([
      ports.deeds.of(name, reference),
      ports.refunds.of(name, reference),
      untoldTransfers(ports)(found.value, reference),
    ]);
    return ok({ order, isPaid: isPaidBy(order, deeds), refundOutcome: outcomeAt(chosen, now), untold });
  };
