import * as z from 'zod';
import { CarrierCredential, type CarrierManifest } from '../../../../shared/kernel/message-carriers.ts';
import { BrandName } from '../brand-name.ts';

/** Viettel's brand names by SOAP (BulkSMS WebService), at the address that the contract names: inside a VPN or a leased line it may be plain HTTP. */
export const manifest = {
  kind: 'viettel',
  label: 'Viettel',
  channel: 'sms',
  sender: BrandName,
  credentials: () =>
    z.strictObject({
      url: z.url({ protocol: /^https?$/ }).max(500),
      user: CarrierCredential(),
      password: CarrierCredential(),
      cpCode: CarrierCredential(),
    }),
  // Where it is the contract says.
  addresses: {},
} as const satisfies CarrierManifest;
