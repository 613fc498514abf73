import type { BusEvent, DomainEvent } from '../../../shared/kernel/events.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { type IntendPorts, type Intention, intendMessage } from './intend-message.ts';

/** The occasion that ends a fee, whatever settled it: after it nobody is told any more to pay. */
const feeSettled = (paymentId: string): string => `fee_settled:${paymentId}`;

/** What a person is told of an event, and until when; status changes by themselves tell nothing, or a fee would be told twice. */
const toldOf = (event: DomainEvent): Pick<Intention, 'notice' | 'expiresAt' | 'mootBy'> | undefined => {
  switch (event.type) {
    case 'dossier.accepted':
      return { notice: { template: 'accepted', promisedAt: event.data.promisedAt } };
    case 'payment.opened': {
      const { amountVnd, expiresAt, paymentId } = event.data;
      const notice = { template: 'fee_due' as const, amountVnd, payableUntil: expiresAt };
      return { notice, expiresAt, mootBy: feeSettled(paymentId) };
    }
    case 'payment.paid':
      return { notice: { template: 'paid', amountVnd: event.data.receivedVnd } };
    case 'result.issued':
      return { notice: { template: 'result_ready' } };
    default:
      return undefined;
  }
};

/** Intends the messages that an event leads to, once for all its repetitions; what is withdrawn, or concerns nobody, leads to none. */
export const hearEvent =
  (ports: IntendPorts) =>
  async ({ event, withdrawn }: BusEvent, requestId: string): Promise<Result<readonly string[]>> => {
    if (event.type === 'payment.settled' && !withdrawn) await ports.ledger.plan(feeSettled(event.data.paymentId), []);
    const told = withdrawn ? undefined : toldOf(event);
    if (!told) return ok([]);
    const intention = { dossierCode: event.data.dossierCode, occasion: event.id, ...told };
    return intendMessage(ports)(intention, { recordedBy: 'system', requestId });
  };
