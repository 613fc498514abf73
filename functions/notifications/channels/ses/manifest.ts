import * as z from 'zod';
import { EmailAddress } from '../../../../shared/kernel/email.ts';
import { CarrierCredential, type CarrierManifest } from '../../../../shared/kernel/message-carriers.ts';

/** The tags under which we give SES a mail, which come back with each event. */
export const mailTags = { message: 'clientReference', carrier: 'carrier' } as const;

/** Amazon SES v2 in the installation's own account: the function's role is the credential. Where no configuration set is named, the one that we deploy tells us what became of mails. */
export const manifest = {
  kind: 'ses',
  label: 'Amazon SES',
  channel: 'email',
  sender: () => EmailAddress,
  credentials: () => z.strictObject({ configurationSet: CarrierCredential().optional() }),
  // Called through the SDK, which knows where it is.
  addresses: {},
  // EventBridge reference, Amazon SES events.
  events: {
    source: 'aws.ses',
    types: ['Email Bounced', 'Email Complaint Received', 'Email Delivered', 'Email Delivery Delayed', 'Email Rejected'],
    configurationSet: 'motcua-mail',
  },
} as const satisfies CarrierManifest;
