import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { MessageId } from '../../../shared/kernel/ids.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { fallbackUntil, followingChannel } from '../domain/fallback.ts';
import { isLost, isSayable, type Message, type Sayable } from '../domain/message.ts';
import { type Channel, isForStaff, type Notice } from '../domain/notice.ts';
import { addressOn } from '../domain/reach.ts';
import { templateNameOf } from '../domain/templates/by-name.ts';
import { languageOf } from '../domain/templates/template.ts';
import type { Fellows, OwnTemplates, Planned, TellingCard } from '../ports.ts';
import type { IntendPorts } from './intend-message.ts';

/** What falling back needs from outside. */
export interface FallBackPorts extends IntendPorts {
  readonly templates: Pick<OwnTemplates, 'inForce'>;
}

/**
 * Puts the message on its way that takes the place of one that has failed for good: once, however often and by whomever of its fellows that
 * is heard, since what comes next follows from all that is known of them and is kept under a place of its own. Answers its id; none where
 * nothing takes over, or not yet.
 */
export const fallBack = (ports: FallBackPorts) => {
  const { ledger, cards, names, templates, now } = ports;

  const intended = async ({ messageId, intent }: Planned, by: RecordedBy): Promise<Result<readonly MessageId[]>> => {
    const outcome = await ledger.record(messageId, intent, by);
    return outcome === 'conflict' ? { ok: false, failure: { kind: 'conflict', key: messageId } } : ok([messageId]);
  };

  const next = async (
    { intent }: Sayable,
    notice: Notice,
    { planned, word }: Fellows,
    states: readonly (Message | undefined)[],
    card: TellingCard,
    until: number,
  ): Promise<Planned | undefined> => {
    const wording = { template: templateNameOf(notice), language: languageOf(card.notify) };
    const zalo = await templates.inForce(intent.agencyCode, { ...wording, channel: 'zalo' });
    const fellows = planned.map((each, n) => {
      const state = states[n];
      const { channel, fallbackOf } = each.intent;
      return { channel, isLost: state !== undefined && isLost(state), isFirst: fallbackOf === undefined };
    });
    const hasWords = (channel: Channel): boolean => channel !== 'zalo' || zalo !== undefined;
    const following = followingChannel(fellows, card, hasWords);
    const address = following && addressOn(card, following.channel);
    if (!following || address === undefined || typeof address === 'string') return undefined;
    const { channel, insteadOf } = following;
    const fallbackOf = planned
      .filter((each) => insteadOf.includes(each.intent.channel))
      .map(({ messageId }) => messageId)
      .reverse();
    const { agencyCode } = card;
    return {
      messageId: names.idOf(intent.occasion, `fallback#${word}#${fallbackOf.join()}`, channel, address.to),
      intent: { ...intent, agencyCode, channel, intendedAt: now(), expiresAt: until, fallbackOf },
    };
  };

  return async (messageId: MessageId, by: RecordedBy): Promise<Result<readonly MessageId[]>> => {
    const message = await ledger.message(messageId);
    const until = message && fallbackUntil(message);
    if (!message || !isSayable(message) || until === undefined || now() >= until) return ok([]);
    const { notice } = message.intent;
    // Mail is the only way to an agency's staff.
    if (isForStaff(notice)) return ok([]);
    const fellows = await ledger.fellowsOf(message);
    if (!fellows || fellows.isOvertaken) return ok([]);
    const states = await Promise.all(fellows.planned.map((each) => ledger.message(each.messageId)));
    // Planned by whoever was killed before it was recorded.
    const unrecorded = fellows.planned.find((_, n) => states[n] === undefined);
    if (unrecorded) return intended(unrecorded, by);
    const card = await cards.read(message.intent.dossierCode);
    if (!card) return { ok: false, failure: { kind: 'not_found', what: 'dossier' } };
    const planned = await next(message, notice, fellows, states, card, until);
    if (!planned) return ok([]);
    return intended(await ledger.planFallback(message.intent.occasion, fellows, planned), by);
  };
};
