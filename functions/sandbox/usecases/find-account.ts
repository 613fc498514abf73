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
  PlayedBank,
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
  readonly merchant: string;
  readonly account: MerchantAccount;
  /** How the provider is concerned with transfers to the merchant's account; undefined where it is not. */
  readonly bank: PlayedBank | undefined;
  readonly provider: PlayedProvider;
  /** True where the payer's browser posts a form to the provider's page, which creates the order there. */
  readonly isPosted: boolean;
  /** As the provider knows it: what a call created, or what the payer's address or QR code says; undefined where there is none. */
  readonly order: OpenedOrder | PageFault | undefined;
}

const queryOf = (address: string): Query => {
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URL(address).searchParams) query[name] = [...(query[name] ?? []), value];
  return query;
};

/** What a payer's address, form or QR code says of its order, at a provider that knows it by them; undefined until there is one. */
const shownOrder = ({ open, scan }: PlayedProvider, { payerUrl, form, code }: StoredOrder, now: Instant) => {
  if (scan && code) return scan(code.payload, code);
  const query = form ?? (payerUrl === undefined ? undefined : queryOf(payerUrl));
  return query && open?.(query, now);
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
    // A form that the payer's browser posted is the order, whatever the code beside it says.
    const isCreated = !isShown || stored.form !== undefined;
    const made = isCreated ? await created.find(providerName, reference) : undefined;
    const order = made ?? (isShown ? shownOrder(provider, stored, now) : undefined);
    const { merchant, form } = stored;
    return ok({ merchant, account, bank: folder.bank, provider, order, isPosted: form !== undefined });
  };
