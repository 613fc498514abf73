import * as z from 'zod';
import { DAY_MS, OffsetDateTime } from '../../../shared/kernel/time.ts';

/** The nightly rule's event: it brings its own `time`, and means the two days before it. */
const Nightly = z
  .object({ source: z.literal('aws.events'), time: OffsetDateTime })
  .transform(({ time }) => ({ since: time - 2 * DAY_MS }));

/** An operator's words: `{}` for all time, or `{"since": "2026-11-20T00:00:00Z"}`. A word that is none of these is refused. */
const ByHand = z.strictObject({ since: OffsetDateTime.optional() }).transform(({ since = 0 }) => ({ since }));

/** What begins a rebuild, and which aggregates it means: those with facts recorded since a moment. */
export const RebuildCall = z.union([Nightly, ByHand]);
