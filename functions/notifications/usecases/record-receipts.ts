import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { madeId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { MessageLedger } from '../ports.ts';
import type { HeardReceipt, Meant, References } from '../receipt-ports.ts';

/** What recording receipts needs from outside. */
export interface ReceiptPorts {
  readonly ledger: Pick<MessageLedger, 'record' | 'message'>;
  readonly references: References;
}

/** What became of a receipt: it is recorded, it waits until the message's name is known, or it was heard before. */
export type Heard = 'matched' | 'waits' | 'repeated';

const ours = madeId('msg');

/**
 * Records what a carrier says of a message: one read of what its name means, one conditional put. A name that is not known may be that of
 * a message whose carrier has not answered yet: where the receipt says what we call it, it is recorded there, else it waits.
 */
export const recordReceipts = ({ ledger, references }: ReceiptPorts) => {
  const record = async (
    carrier: string,
    { carrierMessageId, status, reason }: HeardReceipt,
    meant: Pick<Meant, 'messageId'> & Partial<Meant>,
    now: Instant,
    by: RecordedBy,
  ): Promise<Heard> => {
    const { messageId, leg } = meant;
    const said = { carrier, carrierMessageId, status, reason, leg };
    const outcome = await ledger.record(messageId, { kind: 'leg_told', receivedAt: now, ...said }, by);
    return outcome === 'recorded' ? 'matched' : 'repeated';
  };

  /** The message that a receipt names by what we call it, if its carrier was given that. */
  const named = async (carrier: string, { ourReference }: HeardReceipt) => {
    const { data: messageId } = ours.safeParse(ourReference);
    const message = messageId && (await ledger.message(messageId));
    return message?.legs.some((leg) => leg.carrier === carrier) ? message : undefined;
  };

  const hear = async (carrier: string, receipt: HeardReceipt, now: Instant, by: RecordedBy): Promise<Heard> => {
    const meant = (await references.find(carrier, receipt.carrierMessageId)) ?? (await named(carrier, receipt));
    if (meant) return record(carrier, receipt, meant, now, by);
    const waits = await references.wait(carrier, receipt, now);
    return waits === 'known' ? hear(carrier, receipt, now, by) : waits;
  };

  return async (carrier: string, receipt: HeardReceipt, now: Instant, requestId: string): Promise<Heard> => {
    const heard = await hear(carrier, receipt, now, { recordedBy: carrier, requestId });
    if (heard !== 'repeated') await references.count(carrier, { received: 1, matched: heard === 'matched' ? 1 : 0 });
    return heard;
  };
};

/** Keeps what a carrier calls a leg that it has taken, and records what it has said of that before. */
export const keepReference =
  ({ ledger, references }: ReceiptPorts) =>
  async (carrier: string, carrierMessageId: string, meant: Meant, now: Instant, by: RecordedBy): Promise<void> => {
    for (const receipt of await references.keep(carrier, carrierMessageId, meant)) {
      const { status, reason } = receipt;
      const said = { leg: meant.leg, carrier, carrierMessageId, status, reason };
      await ledger.record(meant.messageId, { kind: 'leg_told', receivedAt: now, ...said }, by);
      await references.matched(carrier, receipt);
      await references.count(carrier, { matched: 1 });
    }
  };
