import * as z from 'zod';
import { AgencyCode, DossierCode } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import { Channel, Notice } from './notice.ts';

/** A person is to be told something, once. The first fact; natural key: the message. */
export const Intended = z.object({
  kind: z.literal('intended'),
  /** What it tells of: a milestone's permanent id, or another moment that comes once. */
  occasion: z.string().min(1).max(300),
  dossierCode: DossierCode,
  agencyCode: AgencyCode,
  channel: Channel,
  notice: Notice,
  intendedAt: InstantMs,
  /** After this moment the message is noise and is not sent. */
  expiresAt: InstantMs.optional(),
  /** The occasion after which it is no longer true and is not sent. */
  mootBy: z.string().min(1).max(300).optional(),
});

/** A person is to be told something, once. */
export type Intended = z.infer<typeof Intended>;

const carrier = z.string().min(1).max(40);
const attempt = z.int().min(1).max(400);

/** A carrier is about to be asked. Natural key: the attempt's number; only the writer of this fact may ask. */
export const Attempted = z.object({ kind: z.literal('attempted'), attempt, carrier, attemptedAt: InstantMs });

/** An attempt certainly sent nothing and may be followed by another. Natural key: the attempt's number. */
export const NotSent = z.object({
  kind: z.literal('not_sent'),
  attempt,
  carrier,
  reason: z.string().max(100),
  receivedAt: InstantMs,
});

/** What a carrier can say of a message, from the weakest to what overrules all else. */
export const receiptStatuses = ['accepted', 'network_accepted', 'failed', 'delivered', 'bounced'] as const;

/** A carrier says what became of the message. Natural key: carrier and status; receipts come late, twice and in any order. */
export const Receipt = z.object({
  kind: z.literal('receipt'),
  carrier,
  status: z.enum(receiptStatuses),
  carrierMessageId: z.string().max(200).optional(),
  reason: z.string().max(100).optional(),
  receivedAt: InstantMs,
});

/** Everything that can be known of a message. */
export const MessageFact = z.discriminatedUnion('kind', [Intended, Attempted, NotSent, Receipt]);

/** Everything that can be known of a message. */
export type MessageFact = z.infer<typeof MessageFact>;

/** The fact of one kind. */
export type FactOf<K extends MessageFact['kind']> = Extract<MessageFact, { kind: K }>;

const numbered = (attemptNumber: number): string => String(attemptNumber).padStart(3, '0');

/** The sort key under which a fact lies in its message. */
export function keyOf(fact: MessageFact): string {
  switch (fact.kind) {
    case 'intended':
      return 'FACT#intent';
    case 'attempted':
      return `FACT#attempt#${numbered(fact.attempt)}`;
    case 'not_sent':
      return `FACT#not_sent#${numbered(fact.attempt)}`;
    case 'receipt':
      return `FACT#receipt#${fact.carrier}#${fact.status}`;
  }
}

/** What decides whether a fact under a taken key repeats it: its identity, never its moment or the evidence around it. */
export function meaningOf(fact: MessageFact): Json {
  if (fact.kind !== 'intended') return { kind: fact.kind, key: keyOf(fact) };
  const { kind, occasion, dossierCode, channel, notice } = fact;
  return { kind, occasion, dossierCode, channel, template: notice.template };
}
