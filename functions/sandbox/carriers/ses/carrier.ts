import * as z from 'zod';
import type { CarrierReply, Claim, GivenMessage, PlayedCarrier } from '../../carrier-ports.ts';
import { jsonIn } from '../../domain/json-in.ts';
import type { Verdict } from '../../domain/network.ts';

const Content = z.object({ Data: z.string() });

const Sent = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: z.tuple([z.string()]) }),
  Content: z.object({
    Simple: z.object({
      Subject: Content,
      Body: z.object({ Text: Content, Html: Content.optional() }),
      Attachments: z
        .array(z.object({ FileName: z.string(), ContentType: z.string().optional(), RawContent: z.base64() }))
        .default([]),
      Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
    }),
  }),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
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

const messageIn = (body: unknown): GivenMessage | undefined => {
  const { data } = Sent.safeParse(body);
  if (!data) return undefined;
  const { Subject, Body, Headers, Attachments } = data.Content.Simple;
  return {
    reference: data.EmailTags.find(({ Name }) => Name === 'clientReference')?.Value ?? '',
    to: data.Destination.ToAddresses[0],
    subject: Subject.Data,
    body: Body.Text.Data,
    html: Body.Html?.Data,
    headers: Object.fromEntries(Headers.map(({ Name, Value }) => [Name, Value])),
    files: Attachments.map(({ FileName, ContentType = 'application/octet-stream', RawContent }) => ({
      filename: FileName,
      contentType: ContentType,
      content: Buffer.from(RawContent, 'base64'),
    })),
  };
};

const claimIn = (body: unknown): Claim => {
  const { data } = Sent.pick({ FromEmailAddress: true }).safeParse(body);
  return ({ sender }) => data?.FromEmailAddress === sender;
};

/** Amazon SES v2 from the other side: `SendEmail` with simple content. It knows no repeats: each call is a mail. */
export const played: PlayedCarrier = {
  channel: 'email',
  path: /^v2\/email\/outbound-emails$/,
  knowsRepeats: false,
  async answer(request, desk) {
    const body = jsonIn(request.body);
    const { verdict, id } = await desk.carry(claimIn(body), messageIn(body));
    return verdict === 'taken' || verdict === 'repeated' ? { status: 200, json: { MessageId: id } } : replies[verdict];
  },
};
