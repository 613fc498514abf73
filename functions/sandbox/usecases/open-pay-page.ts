import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { OpenedOrder, PageFault, Query } from '../ports.ts';
import { type AccountPorts, findAccount } from './find-account.ts';

/** Opens a provider's page at the address that a payer was sent to: the order, or why the provider does not take it. */
export const openPayPage =
  (ports: AccountPorts) =>
  async (providerName: string, reference: string, query: Query): Promise<Result<OpenedOrder | PageFault>> => {
    const found = await findAccount(ports)(providerName, reference);
    return found.ok ? ok(found.value.provider.open(query)) : found;
  };
