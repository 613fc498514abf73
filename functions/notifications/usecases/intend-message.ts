import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { DossierCode, MessageId } from '../../../shared/kernel/ids.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { type Channel, channels as everyChannel, type Notice, toldBy } from '../domain/notice.ts';
import { addressOn, firstChannels } from '../domain/reach.ts';
import type { DossierCardReader, MessageLedger, MessageNames, Planned, Word } from '../ports.ts';

/** What intending a message needs from outside. */
export interface IntendPorts {
  readonly ledger: MessageLedger;
  readonly cards: DossierCardReader;
  readonly names: MessageNames;
  readonly now: () => number;
}

/** A wish to tell a dossier's person something. */
export interface Intention {
  readonly dossierCode: DossierCode;
  /** What makes the moment unique; the same word of it never leads to other messages than it did first. */
  readonly occasion: string;
  /** Which word of the occasion this is: nothing is said after a later one. The only one where it is left out. */
  readonly number?: number | undefined;
  readonly notice: Notice;
  readonly expiresAt?: number | undefined;
  /** The occasion after which it is no longer true. */
  readonly mootBy?: string | undefined;
  /** The occasion that it follows up: said only where something was told of that. */
  readonly follows?: string | undefined;
  /** Of the channels that the person wished only these; left out: all of them. */
  readonly among?: readonly Channel[] | undefined;
  /** The channels whatever the person wished; left out: those that the person wished. */
  readonly channels?: readonly Channel[] | undefined;
}

/** Keeps what a word of an occasion leads to and puts it on its way; answers the ids of what that is. */
export const keepPlan =
  (ledger: Pick<MessageLedger, 'plan' | 'record'>) =>
  async (
    occasion: string,
    word: Word,
    messages: readonly Planned[],
    by: RecordedBy,
  ): Promise<Result<readonly MessageId[]>> => {
    const planned = await ledger.plan(occasion, word, messages);
    for (const { messageId, intent } of planned) {
      const outcome = await ledger.record(messageId, intent, by);
      if (outcome === 'conflict') return { ok: false, failure: { kind: 'conflict', key: messageId } };
    }
    return ok(planned.map(({ messageId }) => messageId));
  };

/**
 * Puts messages on their way, one for each channel that the person has an address for: by the person's wishes, or where `channels` says
 * so whatever they are. Answers the ids of the messages that the occasion leads to; none where there is no such channel.
 */
export const intendMessage =
  ({ ledger, cards, names, now }: IntendPorts) =>
  async (
    { dossierCode, occasion, number = 0, notice, expiresAt, mootBy, follows, among, channels }: Intention,
    by: RecordedBy,
  ): Promise<Result<readonly MessageId[]>> => {
    const card = await cards.read(dossierCode);
    if (!card) return { ok: false, failure: { kind: 'not_found', what: 'dossier' } };
    const told = toldBy(notice);
    const messages = (channels ?? firstChannels(card, among ?? everyChannel)).flatMap((channel): Planned[] => {
      const address = addressOn(card, channel);
      if (typeof address === 'string') return [];
      const { agencyCode } = card;
      const intent = {
        kind: 'intended',
        occasion,
        dossierCode,
        agencyCode,
        channel,
        notice,
        intendedAt: now(),
        expiresAt,
        mootBy,
        follows,
      } as const;
      return [{ messageId: names.idOf(occasion, `${number}#${told}`, channel, address.to), intent }];
    });
    return keepPlan(ledger)(occasion, { told, number }, messages, by);
  };
