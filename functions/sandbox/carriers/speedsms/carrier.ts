import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { CarrierReply, Claim, GivenMessage, PlayedCarrier } from '../../carrier-ports.ts';
import { jsonIn } from '../../domain/json-in.ts';
import type { Verdict } from '../../domain/network.ts';
import { recipientOf } from '../../domain/recipient.ts';

const Sent = z.object({
  to: z.tuple([z.string()]),
  content: z.string().min(1),
  sms_type: z.int(),
  sender: z.string().min(1),
});

const refused = (code: string, message: string): CarrierReply => ({
  status: 200,
  json: { status: 'error', code, message },
});

const replies: Readonly<Record<Exclude<Verdict, 'taken' | 'repeated'>, CarrierReply>> = {
  refused: refused('105', 'Phone number invalid'),
  stranger: refused('009', 'Account not allow to call the API'),
  malformed: refused('101', 'Invalid or missing parameters'),
  busy: { status: 429, json: { name: 'Too Many Requests', message: 'Rate limit exceeded.', code: 0, status: 429 } },
  down: { status: 503, text: '' },
  lost: { status: 504, text: '' },
};

/** SpeedSMS is told no reference: the same text to the same number counts as the same message. */
const messageIn = (body: unknown): GivenMessage | undefined => {
  const { data } = Sent.safeParse(body);
  if (!data) return undefined;
  const [to] = data.to;
  const reference = createHash('sha256').update(`${to}#${data.content}`).digest('hex').slice(0, 26);
  return { reference, to: recipientOf(to), text: data.content };
};

const claimIn =
  (authorization = ''): Claim =>
  ({ credentials }) =>
    authorization === `Basic ${Buffer.from(`${credentials.accessToken}:x`).toString('base64')}`;

/** SpeedSMS from the other side (speedsms.vn, SMS API). */
export const played: PlayedCarrier = {
  channel: 'sms',
  path: /^index\.php\/sms\/send$/,
  knowsRepeats: false,
  async answer(request, desk) {
    const { verdict, id } = await desk.carry(claimIn(request.headers.authorization), messageIn(jsonIn(request.body)));
    if (verdict !== 'taken' && verdict !== 'repeated') return replies[verdict];
    const data = { tranId: id, totalSMS: 1, totalPrice: 250, invalidPhone: [] };
    return { status: 200, json: { status: 'success', code: '00', data } };
  },
};
