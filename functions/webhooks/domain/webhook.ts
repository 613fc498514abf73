import * as z from 'zod';
import { type AgencyCode, named } from '../../../shared/kernel/ids.ts';
import { DAY_MS, type Instant, InstantMs } from '../../../shared/kernel/time.ts';
import { type PublicType, publicTypes } from './public-event.ts';

/** What a webhook may ask for: a type, or all types of one kind, `dossier.*`. */
export const eventPatterns = [
  ...new Set([...publicTypes.map((type) => `${type.slice(0, type.indexOf('.'))}.*`), ...publicTypes]),
];

/** How a webhook is kept: where it is called, for what, which of its secrets hold, and since when it is over. */
export const Webhook = z.object({
  agencyCode: named<AgencyCode>(z.string()),
  url: z.string(),
  events: z.array(z.string()),
  /** Which of its secrets is in force: each change counts one on. */
  generation: z.int().positive(),
  /** The secrets before it that still hold. */
  previous: z.array(z.object({ generation: z.int().positive(), validUntil: InstantMs })),
  endedAt: InstantMs.optional(),
  version: z.int().positive(),
});

/** An agency's webhook. */
export type Webhook = z.infer<typeof Webhook>;

/** Whether a webhook asked for a type. */
export const wants = ({ events }: Pick<Webhook, 'events'>, type: PublicType): boolean =>
  events.some((pattern) => pattern === type || (pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1))));

/** How long a secret that was replaced is signed with beside its successor. */
export const OVERLAP_MS = DAY_MS;

/** So many secrets before the one in force are kept at most: a signature of each goes with every delivery. */
const MOST_PREVIOUS = 4;

/** A webhook with its next secret: the one before holds for a day, those past it go. */
export const rotated = (webhook: Webhook, now: Instant): Webhook => ({
  ...webhook,
  generation: webhook.generation + 1,
  previous: [
    { generation: webhook.generation, validUntil: now + OVERLAP_MS },
    ...webhook.previous.filter(({ validUntil }) => validUntil > now),
  ].slice(0, MOST_PREVIOUS),
});

/** Which secrets hold at a moment, the newest first. */
export const validGenerations = ({ generation, previous }: Webhook, now: Instant): readonly number[] => [
  generation,
  ...previous.filter(({ validUntil }) => validUntil > now).map((one) => one.generation),
];
