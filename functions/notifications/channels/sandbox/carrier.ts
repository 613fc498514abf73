import { recipientFault } from '../../../../shared/kernel/sandbox-recipients.ts';
import type { Channel } from '../../domain/notice.ts';
import type { Carrier, Composed, SandboxInbox, SandboxMessage } from '../../ports.ts';

const received = (message: Composed, acceptedAt: number): SandboxMessage => {
  const { clientReference, to } = message;
  const content = message.channel === 'sms' ? { text: message.text } : { subject: message.subject, body: message.body };
  return { channel: message.channel, to, ...content, acceptedAt, clientReference };
};

/** The sandbox's phone network, or its mail: keeps what it is given where a person can read it. Some recipients show a fault. */
export const sandboxCarrier = (channel: Channel, inbox: SandboxInbox, now: () => number): Carrier => ({
  name: channel === 'sms' ? 'sandbox_carrier' : 'sandbox_mailbox',
  tries: 12,
  waits: { leastSeconds: 5, mostSeconds: 900 },
  afterKill: 'lookup',
  async send(message) {
    const fault = recipientFault(message.to);
    if (fault === 'refused_for_good') return { taken: false, fault: 'permanent', reason: 'recipient_refused' };
    if (fault === 'busy_once' && message.leg === 1) return { taken: false, fault: 'retryable', reason: 'busy' };
    await inbox.keep(received(message, now()));
    if (fault === 'answer_lost' && message.leg === 1)
      return { taken: false, fault: 'unknown', reason: 'the answer was lost' };
    return { taken: true, carrierMessageId: `sandbox-${message.clientReference}` };
  },
  async lookUp(clientReference) {
    return (await inbox.has(channel, clientReference)) ? { carrierMessageId: `sandbox-${clientReference}` } : undefined;
  },
});
