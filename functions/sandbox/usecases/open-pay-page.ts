import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { OpenedOrder, PageFault, PlayedPath, Query } from '../ports.ts';
import { type AccountPorts, findAccount } from './find-account.ts';

/** The page of an order that a call created. */
export const createdPage: PlayedPath = {
  method: 'GET',
  path: /^pay\/([A-Za-z0-9._-]{1,100})$/,
  referenceOf: (_, reference) => reference,
};

/**
 * Opens a provider's page for a payer who came with a query, from when on the provider knows the order: the order, or why the provider
 * does not take the address.
 */
export const openPayPage =
  (ports: AccountPorts) =>
  async (name: string, reference: string, query: Query, now: Instant): Promise<Result<OpenedOrder | PageFault>> => {
    const found = await findAccount(ports)(name, reference, now);
    if (!found.ok) return found;
    const { provider, order } = found.value;
    const opened = provider.open ? provider.open(query, now) : order;
    if (!opened) return fail({ kind: 'not_found', what: 'order' });
    if (!('code' in opened)) await ports.deeds.keep(name, reference, { deed: 'opened', at: now });
    return ok(opened);
  };
