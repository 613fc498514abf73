import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { exactJson } from '../../../../shared/platform/exact-json.ts';
import { referenceIn } from '../../domain/reference.ts';
import type { RawReceipt, ReceiptReader } from '../../receipt-ports.ts';

const Event = z.object({ event_name: z.string(), app_id: z.string().optional(), timestamp: z.string().optional() });

/** That a message of a template has come to its person: an event of the same name without a delivery time is of another kind of message. */
const Received = z.object({
  event_name: z.literal('user_received_message'),
  message: z.object({
    msg_id: z.string().min(1).max(200),
    tracking_id: z.string().max(50).optional(),
    delivery_time: z.union([z.string(), z.int()]),
  }),
});

const jsonIn = ({ body }: RawReceipt): unknown => exactJson(Buffer.from(body).toString('utf8'));

const sameText = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
};

/** Zalo's webhook: a POST of an event in JSON, repeated for hours until it is answered 200. */
export const receipts: ReceiptReader = {
  read(raw) {
    const json = jsonIn(raw);
    if (!Event.safeParse(json).success) return undefined;
    const { data } = Received.safeParse(json);
    if (!data) return [];
    const { msg_id: carrierMessageId, tracking_id: called } = data.message;
    return [{ carrierMessageId, ourReference: called ? referenceIn(called) : undefined, status: 'delivered' }];
  },
  // `X-ZEvent-Signature: mac=<sha256(appId + body + timestamp + OA secret key)>`.
  isGenuine(raw, { appId = '', oaSecretKey }) {
    if (oaSecretKey === undefined) return true;
    const { data } = Event.safeParse(jsonIn(raw));
    const given = raw.headers['x-zevent-signature'] ?? '';
    const hash = createHash('sha256')
      .update(appId)
      .update(raw.body)
      .update(data?.timestamp ?? '')
      .update(oaSecretKey);
    return sameText(given.replace(/^mac=/, '').trim().toLowerCase(), hash.digest('hex'));
  },
  answer: (verdict) =>
    verdict === 'kept' ? { status: 200, text: 'OK' } : { status: verdict === 'malformed' ? 400 : 500, text: verdict },
};
