import * as z from 'zod';
import { CarrierCredential, type CarrierManifest } from '../../../../shared/kernel/message-carriers.ts';

/** eSMS.vn, customer care messages by brand name (developers.esms.vn, Send OTP/Customer care message). */
export const manifest = {
  kind: 'esms',
  label: 'eSMS',
  channel: 'sms',
  receipts: true,
  // Brand names that operators register have at most 11 characters.
  sender: () => z.string().regex(/^[A-Za-z0-9 ._-]{1,11}$/, 'expected a registered brand name, at most 11 characters'),
  credentials: () => z.strictObject({ apiKey: CarrierCredential(), secretKey: CarrierCredential() }),
  addresses: {
    send: {
      live: 'https://rest.esms.vn/MainService.svc/json/SendMultipleMessage_V4_post_json/',
      played: '/MainService.svc/json/SendMultipleMessage_V4_post_json/',
    },
  },
} as const satisfies CarrierManifest;
