import * as z from 'zod';
import { CarrierCredential, type CarrierManifest } from '../../../../shared/kernel/message-carriers.ts';
import { BrandName } from '../brand-name.ts';

/**
 * AWS End User Messaging SMS in the installation's own account: the function's role is the credential, the sender a sender ID that is
 * registered for Viet Nam; a configuration set may be named.
 */
export const manifest = {
  kind: 'aws_sms',
  label: 'AWS End User Messaging',
  channel: 'sms',
  sender: BrandName,
  credentials: () => z.strictObject({ configurationSet: CarrierCredential().optional() }),
  // Called through the SDK, which knows where it is.
  addresses: {},
} as const satisfies CarrierManifest;
