import * as z from 'zod';
import type { CarrierDesk, CarrierReply, Claim, GivenMessage, PlayedCarrier } from '../../carrier-ports.ts';
import { jsonIn } from '../../domain/json-in.ts';
import type { Verdict } from '../../domain/network.ts';
import { recipientOf } from '../../domain/recipient.ts';
import type { PlayedRequest } from '../../ports.ts';

const Sent = z.object({
  ApiKey: z.string(),
  SecretKey: z.string(),
  Phone: z.string(),
  Content: z.string().min(1),
  Brandname: z.string(),
  SmsType: z.enum(['2', '8']),
  RequestId: z.string().min(1).max(50),
  CallbackUrl: z.url().optional(),
});

const refused = (CodeResult: string, ErrorMessage: string): CarrierReply => ({
  status: 200,
  json: { CodeResult, CountRegenerate: 0, ErrorMessage },
});

const replies: Readonly<Record<Exclude<Verdict, 'taken'>, CarrierReply>> = {
  repeated: refused('124', 'RequestID existed'),
  refused: refused('108', 'Phone number is not in correct format'),
  stranger: refused('101', 'Authorize Failed'),
  malformed: refused('118', 'Unsupported message type'),
  busy: { status: 429, text: '' },
  down: { status: 503, text: '' },
  lost: { status: 504, text: '' },
};

const messageIn = (body: unknown): GivenMessage | undefined => {
  const { data } = Sent.safeParse(body);
  return (
    data && {
      reference: data.RequestId,
      to: recipientOf(data.Phone),
      text: data.Content,
      receiptUrl: data.CallbackUrl,
    }
  );
};

const claimIn = (body: unknown): Claim => {
  const { data } = Sent.pick({ ApiKey: true, SecretKey: true }).safeParse(body);
  return ({ credentials }) =>
    data !== undefined && data.ApiKey === credentials.apiKey && data.SecretKey === credentials.secretKey;
};

/** Get SMS by SMSID: numbers where the callback has texts; wrong keys and unknown names are answered alike. */
const statusReply = async (query: PlayedRequest['query'], desk: CarrierDesk): Promise<CarrierReply> => {
  const given = (name: string) => query[name]?.[0] ?? '';
  const claim: Claim = ({ credentials }) =>
    given('ApiKey') === credentials.apiKey && given('SecretKey') === credentials.secretKey;
  const SMSID = given('RefId');
  const said = await desk.told(claim, SMSID);
  if (said === undefined) return { status: 200, json: { CodeResponse: '101', SMSID } };
  const isDelivered = said === 'delivered';
  const counts = { SendFailed: 0, SendSuccess: isDelivered ? 1 : 0, TotalPrice: 850, TotalReceiver: 1, TotalSent: 1 };
  return { status: 200, json: { CodeResponse: '100', SMSID, SendStatus: isDelivered ? 5 : 7, ...counts } };
};

/** eSMS.vn from the other side (developers.esms.vn, Send OTP/Customer care message). */
export const played: PlayedCarrier = {
  channel: 'sms',
  path: /^MainService\.svc\/json\/(?:SendMultipleMessage_V4_post_json\/?|GetSendStatus)$/,
  knowsRepeats: true,
  secrets: /(?<="(?:ApiKey|SecretKey)"\s*:\s*")(?:[^"\\]|\\.)*/g,
  // 5 is sent, and of one that succeeded; 7 is with the network, which reports no more (Callback Url).
  receipt: ({ id, reference, to }, said) => ({
    query: String(
      new URLSearchParams({
        SMSID: id,
        SendFailed: '0',
        SendStatus: said === 'delivered' ? '5' : '7',
        SendSuccess: said === 'delivered' ? '1' : '0',
        TotalReceiver: '1',
        TotalSent: '1',
        RequestId: reference,
        TypeId: '2',
        telcoid: '1',
        phonenumber: to,
      }),
    ),
  }),
  async answer(request, desk) {
    if (request.method === 'GET') return statusReply(request.query, desk);
    const body = jsonIn(request.body);
    const { verdict, id } = await desk.carry(claimIn(body), messageIn(body));
    if (verdict !== 'taken') return replies[verdict];
    return { status: 200, json: { CodeResult: '100', CountRegenerate: 0, SMSID: id } };
  },
};
