import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { CarrierDesk, CarrierReply, Claim, GivenMessage, PlayedCarrier } from '../../carrier-ports.ts';
import { jsonIn } from '../../domain/json-in.ts';
import type { Verdict } from '../../domain/network.ts';
import { recipientOf } from '../../domain/recipient.ts';
import type { PlayedRequest } from '../../ports.ts';

type Timed = PlayedRequest & { readonly now: number };

const Sent = z.object({
  phone: z.string().regex(/^84\d{9}$/),
  template_id: z.string().regex(/^\d+$/),
  template_data: z.record(z.string(), z.string().min(1)),
  tracking_id: z.string().min(1).max(48),
});

const error = (code: number, message: string): CarrierReply => ({ status: 200, json: { error: code, message } });

const replies: Readonly<Record<Exclude<Verdict, 'taken' | 'repeated'>, CarrierReply>> = {
  refused: error(-118, 'Zalo account not existed'),
  stranger: error(-124, 'Access token invalid'),
  malformed: error(-112, 'Template data invalid'),
  busy: { status: 429, text: '' },
  down: { status: 503, text: '' },
  lost: { status: 504, text: '' },
};

/** For how many seconds an access token is taken. */
const EXPIRES_SECONDS = 90_000;

const sha256 = (...parts: readonly string[]): string => createHash('sha256').update(parts.join('|')).digest('hex');

/** A token says when it was given, and proves by whose secret. */
const tokenAt = (kind: 'access' | 'refresh', givenAt: string, appSecret = ''): string =>
  `${kind}.${givenAt}.${sha256(kind, givenAt, appSecret)}`;

/** Whoever has an access token of the account that was given so lately. */
const claimIn =
  ({ headers, now }: Timed): Claim =>
  ({ credentials }) => {
    const given = headers.access_token ?? '';
    const givenAt = given.split('.')[1] ?? '';
    const age = now - Number(givenAt.split('-')[0]);
    return given === tokenAt('access', givenAt, credentials.appSecret) && age >= 0 && age < EXPIRES_SECONDS * 1000;
  };

const messageIn = (body: unknown): GivenMessage | undefined => {
  const { data } = Sent.safeParse(body);
  if (!data) return undefined;
  const lines = Object.entries(data.template_data).map(([name, value]) => `${name}: ${value}`);
  return {
    reference: data.tracking_id,
    to: recipientOf(data.phone),
    text: [`Mẫu ${data.template_id}`, ...lines].join('\n'),
  };
};

/** Gives new tokens for a refresh token, which is taken once (Official Account API, Authentication). */
const exchange = async (request: Timed, desk: CarrierDesk): Promise<CarrierReply> => {
  const fields = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
  const given = fields.get('refresh_token') ?? '';
  const claim: Claim = ({ credentials }) =>
    request.headers.secret_key === credentials.appSecret &&
    fields.get('app_id') === credentials.appId &&
    (given === credentials.refreshToken ||
      given === tokenAt('refresh', given.split('.')[1] ?? '', credentials.appSecret));
  if (fields.get('grant_type') !== 'refresh_token' || !(await desk.knows(claim)))
    return error(-14004, 'Invalid secret key or refresh token');
  if (!(await desk.isFirst(claim, sha256(given)))) return error(-14014, 'Invalid refresh token');
  const givenAt = `${request.now}-${sha256(given).slice(0, 12)}`;
  const appSecret = request.headers.secret_key;
  return {
    status: 200,
    json: {
      access_token: tokenAt('access', givenAt, appSecret),
      refresh_token: tokenAt('refresh', givenAt, appSecret),
      expires_in: String(EXPIRES_SECONDS),
    },
  };
};

/** Zalo from the other side: messages of templates, and the tokens that they take. */
export const played: PlayedCarrier = {
  channel: 'zalo',
  path: /^(message\/template|v4\/oa\/access_token)$/,
  knowsRepeats: false,
  hasWebhook: true,
  secrets: /(?<=\b(?:access_token|refresh_token)(?:=|"\s*:\s*"))[^&"\s]*/g,
  // Only that a message has come is told, signed with the secret of the Official Account.
  receipt: ({ id, reference, now }, said, { appId = '', oaSecretKey = '' }) => {
    if (said !== 'delivered') return undefined;
    const timestamp = String(now);
    const body = JSON.stringify({
      event_name: 'user_received_message',
      app_id: appId,
      sender: { id: '' },
      message: { delivery_time: timestamp, msg_id: id, tracking_id: reference },
      timestamp,
    });
    const mac = createHash('sha256').update(`${appId}${body}${timestamp}${oaSecretKey}`).digest('hex');
    return { headers: { 'Content-Type': 'application/json', 'X-ZEvent-Signature': `mac=${mac}` }, body };
  },
  async answer(request, desk) {
    if (request.headers.secret_key !== undefined) return exchange(request, desk);
    const { verdict, id } = await desk.carry(claimIn(request), messageIn(jsonIn(request.body)));
    if (verdict !== 'taken' && verdict !== 'repeated') return replies[verdict];
    const quota = { dailyQuota: '500', remainingQuota: '499' };
    return {
      status: 200,
      json: { error: 0, message: 'Success', data: { msg_id: id, sent_time: String(request.now), quota } },
    };
  },
};
