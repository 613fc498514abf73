import type { Instant } from '../../../shared/kernel/time.ts';
import type { MailEvent, Suppressions } from '../suppression-ports.ts';
import { type Heard, type ReceiptPorts, recordReceipts } from './record-receipts.ts';

/** What hearing of mails needs from outside. */
export interface MailEventPorts extends ReceiptPorts {
  readonly suppressions: Pick<Suppressions, 'suppress'>;
}

/** What became of what was told of a mail. */
export interface HeardMail {
  /** `passing`: it says nothing that lasts. */
  readonly outcome: Heard | 'passing';
  /** True where its address is mailed no more from now on. */
  readonly isSuppressed: boolean;
}

/** Records what a mail service tells of a mail as any receipt, and has an address that bounced for good or whose person complained mailed no more. */
export const hearMailEvent = (ports: MailEventPorts) => {
  const record = recordReceipts(ports);
  return async (
    { carrier, messageId, receipt, suppresses }: MailEvent,
    now: Instant,
    requestId: string,
  ): Promise<HeardMail> => {
    const kept =
      suppresses && (await ports.suppressions.suppress(messageId, suppresses.address, suppresses.because, now));
    const outcome = receipt ? await record(carrier, receipt, now, requestId) : 'passing';
    return { outcome, isSuppressed: kept === 'recorded' };
  };
};
