import { type Instant, sortable } from '../../../shared/kernel/time.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { timersIn } from '../../../shared/platform/ledger/timer-index.ts';
import { paymentBook } from '../domain/book.ts';
import type { FeeTimers, Questions, WaitingFee, WaitingQuestion } from '../ports.ts';

/** So many of a shard are looked at together: with eight shards at most 32 questions are open at the same time. */
const PAGE = 4;

const keyOf = ({ paymentId, attemptId }: Pick<WaitingQuestion, 'paymentId' | 'attemptId'>) => ({
  pk: `PAY#${paymentId}`,
  sk: `ASK#${attemptId}`,
});

/** A question as it waits in the payments' table: `PAY#<payment>` / `ASK#<attempt>`. */
export const questionItem = (question: Omit<WaitingQuestion, 'kind'>, at: Instant): Item => {
  const timer = timerKey('WALL', sortable(at), question.paymentId, question.attemptId);
  const { version, returnedAt } = question;
  return { ...keyOf(question), version, returnedAt, timerPk: timer.pk, timerSk: timer.sk };
};

const questionOf = ({ pk, sk, version, returnedAt }: Item): WaitingQuestion => ({
  kind: 'question',
  paymentId: idIn(paymentBook, pk),
  attemptId: `att_${sk.slice('ASK#att_'.length)}`,
  version: version as number,
  returnedAt: returnedAt as Instant | undefined,
});

const waitingOf = (item: Item): WaitingFee =>
  item.sk.startsWith('ENTRY#') ? { kind: 'term', paymentId: idIn(paymentBook, item.pk) } : questionOf(item);

/** The questions in the payments' table. */
export const questionsIn = (table: Table): Questions => ({
  async find(paymentId, attemptId) {
    const { pk, sk } = keyOf({ paymentId, attemptId });
    const item = await table.get(pk, sk);
    return item && questionOf(item);
  },
  claim: (question, next) =>
    table.putIfVersion(questionItem({ ...question, version: question.version + 1 }, next), question.version),
});

/** Fees whose term has come and questions whose moment has, in the table's `timer` index. */
export const feeTimers = (table: Table): FeeTimers => ({
  ...timersIn(table, { axis: 'WALL', sortable, pageSize: PAGE, read: waitingOf }),
  claim: questionsIn(table).claim,
  drop: async (question) => {
    // Nothing is deleted: without its timer's keys the item waits for nothing.
    const { version, returnedAt } = question;
    await table.putIfVersion({ ...keyOf(question), version: version + 1, returnedAt }, version);
  },
});
