import * as z from 'zod';
import type { CarrierReply, Claim, GivenMessage, PlayedCarrier } from '../../carrier-ports.ts';
import { jsonIn } from '../../domain/json-in.ts';
import type { Verdict } from '../../domain/network.ts';
import { mailIn } from '../wire-mail.ts';

const Sent = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: z.tuple([z.string()]) }),
  Content: z.object({ Raw: z.object({ Data: z.base64() }) }),
});

const error = (status: number, name: string, message: string): CarrierReply => ({
  status,
  json: { message },
  headers: { 'x-amzn-errortype': name },
});

const replies: Readonly<Record<Exclude<Verdict, 'taken' | 'repeated'>, CarrierReply>> = {
  refused: error(400, 'MessageRejected', 'Address is on the suppression list'),
  stranger: error(400, 'MessageRejected', 'Email address is not verified.'),
  malformed: error(400, 'BadRequestException', 'Malformed request'),
  busy: error(429, 'TooManyRequestsException', 'Too many requests'),
  down: error(503, 'ServiceUnavailable', 'Service unavailable'),
  lost: { status: 504, text: '' },
};

const messageIn = async (body: unknown): Promise<GivenMessage | undefined> => {
  const { data } = Sent.safeParse(body);
  return data && mailIn(Buffer.from(data.Content.Raw.Data, 'base64'), data.Destination.ToAddresses[0]);
};

const claimIn = (body: unknown): Claim => {
  const { data } = Sent.pick({ FromEmailAddress: true }).safeParse(body);
  return ({ sender }) => data?.FromEmailAddress === sender;
};

/** Amazon SES v2 from the other side: `SendEmail` with a mail in its wire form. It knows no repeats: each call is a mail. */
export const played: PlayedCarrier = {
  channel: 'email',
  path: /^v2\/email\/outbound-emails$/,
  knowsRepeats: false,
  async answer(request, desk) {
    const body = jsonIn(request.body);
    const { verdict, id } = await desk.carry(claimIn(body), await messageIn(body));
    return verdict === 'taken' || verdict === 'repeated' ? { status: 200, json: { MessageId: id } } : replies[verdict];
  },
};
