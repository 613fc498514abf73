import * as z from 'zod';
import { CarrierCredential, type CarrierManifest } from '../../../../shared/kernel/message-carriers.ts';
import { BrandName } from '../brand-name.ts';

/** SpeedSMS, messages by brand name (speedsms.vn, SMS API). */
export const manifest = {
  kind: 'speedsms',
  label: 'SpeedSMS',
  channel: 'sms',
  sender: BrandName,
  credentials: () => z.strictObject({ accessToken: CarrierCredential() }),
  addresses: { send: { live: 'https://api.speedsms.vn/index.php/sms/send', played: '/index.php/sms/send' } },
} as const satisfies CarrierManifest;
