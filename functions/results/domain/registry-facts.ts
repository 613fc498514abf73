import * as z from 'zod';
import { named, type ResultId } from '../../../shared/kernel/ids.ts';
import { oneOf } from '../../../shared/kernel/stored.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';

/** The ways in which a result is handed over. */
export const deliveryChannels = ['counter', 'post', 'portal'] as const;

/** Whoever means to replace a result names it, the decision, why, and who says so. */
export const Replaces = () =>
  z.object({
    resultId: named<ResultId>(z.string().min(1).max(64)),
    decisionNumber: z.string(),
    reason: z.string(),
    by: z.string(),
  });

/**
 * A result that bears all its signatures is about to be issued in the place of this one: no other may take it any more. Natural key: the
 * place itself, so that one takes it.
 */
export const ReplacementBegun = () =>
  z.object({
    kind: z.literal('replacement_begun'),
    byResultId: named<ResultId>(z.string().min(1).max(64)),
    begunAt: InstantMs,
  });

/** Another result takes the place of an issued one. */
export const Replaced = () =>
  z.object({
    kind: z.literal('replaced'),
    byResultId: named<ResultId>(z.string().min(1).max(64)),
    decisionNumber: z.string().optional(),
    replacedAt: InstantMs,
  });

/** An issued result no longer counts, by a decision; the first one stands. */
export const Revoked = () =>
  z.object({
    kind: z.literal('revoked'),
    decisionNumber: z.string(),
    reason: z.string(),
    /** Who says so, as the back office names it. */
    by: z.string().optional(),
    revokedAt: InstantMs,
  });

/** What makes a file last could not be had yet. Natural key: the file that it would be, and the how-manieth time, counted from 0. */
export const RenewalDelayed = () =>
  z.object({
    kind: z.literal('renewal_delayed'),
    n: z.int().positive(),
    tries: z.int().nonnegative(),
    until: InstantMs,
    /** A stable code: `revocation_unavailable`, `chain_incomplete`, ... */
    reason: z.string().max(60),
  });

/** A result was handed over. Natural key: the back office's name of the delivery. It lies on the card, for it names a person. */
export const Delivered = () =>
  z.object({
    kind: z.literal('delivered'),
    deliveryId: z.string().min(1).max(128),
    channel: oneOf(deliveryChannels),
    /** Only what was erased has none. */
    receiver: z.string().optional(),
    /** The number under which public post carries it. */
    trackingCode: z.string().optional(),
    deliveredAt: InstantMs,
    by: z.string(),
  });

/** What names persons in it is to be erased (Law 91/2025/QH15). */
export const Erased = () => z.object({ kind: z.literal('erased'), erasedAt: InstantMs });
