import { type BusEvent, type EventType, type HeardEvent, type HeardOf, needed } from '../../../shared/kernel/events.ts';
import type { MessageId, PaymentId } from '../../../shared/kernel/ids.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { type IntendPorts, type Intention, intendMessage } from './intend-message.ts';

/** The occasion after which a fee's demand is no longer true: money has come for it, or nothing is due any more. */
const demandOver = (paymentId: PaymentId): string => `fee_settled:${paymentId}`;

/** That a demand is over is said once, in one way. */
const OVER = { told: 'over', number: 0 } as const;

/** The moments that overtake a demand; a part, and money under review, too: of both more is told than that the whole is due. */
const overtaking: readonly EventType[] = [
  'payment.partially_paid',
  'payment.under_review',
  'payment.paid',
  'payment.surplus',
  'payment.settled',
];

/** What a person is told of an event, and until when; status changes by themselves tell nothing, or a fee would be told twice. */
const toldOf = (event: HeardEvent): Pick<Intention, 'notice' | 'expiresAt' | 'mootBy'> | undefined => {
  switch (event.type) {
    case 'dossier.accepted':
      return { notice: { template: 'accepted', promisedAt: needed(event, 'promisedAt').promisedAt } };
    case 'payment.opened': {
      const { amountVnd, expiresAt } = needed(event, 'amountVnd', 'expiresAt');
      const notice = { template: 'fee_due' as const, amountVnd, payableUntil: expiresAt };
      return { notice, expiresAt, mootBy: demandOver(event.data.paymentId) };
    }
    case 'payment.paid': {
      const { amountVnd } = needed(event, 'amountVnd');
      // Of a fee of 0 nobody was asked for anything.
      return amountVnd === 0 ? undefined : { notice: { template: 'paid', amountVnd } };
    }
    case 'payment.surplus': {
      const sums = needed(event, 'amountVnd', 'receivedVnd', 'surplusVnd', 'because');
      const { amountVnd, receivedVnd, surplusVnd, because } = sums;
      return { notice: { template: 'surplus', amountVnd, receivedVnd, surplusVnd, because } };
    }
    case 'result.issued':
      return { notice: { template: 'result_ready' } };
    default:
      return undefined;
  }
};

const overtakes = (event: HeardEvent): event is HeardOf<'payment.settled'> => overtaking.includes(event.type);

/** Intends the messages that an event leads to, once for all its repetitions; what is withdrawn, or concerns nobody, leads to none. */
export const hearEvent =
  (ports: IntendPorts) =>
  async ({ event, number, withdrawn }: BusEvent, requestId: string): Promise<Result<readonly MessageId[]>> => {
    // Kept, so that no earlier word of it is told after this one.
    if (withdrawn) {
      await ports.ledger.plan(event.id, { told: 'withdrawn', number }, []);
      return ok([]);
    }
    // First, so that no receipt is on its way while its demand may still be sent.
    if (overtakes(event)) await ports.ledger.plan(demandOver(event.data.paymentId), OVER, []);
    const told = toldOf(event);
    if (!told) return ok([]);
    const intention = { dossierCode: event.data.dossierCode, occasion: event.id, number, ...told };
    return intendMessage(ports)(intention, { recordedBy: 'system', requestId });
  };
