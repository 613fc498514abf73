import * as z from 'zod';
import { addressesFrom } from '../../../../shared/kernel/addresses.ts';
import { DAY_MS } from '../../../../shared/kernel/time.ts';
import { jsonOf } from '../../../../shared/platform/outgoing-http.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { CarrierAnswer } from '../../ports.ts';
import { isPlain } from '../brand-name.ts';
import type { MakeCarrier } from '../registry.ts';
import { faults, TAKEN } from './codes.ts';
import { manifest } from './manifest.ts';
import { statusOf } from './receipts.ts';

const Answer = z.object({
  CodeResult: z.union([z.string(), z.int().transform(String)]),
  SMSID: z.string().optional(),
});

const Count = z.union([z.string().regex(/^\d{1,9}$/), z.int().nonnegative().transform(String)]);

const Became = z.object({ CodeResponse: z.literal('100'), SendStatus: Count, SendSuccess: Count, SendFailed: Count });

/** Overloaded, or behind a gateway that did not reach it: nothing was sent. */
const BUSY: readonly number[] = [429, 503];

const said = (json: unknown): CarrierAnswer => {
  const { data } = Answer.safeParse(json);
  if (!data) return { taken: false, fault: 'unknown', reason: 'esms:unreadable' };
  if (TAKEN.includes(data.CodeResult)) return { taken: true, carrierMessageId: data.SMSID || undefined };
  return { taken: false, fault: faults[data.CodeResult] ?? 'unknown', reason: `esms:${data.CodeResult}` };
};

/**
 * SMS by eSMS.vn. It can be asked by its own `SMSID` for seven days (Get SMS by SMSID), not by our reference, but refuses another message with the same `RequestId` for 24 hours, so that a leg
 * that was cut short is safely sent again.
 */
export const carrier: MakeCarrier = ({ name, sender, credentials, receiptUrl }, origin, call) => {
  const { apiKey, secretKey } = manifest.credentials().parse(credentials);
  const { send, status } = addressesFrom(manifest.kind, manifest.addresses, origin);
  return {
    name,
    tries: 3,
    waits: { leastSeconds: 5, mostSeconds: 900 },
    afterKill: 'knows_repeats',
    remembersMs: DAY_MS,
    async send(message) {
      if (message.channel !== manifest.channel)
        return { taken: false, fault: 'configuration', reason: 'esms:carries_sms_only' };
      const reply = await call(send, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          ApiKey: apiKey,
          SecretKey: secretKey,
          Phone: message.to,
          Content: message.text,
          Brandname: sender,
          SmsType: '2',
          IsUnicode: isPlain(message.text) ? '0' : '1',
          RequestId: referenceOf(message),
          ...(receiptUrl === undefined ? {} : { CallbackUrl: receiptUrl }),
        }),
      });
      if (!reply) return { taken: false, fault: 'unknown', reason: 'esms:no_answer' };
      if (BUSY.includes(reply.status)) return { taken: false, fault: 'retryable', reason: `esms:${reply.status}` };
      return said(jsonOf(reply));
    },
    async ask(carrierMessageId) {
      const query = new URLSearchParams({ RefId: carrierMessageId, ApiKey: apiKey, SecretKey: secretKey });
      const reply = await call(`${status}?${query}`, { method: 'GET' });
      const { data } = Became.safeParse(reply && jsonOf(reply));
      const became = data && statusOf(data);
      if (!data || became === undefined) return undefined;
      return { status: became, ...(became === 'failed' ? { reason: `esms:status_${data.SendStatus}` } : {}) };
    },
  };
};
