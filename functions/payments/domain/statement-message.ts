import * as z from 'zod';
import { InstantMs } from '../../../shared/kernel/time.ts';

const Statement = z.object({ provider: z.string(), merchant: z.string(), date: z.string() });

const Upload = z.object({
  statement: Statement,
  objectKey: z.string(),
  format: z.object({ name: z.string(), version: z.int().positive() }).optional(),
  recordedBy: z.string(),
  requestId: z.string(),
  askedAt: InstantMs,
  endsAt: InstantMs,
  seen: z.string().optional(),
});

/** What the queue of statements tells: a version to be worked through, or an upload to be looked for. */
export const StatementMessage = z.union([
  Statement.extend({ version: z.int().positive() }),
  z.object({ upload: Upload }),
]);
