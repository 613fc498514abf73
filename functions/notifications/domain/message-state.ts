import { DAY_MS, type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import { isSayable, type Leg, legsInForce, type Message } from './message.ts';
import { isUrgent } from './notice.ts';
import { type QuietHours, quietFor } from './quiet-hours.ts';
import { isOnPhone } from './reach.ts';

/** The states in which a caller sees a message. */
export const messageStates = [
  'queued',
  'held',
  'sending',
  'unknown',
  'accepted',
  'network_accepted',
  'delivered',
  'bounced',
  'failed',
  'expired',
  'parked',
] as const;

/** The state in which a caller sees a message. */
export type MessageState = (typeof messageStates)[number];

/** How long a message is tried that says no end of its own, and one with a code that was asked for. */
const TERM_MS = 3 * DAY_MS;
const CODE_TERM_MS = 5 * MINUTE_MS;

/** A leg without a word for so long was cut short: its carrier is asked, or the message sent again, by its rule. */
const CUT_SHORT_MS = 90_000;

/** After all tries of its queue a message lies with the dead letters, until a person sends it on. */
const PARKED_AFTER_MS = 30 * MINUTE_MS;

/** After this moment a message is not sent any more; one that a person had sent again has its whole term from then on. */
export const endOf = ({ intent, resent }: Pick<Message, 'intent' | 'resent'>): Instant => {
  const { expiresAt, intendedAt, notice } = intent;
  const begunAt = Math.max(intendedAt, ...resent.map(({ resentAt }) => resentAt));
  return expiresAt ?? begunAt + (notice.template === 'download_code' ? CODE_TERM_MS : TERM_MS);
};

/** Reasons for which we do not send what is no longer true, or would come too late. */
const OVER: readonly string[] = ['expired', 'overtaken'];

const isOlder = (leg: Leg | undefined, ms: number, now: Instant): boolean =>
  leg?.begunAt !== undefined && now - leg.begunAt >= ms;

/** What a message that is still to be sent waits for: its turn, a carrier's word, or a person. */
const waitingState = (message: Message, now: Instant): MessageState => {
  if (message.parked) return 'parked';
  const last = legsInForce(message).at(-1);
  if (last?.status === 'begun') {
    if (isOlder(last, PARKED_AFTER_MS, now)) return 'parked';
    return isOlder(last, CUT_SHORT_MS, now) ? 'unknown' : 'sending';
  }
  if (now >= endOf(message)) return 'expired';
  return message.held && now < message.held.until ? 'held' : 'queued';
};

/** Whether a message is held back by the quiet hours of its agency: what comes to a phone and can wait, whatever it waits for besides. */
export const isHeld = (message: Message, quietHours: QuietHours | null | undefined, now: Instant): boolean =>
  isSayable(message) &&
  isOnPhone(message.intent.channel) &&
  !isUrgent(message.intent.notice) &&
  quietFor(quietHours, now) > 0;

/** The state of a message for the real now, with its agency's quiet hours (undefined: by default, null: never): what waits for a word, for the morning, for a person, or has come to its end. */
export const stateOf = (message: Message, now: Instant, quietHours: QuietHours | null | undefined): MessageState => {
  const { status, failure } = message;
  if (status === 'queued' || status === 'sending') {
    const waits = waitingState(message, now);
    return waits === 'queued' && isHeld(message, quietHours, now) ? 'held' : waits;
  }
  return status === 'failed' && failure && OVER.includes(failure.reason) ? 'expired' : status;
};
