import * as z from 'zod';
import { addressesFrom } from '../../../../shared/kernel/addresses.ts';
import { jsonOf } from '../../../../shared/platform/outgoing-http.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { CarrierAnswer, Composed } from '../../ports.ts';
import type { ExchangeAnswer } from '../../token-ports.ts';
import { abroad } from '../brand-name.ts';
import type { CallCarrier, MakeCarrier } from '../registry.ts';
import { faults, TAKEN, TOKEN_REFUSED } from './codes.ts';
import { manifest } from './manifest.ts';

const Code = z.union([z.string(), z.int().transform(String)]);

const Answer = z.object({ error: Code, data: z.object({ msg_id: z.string().min(1).max(200) }).optional() });

const Given = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.union([z.string().regex(/^\d{1,9}$/), z.int().nonnegative()]).transform(Number),
});

/** Overloaded, or behind a gateway that did not reach it: nothing was done. */
const BUSY: readonly number[] = [429, 503];

type Call = { readonly code?: string; readonly answer: CarrierAnswer };

const said = (json: unknown): Call => {
  const { data: answer } = Answer.safeParse(json);
  if (!answer) return { answer: { taken: false, fault: 'unknown', reason: 'zns:unreadable' } };
  const { error: code, data } = answer;
  if (code === TAKEN) return { code, answer: { taken: true, carrierMessageId: data?.msg_id } };
  return { code, answer: { taken: false, fault: faults[code] ?? 'unknown', reason: `zns:${code}` } };
};

/** Exchanges a refresh token for an access token and the next refresh token (developers.zalo.me, Official Account API, Authentication). */
const exchanging =
  (call: CallCarrier, url: string, { appId, appSecret }: { readonly appId: string; readonly appSecret: string }) =>
  async (refreshToken: string): Promise<ExchangeAnswer> => {
    const fields = { refresh_token: refreshToken, app_id: appId, grant_type: 'refresh_token' };
    const reply = await call(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', secret_key: appSecret },
      body: String(new URLSearchParams(fields)),
    });
    if (!reply) return { fault: 'unknown', reason: 'token_no_answer' };
    if (BUSY.includes(reply.status)) return { fault: 'retryable', reason: `token_${reply.status}` };
    const json = jsonOf(reply);
    const { data: given } = Given.safeParse(json);
    if (given)
      return {
        exchanged: {
          accessToken: given.access_token,
          refreshToken: given.refresh_token,
          expiresInSeconds: given.expires_in,
        },
      };
    const { data: refusal } = z.object({ error: Code }).safeParse(json);
    return refusal
      ? { fault: 'configuration', reason: `token_${refusal.error}` }
      : { fault: 'unknown', reason: 'token_unreadable' };
  };

const bodyOf = (message: Extract<Composed, { channel: 'zalo' }>): string =>
  JSON.stringify({
    phone: abroad(message.to),
    template_id: message.znsTemplateId,
    template_data: message.parameters,
    tracking_id: referenceOf(message),
  });

/**
 * Messages by Zalo. It cannot be asked by our reference and says nothing of repeats, so a leg that was cut short waits for a person. A
 * token that it refuses before its time is exchanged once, and the message given again, since it was not taken.
 */
export const carrier: MakeCarrier = ({ name, credentials: given }, origin, call, tokens) => {
  const credentials = manifest.credentials().parse(given);
  const { send, token } = addressesFrom(manifest.kind, manifest.addresses, origin);
  const exchange = exchanging(call, token, credentials);
  const { appId, appSecret, refreshToken } = credentials;
  const wanted = { carrier: name, credentials: { appId, appSecret, refreshToken }, refreshToken };

  const give = async (body: string, accessToken: string): Promise<Call> => {
    const headers = { 'Content-Type': 'application/json', access_token: accessToken };
    const reply = await call(send, { method: 'POST', headers, body });
    if (!reply) return { answer: { taken: false, fault: 'unknown', reason: 'zns:no_answer' } };
    if (BUSY.includes(reply.status))
      return { answer: { taken: false, fault: 'retryable', reason: `zns:${reply.status}` } };
    return said(jsonOf(reply));
  };

  const sent = async (body: string, refused?: string): Promise<CarrierAnswer> => {
    const found = await tokens.token({ ...wanted, refused }, exchange);
    if (found.accessToken === undefined) return { taken: false, fault: found.fault, reason: `zns:${found.reason}` };
    const { code, answer } = await give(body, found.accessToken);
    return code === TOKEN_REFUSED && refused === undefined ? sent(body, found.accessToken) : answer;
  };

  return {
    name,
    tries: 3,
    waits: { leastSeconds: 5, mostSeconds: 900 },
    afterKill: 'parks',
    async send(message) {
      if (message.channel !== manifest.channel)
        return { taken: false, fault: 'configuration', reason: 'zns:carries_zalo_only' };
      return sent(bodyOf(message));
    },
  };
};
