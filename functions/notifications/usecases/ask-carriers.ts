import type { MessageId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { sweepTimers } from '../../../shared/kernel/timers.ts';
import { awaitsWord, nextQuestion } from '../domain/questions.ts';
import type { Carriers, MessageLedger } from '../ports.ts';
import type { QuestionTimers } from '../question-ports.ts';

/** What asking carriers needs from outside. */
export interface AskPorts {
  readonly ledger: Pick<MessageLedger, 'message' | 'record'>;
  readonly carriers: Pick<Carriers, 'named'>;
  readonly timers: QuestionTimers;
}

/** What a sweep of questions did. Those that could not be asked about are named and left to their next moment. */
export interface AskedCarriers {
  readonly asked: number;
  /** Messages of which a carrier said something that was not known. */
  readonly told: readonly MessageId[];
  readonly failed: readonly { readonly messageId: MessageId; readonly error: unknown }[];
}

/** So many carriers are asked for each of the eight shards in one sweep, each for at most 10 s, so that a sweep ends within its function's time. */
const QUESTIONS_OF_SHARD = 8;

/** Asks carriers, as of a moment, about messages of which they have told nothing that ends them: once a day, as long as they may know. */
export const askCarriers =
  ({ ledger, carriers, timers }: AskPorts) =>
  async (now: Instant, requestId: string): Promise<AskedCarriers> => {
    const left = new Map<number, number>();
    const told: MessageId[] = [];
    let asked = 0;
    const { failed } = await sweepTimers(timers, now, async (question, shard): Promise<undefined> => {
      const { messageId, leg, carrier: name, carrierMessageId, takenAt } = question;
      if (!awaitsWord(await ledger.message(messageId), leg)) {
        await timers.claim(question, undefined);
        return;
      }
      const more = left.get(shard) ?? QUESTIONS_OF_SHARD;
      if (more === 0) return;
      left.set(shard, more - 1);
      if (!(await timers.claim(question, nextQuestion(takenAt, now)))) return;
      asked += 1;
      const word = await (await carriers.named(name))?.ask?.(carrierMessageId);
      if (!word) return;
      const fact = { kind: 'leg_told', leg, carrier: name, carrierMessageId, ...word, receivedAt: now } as const;
      if ((await ledger.record(messageId, fact, { recordedBy: name, requestId })) === 'recorded') told.push(messageId);
    });
    return { asked, told, failed: failed.map(({ timer: { messageId }, error }) => ({ messageId, error })) };
  };
