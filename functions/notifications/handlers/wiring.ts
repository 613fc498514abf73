import { SESv2Client } from '@aws-sdk/client-sesv2';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { sandboxInbox } from '../adapters/sandbox-inbox.ts';
import { sandboxCarrier } from '../channels/sandbox/carrier.ts';
import { sesCarrier } from '../channels/ses/carrier.ts';
import type { Carriers } from '../ports.ts';

/** The carriers of a stage, in their order: `sandbox`, or `live`: e-mail by SES; no SMS until a carrier is contracted, so that its messages park. */
export const carriersOf = (kind: string, sandboxTable: () => Table, senderAddress: string): Carriers => {
  if (kind === 'sandbox') {
    const inbox = sandboxInbox(sandboxTable());
    return {
      sms: [sandboxCarrier('sms', inbox, systemClock)],
      email: [sandboxCarrier('email', inbox, systemClock)],
    };
  }
  // A mail that SES may have taken must not be sent again by the client: repeating is the use case's decision.
  return { email: [sesCarrier(awsClient(SESv2Client, { answerMs: 10_000, tries: 1 }), senderAddress)] };
};
