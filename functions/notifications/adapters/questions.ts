import * as z from 'zod';
import { type Instant, sortable } from '../../../shared/kernel/time.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { timersIn } from '../../../shared/platform/ledger/timer-index.ts';
import { messageBook } from '../domain/book.ts';
import { nextQuestion } from '../domain/questions.ts';
import type { Question, Questions, QuestionTimers } from '../question-ports.ts';

/** So many of a shard are looked at together: with eight shards at most 32 questions are open at the same time. */
const PAGE = 4;

const Kept = z.object({
  leg: z.int(),
  carrier: z.string(),
  carrierMessageId: z.string(),
  takenAt: z.int(),
  version: z.int(),
});

const itemOf = ({ messageId, ...question }: Question, at: Instant | undefined): Item => {
  const timer = at === undefined ? undefined : timerKey('WALL', sortable(at), messageId, String(question.leg));
  const key = { pk: `${messageBook.prefix}#${messageId}`, sk: `ASK#${sortable(question.leg, 3)}` };
  return { ...key, ...question, ...(timer ? { timerPk: timer.pk, timerSk: timer.sk } : {}) };
};

const questionIn = (item: Item): Question => ({ messageId: idIn(messageBook, item.pk), ...Kept.parse(item) });

/** The questions in the notifications' table: `MSG#<messageId>` / `ASK#<leg>`, in its `timer` index while they wait. */
export const carrierQuestionsIn = (table: Pick<Table, 'putIfAbsent' | 'putIfVersion'>): Questions => ({
  async open(question) {
    const { takenAt } = question;
    await table.putIfAbsent(itemOf({ ...question, version: 1 }, nextQuestion(takenAt, takenAt)));
  },
  claim: (question, next) =>
    table.putIfVersion(itemOf({ ...question, version: question.version + 1 }, next), question.version),
});

/** Questions whose moment has come. */
export const questionTimers = (table: Pick<Table, 'putIfAbsent' | 'putIfVersion' | 'queryIndex'>): QuestionTimers => ({
  ...timersIn(table, { axis: 'WALL', sortable, pageSize: PAGE, read: questionIn }),
  claim: carrierQuestionsIn(table).claim,
});
