import { type FactOf, type Intended, keyOf, type MessageFact, receiptStatuses } from './facts.ts';

/** The statuses of a message in their order; of any two the later one holds, so that receipts may come in any order. */
export const messageStatuses = ['intended', 'attempted', ...receiptStatuses] as const;

/**
 * What is known of a message. `attempted`: nothing came back yet. `network_accepted`: the last that Vietnamese carriers tell,
 * who give no receipts of handsets. `delivered` overrules `failed`, and `bounced` overrules `delivered`.
 */
export type MessageStatus = (typeof messageStatuses)[number];

/** The join of the lattice: commutative, associative, idempotent. */
export const laterOf = (a: MessageStatus, b: MessageStatus): MessageStatus =>
  messageStatuses.indexOf(a) >= messageStatuses.indexOf(b) ? a : b;

/** A message as the set of its facts leaves it. */
export interface Message {
  readonly messageId: string;
  readonly intent: Intended;
  readonly status: MessageStatus;
  /** How many attempts were begun; the next has the number after it. */
  readonly attempts: number;
  /** The last attempt while nobody knows what became of it. */
  readonly openAttempt: FactOf<'attempted'> | undefined;
  /** When a carrier first said that it has the message. */
  readonly takenAt: number | undefined;
  /** When a carrier, or we, first said that it will not arrive, and why. */
  readonly failure: { readonly at: number; readonly reason: string } | undefined;
}

const ofKind =
  <K extends MessageFact['kind']>(kind: K) =>
  (fact: MessageFact): fact is FactOf<K> =>
    fact.kind === kind;

const earliest = (facts: readonly FactOf<'receipt'>[]): FactOf<'receipt'> | undefined =>
  [...facts].sort((a, b) => a.receivedAt - b.receivedAt || (keyOf(a) < keyOf(b) ? -1 : 1))[0];

/** The message that a set of facts amounts to; order and repetition change nothing. Undefined where the intent is missing. */
export function foldMessage(messageId: string, facts: readonly MessageFact[]): Message | undefined {
  const intent = facts.find(ofKind('intended'));
  if (!intent) return undefined;
  const receipts = facts.filter(ofKind('receipt'));
  const attempted = facts.filter(ofKind('attempted')).sort((a, b) => b.attempt - a.attempt);
  const last = attempted[0];
  const begun: MessageStatus = last ? 'attempted' : 'intended';
  const status = receipts.map((receipt): MessageStatus => receipt.status).reduce(laterOf, begun);
  const lastNotSent = facts.some((fact) => fact.kind === 'not_sent' && fact.attempt === last?.attempt);
  const failed = earliest(receipts.filter((receipt) => receipt.status === 'failed' || receipt.status === 'bounced'));
  return {
    messageId,
    intent,
    status,
    attempts: last?.attempt ?? 0,
    openAttempt: status === 'attempted' && !lastNotSent ? last : undefined,
    takenAt: earliest(receipts.filter((receipt) => receipt.status !== 'failed' && receipt.status !== 'bounced'))
      ?.receivedAt,
    failure: failed && { at: failed.receivedAt, reason: failed.reason ?? failed.status },
  };
}

/** True once nothing is left to do for a message. */
export const isSettled = (message: Message): boolean => message.status !== 'intended' && message.status !== 'attempted';
