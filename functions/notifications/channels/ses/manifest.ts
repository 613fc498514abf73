import * as z from 'zod';
import { EmailAddress } from '../../../../shared/kernel/email.ts';
import { CarrierCredential, type CarrierManifest } from '../../../../shared/kernel/message-carriers.ts';

/** Amazon SES v2 in the installation's own account: the function's role is the credential, a configuration set may be named. */
export const manifest = {
  kind: 'ses',
  label: 'Amazon SES',
  channel: 'email',
  sender: () => EmailAddress,
  credentials: () => z.strictObject({ configurationSet: CarrierCredential().optional() }),
  // Called through the SDK, which knows where it is.
  addresses: {},
} as const satisfies CarrierManifest;
