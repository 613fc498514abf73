import type { MessageId } from '../../shared/kernel/ids.ts';
import type { CarrierCredentials } from '../../shared/kernel/message-carriers.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { toldStatuses } from './domain/facts.ts';

/** What a carrier's server sends of a receipt, as it came. */
export interface RawReceipt {
  /** Every parameter with all of its values, decoded. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a carrier says became of a message. */
export interface HeardReceipt {
  /** What the carrier calls the message. */
  readonly carrierMessageId: string;
  /** What we call it, where the carrier says so. */
  readonly ourReference?: string | undefined;
  readonly status: (typeof toldStatuses)[number];
  readonly reason?: string | undefined;
}

/** How a receipt is answered: it is kept; it is none; or it could not be kept, so that it must come again. */
export type ReceiptVerdict = 'kept' | 'malformed' | 'our_fault';

/** What the `receipts.ts` of a kind's folder exports as `receipts`. */
export interface ReceiptReader {
  /** None where it says nothing that ends anything; undefined where it is no receipt of the kind. */
  read(raw: RawReceipt): readonly HeardReceipt[] | undefined;
  /** Whether it is signed as the carrier signs; left out where the carrier signs nothing. */
  isGenuine?(raw: RawReceipt, credentials: CarrierCredentials): boolean;
  /** The answer in the carrier's own words. */
  answer(verdict: ReceiptVerdict): { readonly status: number; readonly text: string };
}

/** The leg that a carrier's own id means. */
export interface Meant {
  readonly messageId: MessageId;
  readonly leg: number;
}

/** What carriers call our messages, and the receipts whose names are not known yet. */
export interface References {
  find(carrier: string, carrierMessageId: string): Promise<Meant | undefined>;
  /** Keeps what a carrier calls a leg, and answers the receipts that waited for that. */
  keep(carrier: string, carrierMessageId: string, meant: Meant): Promise<readonly HeardReceipt[]>;
  /** Keeps a receipt until its name is known: `known` where it has become so meanwhile, and then nothing is kept. */
  wait(carrier: string, receipt: HeardReceipt, now: Instant): Promise<'waits' | 'repeated' | 'known'>;
  /** Has a receipt wait no more: what it says is recorded. */
  matched(carrier: string, receipt: HeardReceipt): Promise<void>;
  /** Counts receipts that were heard for the first time, and those whose message is known. An operator's figure: a kill may leave one out. */
  count(carrier: string, counted: { readonly received?: number; readonly matched?: number }): Promise<void>;
}
