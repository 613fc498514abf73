import type { Instant } from '../../shared/kernel/time.ts';
import type { Progress } from './domain/pulling.ts';
import type { Callback, Merchant } from './ports.ts';

/**
 * The latest transfers of a span; `before`: others may have come up to that moment, itself included, and are to be asked for. `refused`: the
 * credentials are not taken. `unknown`: nothing that can be believed. Both with a code for the log.
 */
export type Listed =
  | { readonly kind: 'listed'; readonly callbacks: readonly Callback[]; readonly before?: Instant | undefined }
  | { readonly kind: 'refused' | 'unknown'; readonly why: string };

/** How far a merchant's transfers are listed, as it is kept. */
export interface KeptProgress extends Progress {
  /** When the provider last listed anything; before it ever did, when it was first to be asked. */
  readonly answeredAt: Instant;
  /** Counts its moves, so that of two who list the same one goes on. */
  readonly version: number;
}

/** How far the transfers of merchants are listed. */
export interface Pulls {
  find(merchant: Merchant): Promise<KeptProgress | undefined>;
  /** Keeps what follows what was read (undefined: nothing): what is kept then, for one caller only. */
  keep(
    merchant: Merchant,
    read: KeptProgress | undefined,
    next: Omit<KeptProgress, 'version'>,
  ): Promise<KeptProgress | undefined>;
}
