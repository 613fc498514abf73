import * as z from 'zod';
import { HOUR_MS } from './time.ts';

/**
 * The kinds of message carriers that can be set up. Everything else that bears a kind's name lies in the folders of that name:
 * `functions/notifications/channels`, and `functions/sandbox/carriers` for the other side.
 */
export const CarrierKind = z.enum(['zns', 'esms', 'speedsms', 'viettel', 'aws_sms', 'ses', 'smtp']);
/** A kind of message carriers that can be set up. */
export type CarrierKind = z.infer<typeof CarrierKind>;

/** One value of a carrier's credentials. */
export const CarrierCredential = () => z.string().trim().min(1).max(500);

/** The credentials of a carrier by their names. */
export type CarrierCredentials = Readonly<Record<string, string>>;

/** What a kind of carriers says of itself to whoever sets one up, or plays it. */
export interface CarrierManifest {
  readonly kind: CarrierKind;
  /** What people call it. */
  readonly label: string;
  readonly channel: 'zalo' | 'sms' | 'email';
  /** Makes the schema of whom its messages come from: a registered brand name, an address. */
  readonly sender: () => z.ZodType<string, string>;
  /** Makes the schema of the credentials that an operator sets for a carrier. */
  readonly credentials: () => z.ZodType<Readonly<Record<string, string | undefined>>>;
  /** True where it tells by a webhook what became of messages. */
  readonly receipts?: true | undefined;
  /** Where it tells that on the account's own bus: from whom, in which `detail-type`s, of mails that are given to it with which configuration set. */
  readonly events?:
    | { readonly source: string; readonly types: readonly string[]; readonly configurationSet: string }
    | undefined;
  /** All that is called there, by its purpose: the carrier's own address, and its path where a sandbox plays it. */
  readonly addresses: Readonly<Record<string, { readonly live: `https://${string}`; readonly played: `/${string}` }>>;
}

/** The list of all carriers in the notifications' table, in which one lies as its name, ended or not. */
export const CARRIERS = 'CARRIERS';

/** Where a carrier lies in the notifications' table. */
export const carrierKey = (name: string) => ({ pk: `CAR#${name}`, sk: 'CAR' });

/** What the sort keys begin with under which a carrier's receipts are counted, beside its row. */
export const CARRIER_COUNTS = 'COUNT#';

/** The list of the receipts of a carrier whose names mean nothing yet, by when they came. */
export const waitingReceipts = (name: string): string => `RECEIPTS#${name}`;

/** After so many milliseconds such a receipt is no longer waited for: it belongs to no message of ours. */
export const RECEIPT_WAIT_MS = 72 * HOUR_MS;

/** What the `sample.ts` of a kind's folder in the sandbox exports as `sample`, where it has one: a carrier that a new installation with a sandbox has. */
export interface SampleCarrier {
  readonly carrier: string;
  readonly sender: string;
  readonly credentials: CarrierCredentials;
}
