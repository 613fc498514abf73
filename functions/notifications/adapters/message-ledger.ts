import type { MessageId } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { ParkedAggregate } from '../../../shared/platform/ledger/parked.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { messageBook } from '../domain/book.ts';
import type { MessageFact } from '../domain/facts.ts';
import type { Message } from '../domain/message.ts';
import { storedPlan } from '../domain/stored-plan.ts';
import type { MessageLedger, Planned } from '../ports.ts';

/** The messages' facts and heads in their table. */
export const messageFacts = (table: Table, now: () => number): Ledger<MessageFact, Message, MessageId> =>
  ledgerOver(messageBook, table, now);

/** The messages of a plan, of whatever release made it. */
const messagesOf = ({ pk, messages }: Item): readonly Planned[] => {
  const planned = storedPlan(messages);
  if (!planned) throw new ParkedAggregate(pk, 'its plan names no messages');
  return planned;
};

type Named = Pick<Message, 'messageId' | 'intent'>;

/** Whether a word led to a message, or to one in whose place that comes. */
const ledTo = (planned: readonly Planned[], { messageId, intent: { fallbackOf = [] } }: Named): boolean =>
  planned.some((each) => each.messageId === messageId || fallbackOf.includes(each.messageId));

/** Of the messages of a word those on some channels, and those that took the place of one of these. */
const onLine = (channels: readonly string[], planned: readonly Planned[]): readonly Planned[] => {
  const line = new Map<MessageId, Planned>();
  for (const each of planned) {
    const stoodIn = each.intent.fallbackOf?.some((id) => line.has(id)) === true;
    if (stoodIn || channels.includes(each.intent.channel)) line.set(each.messageId, each);
  }
  return [...line.values()];
};

/**
 * The ledger of messages. The words of an occasion lie under `HEARD#<occasion>` in the order in which they were heard, the n-th under
 * `<n>`, each with its number and with what it leads to; they are never changed. A place is taken once, so that of two words that are
 * heard at the same time one knows of the other. What took the place of a word's messages lies under `FALLBACK#<occasion>` / `<n>#<k>`,
 * apart from the words, which other releases count.
 */
export const messageLedger = (table: Table, now: () => number): MessageLedger => {
  const facts = messageFacts(table, now);
  const wordsOf = (occasion: string) => table.query(`HEARD#${occasion}`);
  const fallbacksOf = (occasion: string, word = '') => table.query(`FALLBACK#${occasion}`, word);
  /** The messages of words on some channels, from the latest to the first; what was planned and not recorded yet is none. */
  const on = async (
    channels: readonly string[],
    occasion: string,
    words: readonly Item[],
  ): Promise<readonly Message[]> => {
    if (words.length === 0) return [];
    const fallbacks = await fallbacksOf(occasion);
    const ofWord = (word: Item) => [word, ...fallbacks.filter(({ sk }) => sk.startsWith(`${word.sk}#`))];
    const ids = words.flatMap((word) =>
      onLine(channels, ofWord(word).flatMap(messagesOf)).map(({ messageId }) => messageId),
    );
    const messages = await Promise.all([...new Set(ids)].map((messageId) => facts.state(messageId)));
    return messages.filter((message) => message !== undefined).reverse();
  };
  return {
    async plan(occasion, { told, number }, messages) {
      for (;;) {
        const words = await wordsOf(occasion);
        const last = words.at(-1);
        if (last && Number(last.number) > number) return [];
        if (last?.number === number) return messagesOf(last);
        const kept = last?.told === told ? last.messages : (messages as unknown as Json);
        const place = { pk: `HEARD#${occasion}`, sk: sortable(words.length) };
        const item = { ...place, number, told, plannedAt: now(), messages: kept as Json };
        const planned = messagesOf(item);
        if (!(await table.putIfAbsent(item))) return planned;
      }
    },
    isPlanned: async (occasion) => (await wordsOf(occasion)).length > 0,
    async lastPlanned(occasion) {
      const words = await wordsOf(occasion);
      const last = (words.map(messagesOf).findLast((planned) => planned.length > 0) ?? []) as readonly Planned[];
      if (last.length === 0) return last;
      const fallbacks = (await fallbacksOf(occasion)).flatMap(messagesOf);
      return [...last, ...fallbacks.filter((each) => ledTo(last, each))];
    },
    async fellowsOf(message) {
      const { occasion } = message.intent;
      const words = await wordsOf(occasion);
      const word = words.find((each) => ledTo(messagesOf(each), message));
      const last = words.at(-1);
      if (!word || !last) return undefined;
      const fallbacks = (await fallbacksOf(occasion, `${word.sk}#`)).flatMap(messagesOf);
      return {
        word: word.sk,
        isOvertaken: !ledTo(messagesOf(last), message),
        planned: [...messagesOf(word), ...fallbacks],
        fallbacks: fallbacks.length,
      };
    },
    async planFallback(occasion, { word, fallbacks }, planned) {
      const place = { pk: `FALLBACK#${occasion}`, sk: `${word}#${fallbacks}` };
      const item = { ...place, plannedAt: now(), messages: [planned] as unknown as Json };
      const [kept = planned] = messagesOf((await table.putIfAbsent(item)) ?? item);
      return kept;
    },
    async placeOf(message) {
      const { occasion, channel, fallbackOf = [] } = message.intent;
      const words = await wordsOf(occasion);
      const isIts = (word: Item): boolean => ledTo(messagesOf(word), message);
      const last = words.at(-1);
      const index = words.findIndex(isIts);
      const replaced = index < 0 ? [] : messagesOf(words[index] as Item);
      const channels = [
        channel,
        ...replaced.flatMap((each) => (fallbackOf.includes(each.messageId) ? [each.intent.channel] : [])),
      ];
      return {
        isOvertaken: last !== undefined && !isIts(last),
        before: await on(channels, occasion, words.slice(0, Math.max(0, index))),
        channels,
      };
    },
    messagesOf: async (occasion, channels) => on(channels, occasion, await wordsOf(occasion)),
    message: (messageId) => facts.state(messageId),
    record: (messageId, fact, by) => facts.record(messageId, fact, by),
  };
};
