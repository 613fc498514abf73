import * as z from 'zod';
import type { CarrierReply, Claim, GivenMessage, PlayedCarrier } from '../../carrier-ports.ts';
import { jsonIn } from '../../domain/json-in.ts';
import type { Verdict } from '../../domain/network.ts';
import { recipientOf } from '../../domain/recipient.ts';

const Sent = z.object({
  DestinationPhoneNumber: z.string().regex(/^\+84\d{9}$/),
  OriginationIdentity: z.string(),
  MessageBody: z.string().min(1).max(1600),
  MessageType: z.literal('TRANSACTIONAL'),
  TimeToLive: z.int().min(5).max(259_200),
  Context: z.record(z.string(), z.string()).default({}),
});

const error = (status: number, __type: string, detail: object = {}): CarrierReply => ({
  status,
  json: { __type, Message: __type, ...detail },
  headers: { 'Content-Type': 'application/x-amz-json-1.0' },
});

const replies: Readonly<Record<Exclude<Verdict, 'taken' | 'repeated'>, CarrierReply>> = {
  refused: error(400, 'ConflictException', { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }),
  stranger: error(400, 'ResourceNotFoundException', { ResourceType: 'sender-id' }),
  malformed: error(400, 'ValidationException', { Reason: 'FIELD_VALIDATION_FAILED' }),
  busy: error(400, 'ThrottlingException'),
  down: error(503, 'ServiceUnavailable'),
  lost: { status: 504, text: '' },
};

const messageIn = (body: unknown): GivenMessage | undefined => {
  const { data } = Sent.safeParse(body);
  return (
    data && {
      reference: data.Context.clientReference ?? '',
      to: recipientOf(data.DestinationPhoneNumber),
      text: data.MessageBody,
    }
  );
};

const claimIn = (body: unknown): Claim => {
  const { data } = Sent.pick({ OriginationIdentity: true }).safeParse(body);
  return ({ sender }) => data?.OriginationIdentity === sender;
};

/** AWS End User Messaging SMS from the other side: `SendTextMessage` of its JSON protocol. It knows no repeats: each call is a message. */
export const played: PlayedCarrier = {
  channel: 'sms',
  path: /^json\/?$/,
  knowsRepeats: false,
  async answer(request, desk) {
    const body = jsonIn(request.body);
    const { verdict, id } = await desk.carry(claimIn(body), messageIn(body));
    if (verdict !== 'taken' && verdict !== 'repeated') return replies[verdict];
    return { status: 200, json: { MessageId: id }, headers: { 'Content-Type': 'application/x-amz-json-1.0' } };
  },
};
