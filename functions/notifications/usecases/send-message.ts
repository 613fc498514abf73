import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { MessageId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { intendedMilestone } from '../domain/book.ts';
import type { FactOf } from '../domain/facts.ts';
import type { Refusal } from '../domain/limits.ts';
import { isLost, isSayable, isSettled, legsInForce, type Message, type Sayable } from '../domain/message.ts';
import { endOf } from '../domain/message-state.ts';
import { carrierLeft, isTriedOn, nextCarrier, triesOf } from '../domain/next-carrier.ts';
import { type AnyNotice, isAskedFor, isUrgent, takesBack, templateOf, toldBy } from '../domain/notice.ts';
import { quietFor } from '../domain/quiet-hours.ts';
import { isOnPhone } from '../domain/reach.ts';
import { smsSize } from '../domain/sms-segments.ts';
import type {
  AgencyReader,
  Allowance,
  Breakers,
  Carrier,
  CarrierAnswer,
  Carriers,
  Composed,
  Later,
  MessageLedger,
  Waits,
} from '../ports.ts';
import type { Questions } from '../question-ports.ts';
import type { Suppressions } from '../suppression-ports.ts';
import { type ComposePorts, composeMessage } from './compose-message.ts';
import { keepReference, type ReceiptPorts } from './record-receipts.ts';

/** What sending needs from outside. `random` is in [0, 1). */
export interface SendPorts extends ComposePorts, Pick<ReceiptPorts, 'references'> {
  readonly ledger: MessageLedger;
  readonly agencies: AgencyReader;
  readonly carriers: Carriers;
  readonly suppressions: Pick<Suppressions, 'isSuppressed'>;
  readonly questions: Pick<Questions, 'open'>;
  readonly later: Later;
  readonly allowance: Allowance;
  readonly breakers: Breakers;
  /** False for whom no limit and no breaker counts. */
  readonly isCounted: (recipient: string) => boolean;
  readonly now: () => number;
  readonly random: () => number;
}

/**
 * What became of a message in the queue. `held`: it waits for the morning; `limited`: for its recipient, its agency or the installation to
 * have fewer; `handed_on`: its carrier certainly did not take it, the next one is asked.
 */
export type Sending = 'taken' | 'settled_before' | 'given_up' | 'held' | 'limited' | 'put_off' | 'handed_on';

/** A leg younger than this may still be at work: longer than the sending function's time-out, shorter than its queue's. */
export const LEG_LEASE_MS = 90_000;

/** The longest that a queue holds a message back. */
const LONGEST_DELAY_S = 900;

/** Full jitter between a carrier's waits, doubling with each try. */
const backOffSeconds = ({ leastSeconds, mostSeconds }: Waits, tries: number, random: number): number =>
  leastSeconds + random * Math.min(mostSeconds - leastSeconds, leastSeconds * 2 ** tries);

/** Whether a carrier may still be asked about a leg that it was given so many milliseconds ago and never spoke of. */
const isAskable = (carrier: Carrier, sinceMs: number): boolean =>
  carrier.afterKill === 'knows_repeats' ? sinceMs < carrier.remembersMs : carrier.afterKill !== 'parks';

/** How many segments a network counts of an SMS, and what its carrier takes for them. */
const sizeOf = (
  composed: Composed,
  { pricePerSegmentVnd }: Carrier,
): Pick<FactOf<'leg_begun'>, 'segments' | 'costVnd'> => {
  if (composed.channel !== 'sms') return {};
  const { segments } = smsSize(composed.text);
  return pricePerSegmentVnd === undefined ? { segments } : { segments, costVnd: segments * pricePerSegmentVnd };
};

/** What a message says, and how, for an operator. */
const said = ({ intent: { channel, notice } }: Message): string => `${templateOf(notice)} by ${channel}`;

/** Of messages from the latest to the first, the one that the person was told last; `undecided` while that is open. */
const lastKnown = (messages: readonly Message[]): Message | 'undecided' | undefined => {
  const last = messages.find((message) => !isLost(message));
  return last === undefined || isSettled(last) ? last : 'undecided';
};

const saysTheSame = ({ intent }: Message, notice: AnyNotice): boolean =>
  intent.notice.template !== 'unknown' && toldBy(intent.notice) === toldBy(notice);

type Reply = Result<Sending>;
type NotSent = Omit<FactOf<'leg_not_sent'>, 'kind' | 'receivedAt'>;

/**
 * Hands a message to a carrier of its channel, once. The leg is recorded before the carrier is asked, and only the writer of that record asks;
 * others leave it until it is older than any function can run, then learn from that carrier, by our reference, whether it has the message.
 * The next carrier is asked only once those before it have certainly not taken the message, after all of their tries or for lack of an operator.
 */
export const sendMessage = (ports: SendPorts) => {
  const { ledger, agencies, carriers, suppressions, questions, later, allowance, breakers, isCounted, now, random } =
    ports;

  const told = async (
    messageId: MessageId,
    { name: carrier, ask }: Carrier,
    word: Omit<FactOf<'leg_told'>, 'kind' | 'receivedAt' | 'carrier'> & { readonly leg: number },
    by: RecordedBy,
  ): Promise<Reply> => {
    const { carrierMessageId, leg } = word;
    // First, so that no receipt finds the message taken and its name not known, and none that is taken is never asked about.
    if (carrierMessageId !== undefined) {
      await keepReference(ports)(carrier, carrierMessageId, { messageId, leg }, now(), by);
      if (ask) await questions.open({ messageId, leg, carrier, carrierMessageId, takenAt: now() });
    }
    await ledger.record(messageId, { kind: 'leg_told', receivedAt: now(), carrier, ...word }, by);
    return ok(word.status === 'failed' ? 'given_up' : 'taken');
  };

  const giveUp = async ({ messageId, resent }: Message, reason: string, by: RecordedBy): Promise<Reply> => {
    const round = resent.length === 0 ? {} : { round: resent.length };
    await ledger.record(messageId, { kind: 'given_up', reason, givenUpAt: now(), ...round }, by);
    return ok('given_up');
  };

  /** Leaves the message to a person, who finds it in a list. */
  const park = ({ messageId, resent }: Message, leg: number, reason: string, by: RecordedBy) =>
    ledger.record(messageId, { kind: 'parked', leg, round: resent.length, reason, parkedAt: now() }, by);

  const notSent = (messageId: MessageId, word: NotSent, by: RecordedBy) =>
    ledger.record(messageId, { kind: 'leg_not_sent', receivedAt: now(), ...word }, by);

  const again = async (message: Message, seconds: number, sending: Sending): Promise<Reply> => {
    await later.again(intendedMilestone(message), Math.min(LONGEST_DELAY_S, Math.ceil(seconds)));
    return ok(sending);
  };

  /** Has the message wait, for as long as its queue can at once; answers whether it was not known to wait for that. */
  const hold = async (
    message: Message,
    { because, until }: Pick<FactOf<'held'>, 'because' | 'until'>,
    by: RecordedBy,
  ): Promise<boolean> => {
    const { messageId, resent, legs, held } = message;
    const isKnown = held?.because === because && held.until === until;
    const place = { leg: legs.at(-1)?.number ?? 0, round: resent.length };
    if (!isKnown) await ledger.record(messageId, { kind: 'held', ...place, because, until, heldAt: now() }, by);
    return !isKnown;
  };

  const wait = (message: Message, until: number, sending: Sending): Promise<Reply> =>
    again(message, Math.max(until - now(), MINUTE_MS) / 1000, sending);

  /** Holds back what a recipient, an agency or the installation has had enough of. */
  const limit = async (message: Message, { scope, until }: Refusal, by: RecordedBy): Promise<Reply> => {
    const because = scope === 'installation' ? 'spend_breaker' : 'limit';
    if (await hold(message, { because, until }, by)) await allowance.countHeld(scope);
    return wait(message, until, 'limited');
  };

  /** Why an SMS that was never tried must wait; what costs nothing and annoys nobody's phone is not counted. */
  const refusalOf = async (
    { messageId, legs, intent: { agencyCode, notice } }: Sayable,
    { channel, to }: Composed,
    costVnd: number | undefined,
  ): Promise<Refusal | undefined> =>
    channel === 'sms' && legs.length === 0 && isCounted(to)
      ? allowance.take({ messageId, agencyCode, recipient: to, isCode: isAskedFor(notice), costVnd })
      : undefined;

  const carriersOf = ({ messageId, intent: { channel, agencyCode } }: Sayable): Promise<readonly Carrier[]> =>
    carriers.of({ messageId, channel, agencyCode });

  const follow = async (
    message: Sayable,
    leg: number,
    carrier: Carrier,
    answer: CarrierAnswer,
    by: RecordedBy,
  ): Promise<Reply> => {
    const { messageId } = message;
    if (answer.taken)
      return told(messageId, carrier, { leg, status: 'accepted', carrierMessageId: answer.carrierMessageId }, by);
    const { fault, reason } = answer;
    if (fault === 'permanent') return told(messageId, carrier, { leg, status: 'failed', reason }, by);
    if (fault === 'unknown') return fail({ kind: 'unknown_outcome', detail: reason });
    await notSent(messageId, { leg, carrier: carrier.name, fault, reason }, by);
    const asked = [...legsInForce(message), { carrier: carrier.name, fault, status: 'not_sent' as const }];
    const offered = await carriersOf(message);
    const next = carrierLeft(asked, offered);
    if (next?.name === carrier.name)
      return again(message, backOffSeconds(carrier.waits, triesOf(asked, carrier.name), random()), 'put_off');
    if (next) return again(message, 0, 'handed_on');
    if (isTriedOn(asked, offered))
      return again(message, backOffSeconds(carrier.waits, asked.length, random()), 'handed_on');
    await park(message, leg, reason, by);
    return fail({ kind: fault === 'configuration' ? 'not_configured' : 'temporarily_unavailable', detail: reason });
  };

  /**
   * Why a message is not to be sent, or not yet, looked at anew before every leg; undefined while it is still true and says what the
   * person does not know.
   */
  const untrue = async (message: Sayable): Promise<'expired' | 'overtaken' | 'too_early' | undefined> => {
    const { mootBy, follows, notice, fallbackOf = [] } = message.intent;
    const { isOvertaken, before, channels } = await ledger.placeOf(message);
    if (isOvertaken) return 'overtaken';
    const replaced = await Promise.all(fallbackOf.map((id) => ledger.message(id)));
    if (replaced.some((each) => each && !isLost(each))) return 'overtaken';
    if (mootBy !== undefined && (await ledger.isPlanned(mootBy))) return 'overtaken';
    const known = lastKnown(before);
    if (known === 'undecided') return 'too_early';
    if (known ? saysTheSame(known, notice) : takesBack(notice)) return 'overtaken';
    if (follows !== undefined) {
      const followed = lastKnown(await ledger.messagesOf(follows, channels));
      if (!followed) return 'overtaken';
      if (followed === 'undecided') return 'too_early';
    }
    return now() >= endOf(message) ? 'expired' : undefined;
  };

  const beginLeg = async (message: Sayable, carrier: Carrier, by: RecordedBy): Promise<Reply> => {
    const { messageId } = message;
    const leg = (message.legs.at(-1)?.number ?? 0) + 1;
    const composed = await composeMessage(ports)(message, leg);
    // What is told of a dossier was registered: its table was restored to a time before, and is told again.
    if (!composed) return fail({ kind: 'not_found', what: 'dossier' });
    if (typeof composed === 'string') return giveUp(message, composed, by);
    const reason = await untrue(message);
    if (reason === 'too_early') return again(message, MINUTE_MS / 1000, 'put_off');
    if (reason) return giveUp(message, reason, by);
    if (composed.channel === 'email' && (await suppressions.isSuppressed(composed.to)))
      return giveUp(message, 'suppressed', by);
    const size = sizeOf(composed, carrier);
    const refusal = await refusalOf(message, composed, size.costVnd);
    if (refusal) return limit(message, refusal, by);
    const fact = { kind: 'leg_begun', leg, carrier: carrier.name, begunAt: now(), ...size } as const;
    const outcome = await ledger.record(messageId, fact, by);
    if (outcome !== 'recorded') return fail({ kind: 'unknown_outcome', detail: 'another worker holds the leg' });
    const answer = await carrier.send(composed);
    if (!answer.taken && answer.fault !== 'permanent' && isCounted(composed.to)) await breakers.failed(carrier.name);
    return follow(message, leg, carrier, answer, by);
  };

  /** Goes on after a leg that was cut short, by the rule of its carrier alone. */
  const recover = async (
    message: Sayable,
    { leg, carrier: name, begunAt }: FactOf<'leg_begun'>,
    by: RecordedBy,
  ): Promise<Reply> => {
    const { messageId } = message;
    if (now() - begunAt < LEG_LEASE_MS) return fail({ kind: 'unknown_outcome', detail: 'a leg is at work' });
    const carrier = await carriers.named(name);
    if (!carrier || !isAskable(carrier, now() - begunAt)) {
      await park(message, leg, 'unanswered', by);
      return fail({ kind: 'unknown_outcome', detail: `ask ${name} whether it has ${messageId}` });
    }
    if (carrier.afterKill !== 'lookup') return beginLeg(message, carrier, by);
    const found = await carrier.lookUp(messageId);
    if (found) return told(messageId, carrier, { leg, status: 'accepted', ...found }, by);
    await notSent(messageId, { leg, carrier: name, fault: 'retryable', reason: 'not_known' }, by);
    return sendOn(messageId, by);
  };

  const sendOn = async (messageId: MessageId, by: RecordedBy): Promise<Reply> => {
    const message = await ledger.message(messageId);
    if (!message) return fail({ kind: 'not_found', what: 'message' });
    if (isSettled(message)) return ok('settled_before');
    if (!isSayable(message)) return fail({ kind: 'not_configured', detail: `nobody can say ${said(message)} here` });
    if (message.openLeg) return recover(message, message.openLeg, by);
    const { channel, notice, agencyCode } = message.intent;
    const carrier = nextCarrier(legsInForce(message), await carriersOf(message));
    // An installation need not have Zalo: what is wished there goes the next way.
    if (!carrier && channel === 'zalo' && message.legs.length === 0) return giveUp(message, 'not_configured', by);
    if (!carrier) {
      await park(message, message.legs.at(-1)?.number ?? 0, 'no_carrier', by);
      return fail({ kind: 'not_configured', detail: `no carrier for ${channel}` });
    }
    if (isOnPhone(channel) && !isUrgent(notice)) {
      const { quietHours } = await agencies.named(agencyCode);
      const at = now();
      const waitMs = quietFor(quietHours, at);
      if (waitMs > 0) {
        const until = at + waitMs;
        await hold(message, { because: 'quiet_hours', until }, by);
        return wait(message, until, 'held');
      }
    }
    return beginLeg(message, carrier, by);
  };

  return (messageId: MessageId, requestId: string): Promise<Reply> =>
    sendOn(messageId, { recordedBy: 'system', requestId });
};
