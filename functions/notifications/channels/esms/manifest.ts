import * as z from 'zod';
import { CarrierCredential, type CarrierManifest } from '../../../../shared/kernel/message-carriers.ts';
import { BrandName } from '../brand-name.ts';

/** eSMS.vn, customer care messages by brand name (developers.esms.vn, Send OTP/Customer care message). */
export const manifest = {
  kind: 'esms',
  label: 'eSMS',
  channel: 'sms',
  receipts: true,
  sender: BrandName,
  credentials: () => z.strictObject({ apiKey: CarrierCredential(), secretKey: CarrierCredential() }),
  addresses: {
    status: {
      live: 'https://rest.esms.vn/MainService.svc/json/GetSendStatus',
      played: '/MainService.svc/json/GetSendStatus',
    },
    send: {
      live: 'https://rest.esms.vn/MainService.svc/json/SendMultipleMessage_V4_post_json/',
      played: '/MainService.svc/json/SendMultipleMessage_V4_post_json/',
    },
  },
} as const satisfies CarrierManifest;
