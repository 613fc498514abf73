import * as z from 'zod';
import { CarrierCredential, type CarrierManifest } from '../../../../shared/kernel/message-carriers.ts';
import { Line } from '../../../../shared/kernel/text.ts';

/**
 * Zalo Notification Service: templates that Zalo has approved for an Official Account (developers.zalo.me, ZNS). The refresh token is the
 * first one that the Official Account gave; those that follow are kept by us. `oaSecretKey` signs what Zalo's webhook says.
 */
export const manifest = {
  kind: 'zns',
  label: 'Zalo',
  channel: 'zalo',
  receipts: true,
  // The Official Account's name or number, for people: Zalo knows it by the token.
  sender: () => Line(100).min(1),
  credentials: () =>
    z.strictObject({
      appId: CarrierCredential(),
      appSecret: CarrierCredential(),
      refreshToken: z.string().trim().min(1).max(2000),
      oaId: CarrierCredential(),
      oaSecretKey: CarrierCredential().optional(),
    }),
  addresses: {
    send: { live: 'https://business.openapi.zalo.me/message/template', played: '/message/template' },
    token: { live: 'https://oauth.zaloapp.com/v4/oa/access_token', played: '/v4/oa/access_token' },
  },
} as const satisfies CarrierManifest;
