import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type {
  CreatedOrders,
  MerchantAccount,
  MerchantAccounts,
  OpenedOrder,
  OrderDeeds,
  Orders,
  PageFault,
  PlayedProvider,
  PlayedProviders,
  Query,
  Refunds,
  StoredOrder,
} from '../ports.ts';

/** What finding an order at its provider needs from outside. */
export interface AccountPorts {
  readonly providers: PlayedProviders;
  readonly orders: Orders;
  readonly created: CreatedOrders;
  readonly accounts: MerchantAccounts;
  readonly deeds: OrderDeeds;
  readonly refunds: Refunds;
}

/** An order of the product with its merchant's account and the provider as that merchant knows it. */
export interface Account {
  readonly account: MerchantAccount;
  readonly provider: PlayedProvider;
  /** As the provider knows it: what a call created, or what the payer's address or QR code says; undefined where there is none. */
  readonly order: OpenedOrder | PageFault | undefined;
}

const queryOf = (address: string): Query => {
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URL(address).searchParams) query[name] = [...(query[name] ?? []), value];
  return query;
};

/** What a payer's address or QR code says of its order, at a provider that knows it by them; undefined until there is one. */
const shownOrder = ({ open, scan }: PlayedProvider, { payerUrl, code }: StoredOrder, now: Instant) => {
  if (open) return payerUrl === undefined ? undefined : open(queryOf(payerUrl), now);
  return code && scan?.(code.payload, code);
};

/** Finds an order of the product at a provider that the sandbox plays. */
export const findAccount =
  ({ providers, orders, created, accounts }: AccountPorts) =>
  async (providerName: string, reference: string, now: Instant): Promise<Result<Account>> => {
    const folder = await providers(providerName);
    if (!folder) return fail({ kind: 'not_found', what: 'provider' });
    const stored = await orders.find(providerName, reference);
    const account = stored && (await accounts.find(providerName, stored.merchant));
    if (!stored || !account) return fail({ kind: 'not_found', what: 'order' });
    const provider = folder.account(account.credentials);
    const isShown = provider.open !== undefined || provider.scan !== undefined;
    const order = isShown ? shownOrder(provider, stored, now) : await created.find(providerName, reference);
    return ok({ account, provider, order });
  };
