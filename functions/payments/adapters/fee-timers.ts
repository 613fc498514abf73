import { type Instant, sortable } from '../../../shared/kernel/time.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { timersIn } from '../../../shared/platform/ledger/timer-index.ts';
import { paymentBook } from '../domain/book.ts';
import type { FeeTimers, Questions, WaitingFee, WaitingQuestion } from '../ports.ts';
import type { RefundCalls, WaitingRefund } from '../refund-ports.ts';

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

const refundKeyOf = ({ paymentId, refundId }: Pick<WaitingRefund, 'paymentId' | 'refundId'>) => ({
  pk: `PAY#${paymentId}`,
  sk: `ASK#${refundId}`,
});

/** The call of a refund as it waits in the payments' table: `PAY#<payment>` / `ASK#<refund>`; without a moment it waits for nothing. */
export const refundCallItem = ({ at, version, ...refund }: Omit<WaitingRefund, 'kind'>): Item => {
  const timer = at === undefined ? undefined : timerKey('WALL', sortable(at), refund.paymentId, refund.refundId);
  return { ...refundKeyOf(refund), version, at, timerPk: timer?.pk, timerSk: timer?.sk };
};

const REFUND_CALL = 'ASK#rfd_';

const refundCallOf = ({ pk, sk, version, at }: Item): WaitingRefund => ({
  kind: 'refund',
  paymentId: idIn(paymentBook, pk),
  refundId: `rfd_${sk.slice(REFUND_CALL.length)}`,
  version: version as number,
  at: at as Instant | undefined,
});

const waitingOf = (item: Item): WaitingFee => {
  if (item.sk.startsWith('ENTRY#')) return { kind: 'term', paymentId: idIn(paymentBook, item.pk) };
  return item.sk.startsWith(REFUND_CALL) ? refundCallOf(item) : questionOf(item);
};

/** The calls of refunds in the payments' table. */
export const refundCallsIn = (table: Table): RefundCalls => ({
  async find(paymentId, refundId) {
    const { pk, sk } = refundKeyOf({ paymentId, refundId });
    const item = await table.get(pk, sk);
    return item && refundCallOf(item);
  },
  async move(call, at) {
    const moved = { ...call, at, version: call.version + 1 };
    return (await table.putIfVersion(refundCallItem(moved), call.version)) ? moved : undefined;
  },
});

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
  async wake(paymentId, attemptId, at) {
    const { pk, sk } = keyOf({ paymentId, attemptId });
    const item = await table.get(pk, sk);
    if (!item || item.timerPk !== undefined) return;
    const question = questionOf(item);
    await table.putIfVersion(questionItem({ ...question, version: question.version + 1 }, at), question.version);
  },
});
