import type { DossierCard } from '../../../shared/kernel/dossier-card.ts';
import { DAY_MS, type Instant } from '../../../shared/kernel/time.ts';
import { isLost as hasFailed, type Message } from './message.ts';
import { endOf } from './message-state.ts';
import { type Channel, channels } from './notice.ts';
import { mayTakeOver, wishedChannels } from './reach.ts';

/** Reasons for which nobody is to be told at all: it is no longer true, there is no person any more, or the person does not wish it. */
const NOBODY: readonly string[] = ['overtaken', 'erased', 'not_wished'];

/** So long after its end a message that no carrier had may still be told in another way. */
const AFTER_END_MS = DAY_MS;

/**
 * Until when another message may take the place of one that failed: until its own end or, where that came before any carrier had it, a day
 * longer, unless what it says has an end of its own. Undefined where none may: it has not failed for good, nobody is to be told, or a carrier
 * that never spoke may have it.
 */
export const fallbackUntil = (message: Message): Instant | undefined => {
  const { failure, intent, legs } = message;
  if (!hasFailed(message) || failure === undefined || NOBODY.includes(failure.reason)) return undefined;
  if (legs.some(({ status }) => status === 'begun')) return undefined;
  if (intent.expiresAt === undefined && failure.reason === 'expired') return endOf(message) + AFTER_END_MS;
  return endOf(message);
};

/** A message of the same word, as far as it decides who takes over. */
export interface Fellow {
  readonly channel: string;
  readonly isLost: boolean;
  /** True where it comes in nobody's place. */
  readonly isFirst: boolean;
}

/** The next way to a person, and in whose place of the fellows it comes. */
export interface Following {
  readonly channel: Channel;
  readonly insteadOf: readonly string[];
}

/**
 * The way to a person after the messages of one word, of which at least one has failed for good: the wished SMS after Zalo, whatever the
 * e-mail beside it does; after all of them the first that was not tried, has an address and words, and was not switched off. Undefined where
 * there is none. No channel comes twice, so that this ends.
 */
export const followingChannel = (
  fellows: readonly Fellow[],
  card: Pick<DossierCard, 'contact' | 'notify' | 'changes'>,
  hasWords: (channel: Channel) => boolean,
): Following | undefined => {
  const isNext = (channel: Channel): boolean =>
    !fellows.some((fellow) => fellow.channel === channel) && mayTakeOver(card, channel) && hasWords(channel);
  if (fellows.every((fellow) => fellow.isLost)) {
    const channel = channels.find(isNext);
    return channel && { channel, insteadOf: fellows.map((fellow) => fellow.channel) };
  }
  const hasZaloFailed = fellows.some(({ channel, isLost, isFirst }) => channel === 'zalo' && isLost && isFirst);
  const isSmsNext = hasZaloFailed && wishedChannels(card).includes('sms') && isNext('sms');
  return isSmsNext ? { channel: 'sms', insteadOf: ['zalo'] } : undefined;
};
