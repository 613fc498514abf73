import * as z from 'zod';
import { DAY_MS, OffsetDateTime } from '../../../shared/kernel/time.ts';

/** The nightly rule's event: it brings its own `time`, and means the two days before it. */
const Nightly = z
  .object({ source: z.literal('aws.events'), time: OffsetDateTime })
  .transform(({ time }) => ({ kind: 'rebuild' as const, since: time - 2 * DAY_MS }));

/** An operator's `{}` for all time, or `{"since": "2026-11-20T00:00:00Z"}`. */
const ByHand = z
  .strictObject({ since: OffsetDateTime.optional() })
  .transform(({ since = 0 }) => ({ kind: 'rebuild' as const, since }));

/** An operator's `{"raiseEpoch": "restored 2026-11-20"}`: a restore by the name that the operator gave it. */
const AfterRestore = z
  .strictObject({ raiseEpoch: z.string().trim().min(1).max(100) })
  .transform(({ raiseEpoch }) => ({ kind: 'raise_epoch' as const, restore: raiseEpoch }));

/** What is asked of `rebuild`: to begin with the aggregates that have facts since a moment, or to raise the epochs. Other words are refused. */
export const RebuildCall = z.union([Nightly, ByHand, AfterRestore]);
