import type { BusEvent, DomainEvent } from '../../../shared/kernel/events.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { Notice } from '../domain/notice.ts';
import { type IntendPorts, intendMessage } from './intend-message.ts';

/** What a person is told of an event, and until when; status changes by themselves tell nothing, or a fee would be told twice. */
const toldOf = (event: DomainEvent): { readonly notice: Notice; readonly expiresAt?: number } | undefined => {
  switch (event.type) {
    case 'dossier.accepted':
      return { notice: { template: 'accepted', promisedAt: event.data.promisedAt } };
    case 'payment.opened': {
      const { amountVnd, expiresAt } = event.data;
      return { notice: { template: 'fee_due', amountVnd, payableUntil: expiresAt }, expiresAt };
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
    const told = withdrawn ? undefined : toldOf(event);
    if (!told) return ok([]);
    const intention = { dossierCode: event.data.dossierCode, occasion: event.id, ...told };
    return intendMessage(ports)(intention, { recordedBy: 'system', requestId });
  };
