import type { MessageId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { HeardReceipt } from './receipt-ports.ts';

/** Why an address is mailed no more: a server said for good that it takes nothing, or its person called our mail unwanted. */
export type Suppressing = 'bounced' | 'complained';

/** Who has an address mailed again, and why. */
export interface Lifting {
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}

/** The addresses that are mailed no more, in the whole installation. Which they are is a moment behind. */
export interface Suppressions {
  isSuppressed(address: string): Promise<boolean>;
  /** Keeps that a message's address is mailed no more: once for the message, so that what is heard again after a lifting or an erasure changes nothing. */
  suppress(messageId: MessageId, address: string, because: Suppressing, now: Instant): Promise<'recorded' | 'repeated'>;
  /** Has the address that a message went to be mailed again, and the one that it would go to now. */
  lift(messageId: MessageId, addressNow: string | undefined, lifting: Lifting): Promise<void>;
}

/** Has nothing be known any more of the addresses that messages went to, whatever is heard of them later. */
export interface SuppressionErasures {
  forget(messageId: MessageId, now: Instant): Promise<void>;
}

/** What a mail service tells of a mail of ours. */
export interface MailEvent {
  /** The carrier that the mail was given to. */
  readonly carrier: string;
  readonly messageId: MessageId;
  /** Undefined where it says nothing that lasts. */
  readonly receipt: HeardReceipt | undefined;
  /** Undefined where the address may be mailed on. */
  readonly suppresses: { readonly address: string; readonly because: Suppressing } | undefined;
}
