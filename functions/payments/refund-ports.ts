import type { DossierCode, PaymentId, RefundId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/time.ts';

/** Money of one transaction that is to be given back, in the same words at each call. It is reserved before the provider is asked. */
export interface RefundOrder {
  readonly dossierCode: DossierCode;
  /** What we call the refund, in the provider's form. */
  readonly refundReference: string;
  /** The order whose money it is, as it was opened, and what the provider calls it where it said so. */
  readonly reference: string;
  readonly orderedAt: Instant;
  readonly providerOrderId: string | undefined;
  readonly providerTransactionId: string;
  /** What the transaction brought; what of it is to be given back; what of it was given back before, or is to be. */
  readonly receivedVnd: number;
  readonly amountVnd: number;
  readonly beforeVnd: number;
  /** What the provider calls earlier refunds of the order, as far as it said so. */
  readonly earlierRefundIds: readonly string[];
  /** When the refund was first asked for: the same at each call. */
  readonly reservedAt: Instant;
  /** What the provider calls the refund, where it said so. */
  readonly providerRefundId: string | undefined;
  /** When this call is made. */
  readonly at: Instant;
}

/**
 * What a provider says of a refund. `declined`: it does not do it; `failed`: it took it and could not do it; no money moved in either case
 * and the sum is free again. `unknown`: nothing that can be believed, with a code for the log; it is asked again.
 */
export type RefundAnswer =
  | { readonly kind: 'done' | 'pending'; readonly code: string; readonly providerRefundId?: string | undefined }
  | { readonly kind: 'declined' | 'failed'; readonly code: string; readonly providerRefundId?: string | undefined }
  | { readonly kind: 'unknown'; readonly why: string };

/** How a provider gives money back when it is called. */
export interface Refunding {
  /** True where the provider cannot tell refunds of one order apart: the next is sent when it is known what became of the last. */
  readonly oneAtATime?: true;
  /**
   * For how long after it was done a refund may still fail and its money come back, in milliseconds: so long it is asked about. Absent where
   * what is done stays done.
   */
  readonly reversibleMs?: number;
  /** What the provider is to call a refund, in its form, from a token as `reference` has; the same for the same token and moment. */
  reference(token: string, at: Instant): string;
  /** Asks for the refund; answers within 16 s. Called again only where `ask` said that the provider never heard of it. */
  send(order: RefundOrder): Promise<RefundAnswer>;
  /** Asks what became of it; answers within 8 s. `absent`: the provider never heard of it, for certain, so that it may be sent again. */
  ask(order: RefundOrder): Promise<RefundAnswer | { readonly kind: 'absent' }>;
}

/** A refund of which a provider's message says that something became of it: by its order, and by what we call it, in the provider's form. */
export interface RefundHint {
  readonly reference: string;
  readonly refundReference: string;
}

/** A refund whose provider is to be called, as it waits for its moment. */
export interface WaitingRefund {
  readonly kind: 'refund';
  readonly paymentId: PaymentId;
  readonly refundId: RefundId;
  /** Counts its moves, so that of two who see it one takes it. */
  readonly version: number;
  /** The moment for which it waits; undefined where it waits for nothing any more. */
  readonly at: Instant | undefined;
}

/** The calls of refunds that wait for their moments. */
export interface RefundCalls {
  /** The call of a refund as it waits now; undefined where there is none. */
  find(paymentId: PaymentId, refundId: RefundId): Promise<WaitingRefund | undefined>;
  /** Moves a call to another moment, or for good (undefined): what it is then, for one caller only. */
  move(call: WaitingRefund, next: Instant | undefined): Promise<WaitingRefund | undefined>;
}

/** Has a refund's provider called. */
export interface RefundQueue {
  /** Soon, or after some seconds (at most 900). Told again, nothing more is called. Throws where it cannot be handed on. */
  tell(refund: { readonly paymentId: PaymentId; readonly refundId: RefundId }, afterSeconds?: number): Promise<void>;
}
