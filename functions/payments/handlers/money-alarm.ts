import type { EventType } from '../../../shared/kernel/events.ts';
import type { Milestone } from '../../../shared/kernel/milestones.ts';
import { countOne, logAlarm } from '../../../shared/platform/observability.ts';

/** The moments at which money has come that a person must decide about. */
const toDecide: readonly EventType[] = ['payment.surplus', 'payment.under_review'];

/** Tells those who watch the installation of money that came and was not owed, or that is under review. */
export const alarmOfMoney = (announced: readonly Milestone[]): void => {
  for (const { id, type } of announced) {
    if (!toDecide.some((each) => each === type)) continue;
    logAlarm('money_to_decide', { eventId: id, eventType: type });
    countOne('MoneyToDecide');
  }
};
