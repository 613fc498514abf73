import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { intendedMilestone } from '../domain/book.ts';
import type { FactOf } from '../domain/facts.ts';
import { isSettled, type Message } from '../domain/message.ts';
import { isUrgent } from '../domain/notice.ts';
import { quietFor } from '../domain/quiet-hours.ts';
import type { AgencyReader, Carrier, CarrierAnswer, Carriers, Later, MessageLedger } from '../ports.ts';
import { type ComposePorts, composeMessage } from './compose-message.ts';

/** What sending needs from outside. `random` is in [0, 1). */
export interface SendPorts extends ComposePorts {
  readonly ledger: MessageLedger;
  readonly agencies: AgencyReader;
  readonly carriers: Carriers;
  readonly later: Later;
  readonly now: () => number;
  readonly random: () => number;
}

/** What became of a message in the queue. */
export type Sending = 'taken' | 'settled_before' | 'given_up' | 'held' | 'put_off';

/** An attempt younger than this may still be at work: longer than the sending function's time-out, shorter than its queue's. */
export const ATTEMPT_LEASE_MS = 90_000;

/** The longest that a queue holds a message back. */
const LONGEST_DELAY_S = 900;

/** Full jitter between 5 s and 15 min, doubling with each attempt. */
const backOffSeconds = (attempts: number, random: number): number =>
  Math.ceil(5 + random * Math.min(LONGEST_DELAY_S - 5, 5 * 2 ** attempts));

/** A carrier that is busy is asked this often before the message is left to an operator. */
const MAX_ATTEMPTS = 12;

type Reply = Result<Sending>;

/**
 * Hands a message to its carrier, once. The attempt is recorded before the carrier is asked, and only the writer of that record asks; others
 * leave it until it is older than any function can run, then learn from the carrier, by our reference, whether it has the message.
 */
export const sendMessage = (ports: SendPorts) => {
  const { ledger, agencies, carriers, later, now, random } = ports;

  const settle = async (
    messageId: string,
    by: RecordedBy,
    carrier: string,
    receipt: Pick<FactOf<'receipt'>, 'status' | 'reason' | 'carrierMessageId'>,
  ): Promise<Reply> => {
    await ledger.record(messageId, { kind: 'receipt', carrier, receivedAt: now(), ...receipt }, by);
    return ok(receipt.status === 'failed' ? 'given_up' : 'taken');
  };

  const again = async (message: Message, seconds: number, sending: Sending): Promise<Reply> => {
    await later.again(intendedMilestone(message), Math.min(LONGEST_DELAY_S, Math.ceil(seconds)));
    return ok(sending);
  };

  const follow = async (
    message: Message,
    attempt: number,
    carrier: Carrier,
    answer: CarrierAnswer,
    by: RecordedBy,
  ): Promise<Reply> => {
    const { messageId } = message;
    if (answer.taken)
      return settle(messageId, by, carrier.name, { status: 'accepted', carrierMessageId: answer.carrierMessageId });
    const { fault, reason } = answer;
    if (fault === 'permanent') return settle(messageId, by, carrier.name, { status: 'failed', reason });
    if (fault === 'unknown') return fail({ kind: 'unknown_outcome', detail: reason });
    await ledger.record(messageId, { kind: 'not_sent', attempt, carrier: carrier.name, reason, receivedAt: now() }, by);
    if (fault === 'configuration') return fail({ kind: 'not_configured', detail: reason });
    return attempt < MAX_ATTEMPTS
      ? again(message, backOffSeconds(attempt, random()), 'put_off')
      : fail({ kind: 'temporarily_unavailable', detail: reason });
  };

  /** Why a message is no longer to be sent, looked at anew before every attempt; undefined while it is still true. */
  const untrue = async ({ expiresAt, mootBy }: Message['intent']): Promise<'expired' | 'overtaken' | undefined> => {
    if (mootBy !== undefined && (await ledger.isPlanned(mootBy))) return 'overtaken';
    return expiresAt !== undefined && now() >= expiresAt ? 'expired' : undefined;
  };

  const attemptNow = async (message: Message, carrier: Carrier, by: RecordedBy): Promise<Reply> => {
    const { messageId, intent } = message;
    const attempt = message.attempts + 1;
    const composed = await composeMessage(ports)(message, attempt);
    if (typeof composed === 'string') return settle(messageId, by, 'none', { status: 'failed', reason: composed });
    const reason = await untrue(intent);
    if (reason) return settle(messageId, by, 'none', { status: 'failed', reason });
    const fact = { kind: 'attempted', attempt, carrier: carrier.name, attemptedAt: now() } as const;
    const outcome = await ledger.record(messageId, fact, by);
    if (outcome !== 'recorded') return fail({ kind: 'unknown_outcome', detail: 'another worker holds the attempt' });
    return follow(message, attempt, carrier, await carrier.send(composed), by);
  };

  const recover = async (
    message: Message,
    open: FactOf<'attempted'>,
    carrier: Carrier,
    by: RecordedBy,
  ): Promise<Reply> => {
    if (now() - open.attemptedAt < ATTEMPT_LEASE_MS)
      return fail({ kind: 'unknown_outcome', detail: 'an attempt is at work' });
    if (carrier.name !== open.carrier || carrier.afterKill === 'parks')
      return fail({ kind: 'unknown_outcome', detail: `ask ${open.carrier} whether it has ${message.messageId}` });
    if (carrier.afterKill === 'lookup') {
      const found = await carrier.lookUp(message.messageId);
      if (found) return settle(message.messageId, by, carrier.name, { status: 'accepted', ...found });
    }
    return attemptNow(message, carrier, by);
  };

  return async (messageId: string, requestId: string): Promise<Reply> => {
    const message = await ledger.message(messageId);
    if (!message) return fail({ kind: 'not_found', what: 'message' });
    if (isSettled(message)) return ok('settled_before');
    const { channel, notice, agencyCode } = message.intent;
    const by = { recordedBy: 'system', requestId };
    const carrier = carriers[channel];
    if (!carrier) return fail({ kind: 'not_configured', detail: `no carrier for ${channel}` });
    if (message.openAttempt) return recover(message, message.openAttempt, carrier, by);
    if (channel === 'sms' && !isUrgent(notice)) {
      const waitMs = quietFor((await agencies.named(agencyCode)).quietHours, now());
      if (waitMs > 0) return again(message, Math.max(waitMs, MINUTE_MS) / 1000, 'held');
    }
    return attemptNow(message, carrier, by);
  };
};
