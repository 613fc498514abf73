import * as z from 'zod';
import type { ProviderMark } from './provider-mark.ts';

/**
 * The payment providers that merchants can be set up for. Everything else that bears a provider's name lies in the folders of that name:
 * `functions/payments/providers`, and `functions/sandbox/providers` for the other side.
 */
export const KnownProvider = z.enum(['vnpay', 'momo', 'zalopay', 'payos', 'onepay', 'stripe', 'sepay', 'vietqr']);
/** A payment provider that merchants can be set up for. */
export type KnownProvider = z.infer<typeof KnownProvider>;

/**
 * Providers whose merchants are listed under the provider's name and the agency, where every release looks for them. Those of all others
 * are listed under the agency alone, so that one look finds them all.
 */
export const listedByName: readonly KnownProvider[] = ['vnpay'];

/** One value of a merchant's credentials. */
export const Credential = () => z.string().trim().min(1).max(500);

/** What a provider says of itself to whoever sets up merchants, shows ways to pay, or plays it. */
export interface ProviderManifest {
  readonly name: KnownProvider;
  /** What people call it. */
  readonly label: string;
  readonly mark: ProviderMark;
  /** Makes the schema of the credentials that an operator sets for a merchant. */
  readonly credentials: () => z.ZodType<Readonly<Record<string, string | undefined>>>;
  /** True where the payer can pay the asked amount only. */
  readonly exactAmount: boolean;
  readonly minAmountVnd: number;
  readonly maxAmountVnd: number;
  /** How long the provider lets the payer pay, in milliseconds. */
  readonly attemptTermMs: number;
  /** What its orders lead to: a page of its own where this says nothing; a QR code that we show, whether it has a page beside it or not. */
  readonly checkout?: 'qr' | undefined;
  /** True where it gives money back when it is called; elsewhere a person makes a bank transfer. */
  readonly refunds?: true | undefined;
  /** True where it lists what came to a merchant's account, so that what its notices lost is found. */
  readonly lists?: true | undefined;
  /** All that is called or opened there, by its purpose: the provider's own address, and its path where a sandbox plays it. */
  readonly addresses: Readonly<Record<string, { readonly live: `https://${string}`; readonly played: `/${string}` }>>;
}

/** A way to pay: a provider with which an agency takes money. */
export interface WayToPay {
  readonly provider: string;
  /** What people call it. */
  readonly label: string;
  readonly mark: ProviderMark;
  /** What it leads to: a page of the provider, or a QR code of a bank transfer that we show. */
  readonly checkout: 'page' | 'qr';
}

/**
 * What the `sample.ts` of a provider's folder in the sandbox exports as `sample`: the merchant that a new installation with a sandbox has. `secret` makes
 * another 32 hexadecimal digits each time.
 */
export type SampleMerchant = (secret: () => string) => {
  readonly merchant: string;
  readonly credentials: Readonly<Record<string, string>>;
};
