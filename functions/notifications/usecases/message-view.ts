import type { DossierCard } from '../../../shared/kernel/dossier-card.ts';
import { maskedMail, maskedPhone } from '../../../shared/kernel/masking.ts';
import { type Instant, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { type Leg, legsInForce, type Message } from '../domain/message.ts';
import { endOf, type MessageState, stateOf } from '../domain/message-state.ts';
import { channels, isForStaff, templateOf } from '../domain/notice.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import { addressOn } from '../domain/reach.ts';
import { languageOf } from '../domain/templates/template.ts';

/** A message with the card of its dossier as it is now; undefined where there is none any more. */
export interface ReadMessage {
  readonly message: Message;
  readonly card: DossierCard | undefined;
  /** When its agency leaves phones in peace; undefined: by default, null: never. */
  readonly quietHours: QuietHours | null | undefined;
  /** Where it goes as its agency is set up now, of what goes to staff. */
  readonly staffAddress?: string | undefined;
}

const outcomeOf = ({ fault, status, isTaken }: Leg): string => {
  if (isTaken) return 'accepted';
  if (fault !== undefined) return fault === 'configuration' ? 'misconfigured' : 'busy';
  return status === 'begun' ? 'unanswered' : 'refused';
};

const attemptView = (leg: Leg) => ({
  carrier: leg.carrier,
  ...(leg.begunAt === undefined ? {} : { at: toOffsetDateTime(leg.begunAt) }),
  outcome: outcomeOf(leg),
  ...(leg.reason === undefined ? {} : { reason: leg.reason }),
});

/** To whom it goes, masked; nothing where the person or the agency has no address, or the person no data any more. */
const maskedAddress = ({ message, card, staffAddress }: ReadMessage): { readonly to?: string } => {
  if (isForStaff(message.intent.notice)) return staffAddress === undefined ? {} : { to: maskedMail(staffAddress) };
  const channel = channels.find((each) => each === message.intent.channel);
  const address = card && channel && addressOn(card, channel);
  if (address === undefined || typeof address === 'string') return {};
  return { to: channel === 'email' ? maskedMail(address.to) : maskedPhone(address.to) };
};

/** Why it is as it is: as our own reasons are called outside, else the carrier's. */
const reasonOf = (message: Message, state: MessageState): { readonly reason?: string } => {
  const held = state === 'held' ? message.held?.because : undefined;
  const limit = held === 'quiet_hours' ? undefined : held;
  const reason = message.failure?.reason ?? limit ?? legsInForce(message).at(-1)?.reason ?? message.parked?.reason;
  return reason === undefined ? {} : { reason: reason === 'erased' ? 'personal_data_erased' : reason };
};

const sumOf = (values: readonly (number | undefined)[]): number | undefined => {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
};

/** A message as callers are answered: its states and tries, and never whom it goes to but masked, nor what it says. Recipient and language are those of today's card. */
export const messageView = (read: ReadMessage, now: Instant) => {
  const { messageId, intent, legs, failure, takenAt } = read.message;
  const { card } = read;
  const state = stateOf(read.message, now, read.quietHours);
  const isArrived = state === 'accepted' || state === 'network_accepted' || state === 'delivered';
  const settledAt = isArrived ? takenAt : failure?.at;
  const segments = legs.findLast((leg) => leg.segments !== undefined)?.segments;
  const costVnd = sumOf(legs.filter(({ isTaken }) => isTaken).map((leg) => leg.costVnd));
  return {
    messageId,
    dossierCode: intent.dossierCode,
    template: templateOf(intent.notice),
    language: card ? languageOf(card.notify) : 'vi',
    channel: intent.channel,
    state,
    ...maskedAddress(read),
    ...(segments === undefined ? {} : { segments }),
    ...(costVnd === undefined ? {} : { costVnd }),
    ...(intent.fallbackOf?.[0] === undefined ? {} : { fallbackOf: intent.fallbackOf[0] }),
    attempts: legs.map(attemptView),
    ...(isArrived ? {} : reasonOf(read.message, state)),
    createdAt: toOffsetDateTime(intent.intendedAt),
    expiresAt: toOffsetDateTime(endOf(read.message)),
    ...(settledAt === undefined ? {} : { settledAt: toOffsetDateTime(settledAt) }),
  };
};
