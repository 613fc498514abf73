import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type {
  MerchantAccount,
  MerchantAccounts,
  OpenedOrder,
  OrderDeeds,
  Orders,
  PageFault,
  PlayedProvider,
  PlayedProviders,
  Query,
  StoredOrder,
} from '../ports.ts';

/** What finding an order at its provider needs from outside. */
export interface AccountPorts {
  readonly providers: PlayedProviders;
  readonly orders: Orders;
  readonly accounts: MerchantAccounts;
  readonly deeds: OrderDeeds;
}

/** An order with its merchant's account and the provider as that merchant knows it. */
export interface Account {
  readonly stored: StoredOrder;
  readonly account: MerchantAccount;
  readonly provider: PlayedProvider;
}

const queryOf = (address: string): Query => {
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URL(address).searchParams) query[name] = [...(query[name] ?? []), value];
  return query;
};

/** The order as its provider understands the address that the product made for it. */
export const orderOf = ({ provider, stored }: Account): OpenedOrder | PageFault =>
  provider.open(queryOf(stored.redirectUrl));

/** Finds an order of the product at a provider that the sandbox plays. */
export const findAccount =
  ({ providers, orders, accounts }: AccountPorts) =>
  async (providerName: string, reference: string): Promise<Result<Account>> => {
    const made = providers.get(providerName);
    if (!made) return fail({ kind: 'not_found', what: 'provider' });
    const stored = await orders.find(providerName, reference);
    const account = stored && (await accounts.find(providerName, stored.merchant));
    if (!stored || !account) return fail({ kind: 'not_found', what: 'order' });
    return ok({ stored, account, provider: made(account.credentials) });
  };
