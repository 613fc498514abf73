import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { OpenedOrder, PageFault, Query } from '../ports.ts';
import { type AccountPorts, findAccount } from './find-account.ts';

/** Opens a provider's page at the address that a payer was sent to, from when on the provider knows the order: the order, or why the provider does not take it. */
export const openPayPage =
  (ports: AccountPorts) =>
  async (
    providerName: string,
    reference: string,
    query: Query,
    now: Instant,
  ): Promise<Result<OpenedOrder | PageFault>> => {
    const found = await findAccount(ports)(providerName, reference);
    if (!found.ok) return found;
    const opened = found.value.provider.open(query);
    if (!('code' in opened)) await ports.deeds.keep(providerName, reference, { deed: 'opened', at: now });
    return ok(opened);
  };
