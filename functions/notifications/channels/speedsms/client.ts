import * as z from 'zod';
import { addressesFrom } from '../../../../shared/kernel/addresses.ts';
import { jsonOf } from '../../../../shared/platform/outgoing-http.ts';
import type { CarrierAnswer } from '../../ports.ts';
import { abroad } from '../brand-name.ts';
import type { MakeCarrier } from '../registry.ts';
import { faults, TAKEN } from './codes.ts';
import { manifest } from './manifest.ts';

const Answer = z.object({
  code: z.union([z.string(), z.int().transform(String)]),
  data: z
    .object({
      tranId: z.union([z.string(), z.int().transform(String)]).optional(),
      invalidPhone: z.array(z.string()).default([]),
    })
    .optional(),
});

/** Above its limit of 60 requests a minute, or down: nothing was sent. */
const BUSY: readonly number[] = [429, 503];

const said = (json: unknown): CarrierAnswer => {
  const { data: answer } = Answer.safeParse(json);
  if (!answer) return { taken: false, fault: 'unknown', reason: 'speedsms:unreadable' };
  const { code, data } = answer;
  if (code !== TAKEN) return { taken: false, fault: faults[code] ?? 'unknown', reason: `speedsms:${code}` };
  if (data && data.invalidPhone.length > 0)
    return { taken: false, fault: 'permanent', reason: 'speedsms:invalid_phone' };
  return { taken: true, carrierMessageId: data?.tranId };
};

/** SMS by SpeedSMS. It takes no reference of ours, so a leg that was cut short waits for a person; its receipts have no published form. */
export const carrier: MakeCarrier = ({ name, sender, credentials }, origin, call) => {
  const { accessToken } = manifest.credentials().parse(credentials);
  const { send } = addressesFrom(manifest.kind, manifest.addresses, origin);
  // Basic authentication with the token as the user.
  const authorization = `Basic ${Buffer.from(`${accessToken}:x`).toString('base64')}`;
  return {
    name,
    tries: 3,
    waits: { leastSeconds: 5, mostSeconds: 900 },
    afterKill: 'parks',
    async send(message) {
      if (message.channel !== manifest.channel)
        return { taken: false, fault: 'configuration', reason: 'speedsms:carries_sms_only' };
      const reply = await call(send, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: authorization },
        body: JSON.stringify({ to: [abroad(message.to)], content: message.text, sms_type: 3, sender }),
      });
      if (!reply) return { taken: false, fault: 'unknown', reason: 'speedsms:no_answer' };
      if (BUSY.includes(reply.status)) return { taken: false, fault: 'retryable', reason: `speedsms:${reply.status}` };
      return said(jsonOf(reply));
    },
  };
};
