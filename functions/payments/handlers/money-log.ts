import type { AlarmEvent } from '../../../shared/kernel/alarms.ts';
import type { EventType } from '../../../shared/kernel/events.ts';
import type { LogEvent } from '../../../shared/kernel/log-events.ts';
import type { Milestone } from '../../../shared/kernel/milestones.ts';
import { errorFields, type LogFields, logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import type { RefundQueue } from '../refund-ports.ts';
import type { Asked } from '../usecases/ask-provider.ts';
import type { GivenBack } from '../usecases/give-back.ts';
import type { Settlement } from '../usecases/record-callback.ts';

const tell = (event: LogEvent, alarm: AlarmEvent | undefined, line: LogFields): void => {
  logEvent(event, line);
  if (alarm) logAlarm(alarm, line);
};

/** Logs what became of a provider's word, told (`callback_answered`), asked for (`attempt_settled`) or listed (`transfer_found`), and alarms where a person must look. */
export const logSettled = (event: LogEvent, settled: Settlement, fields: LogFields): void => {
  const { unmatched, paymentId: aggregate = unmatched, reference, verdict: outcome, alarm } = settled;
  tell(event, alarm, { ...fields, aggregate, reference, outcome });
};

/** Logs what came of a question to a provider, and alarms where a person must look. */
export const logAsked = (asked: Asked, requestId: string): void => {
  if ('settled' in asked) {
    for (const settled of asked.settled) logSettled('attempt_settled', settled, { requestId });
    return;
  }
  const { paymentId: aggregate, provider, reference, why: outcome, alarm } = asked.unanswered;
  tell('attempt_unanswered', alarm, { requestId, aggregate, provider, reference, outcome });
};

/** The queue of refunds, told where it can be: what it was not told of the sweep tells it, and a person is told. */
export const toldLater = (queue: RefundQueue): RefundQueue => ({
  async tell(refund, afterSeconds) {
    try {
      await queue.tell(refund, afterSeconds);
    } catch (error) {
      logAlarm('refund_not_told', { aggregate: refund.paymentId, reference: refund.refundId, ...errorFields(error) });
    }
  },
});

/** Logs what came of a refund's call, and alarms where a person must look. */
export const logGivenBack = (given: GivenBack): void => {
  const { paymentId: aggregate, refundId: reference, requestId, provider, outcome, code, alarm } = given;
  tell('refund_called', alarm, { requestId, aggregate, reference, provider, outcome: `${outcome} ${code}` });
};

/** The moments at which money has come that a person must decide about. */
const toDecide: readonly EventType[] = ['payment.surplus', 'payment.under_review'];

/** Alarms of money that came and was not owed, or that is under review. */
export const alarmOfMoney = (announced: readonly Milestone[]): void => {
  for (const { id, type } of announced) {
    if (toDecide.some((each) => each === type)) logAlarm('money_to_decide', { eventId: id, eventType: type });
  }
};
