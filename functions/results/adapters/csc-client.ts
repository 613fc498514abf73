import * as z from 'zod';
import { type askStranger, type callHttp, type HttpReply, jsonOf } from '../../../shared/platform/outgoing-http.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import type { SignerRow } from '../domain/signers.ts';

/** What a remote signing service answered to one call. */
export type ServiceAnswer =
  | { readonly said: 'done' | 'underway'; readonly body: unknown }
  /** Its stable code; what else it says may quote a PIN, and is read for one word alone (`isStillAt`). */
  | { readonly said: 'no'; readonly error: string; readonly isStillAt: boolean }
  /** No answer, or none that it would give again: whether it was heard is not known. */
  | { readonly said: 'nothing' };

/** A remote signing service (Cloud Signature Consortium API v2), asked as one client of it. */
export interface SigningService {
  /** One of its methods, `credentials/info`. */
  ask(method: string, body: object): Promise<ServiceAnswer>;
  /** What it offers, or why that is not known. */
  offer(): Promise<ServiceOffer | Exclude<ServiceAnswer, { readonly body: unknown }>>;
  /** The PIN that goes with the credential; undefined where the operator gave none. */
  pin(): Promise<string | undefined>;
}

/** What services are asked by. */
export interface ServiceParts {
  readonly secrets: SecretReader;
  /** Where the clients' secrets are: `<prefix>/<signerId>`. */
  readonly secretsPrefix: string;
  /** An address that the operator wrote is called as it is; what a service names instead must be public. */
  readonly call: typeof callHttp;
  readonly callPublic: typeof askStranger;
  readonly now: () => number;
}

const LIMITS = { timeoutMs: 8000, maxBytes: 256 * 1024 };

/** A changed secret is used that much later. */
const SECRET_MS = 30_000;

/** How long what a service offers is believed. */
const OFFER_MS = 300_000;

/** A token is not used in its last minute. */
const TOKEN_SLACK_MS = 60_000;

const Secret = z.object({ clientSecret: z.string(), pin: z.string().optional() });
const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().default(3600) });
const Refusal = z.object({
  error: z.string().regex(/^\w{1,60}$/),
  error_description: z.string().default(''),
});

const Offer = z.object({
  asynchronousOperationMode: z.boolean().default(false),
  methods: z.array(z.string()),
  /** Where its authorization server is, where that is not the service itself. */
  oauth2: z.url().optional(),
});

/** What a service offers (`info`, 11.1). */
export type ServiceOffer = z.output<typeof Offer>;

/** Some answer 400 to a question about an order that nobody has settled yet, where the specification has 202. */
const STILL_AT = /not (yet )?(been )?completed|still (being )?process/i;

const nothing = { said: 'nothing' } as const;

const answerOf = (reply: HttpReply | string | undefined): ServiceAnswer => {
  if (reply === undefined || typeof reply === 'string') return nothing;
  const { status } = reply;
  if (status >= 500 || status === 429 || status < 200) return nothing;
  const body = jsonOf(reply);
  if (status === 202) return { said: 'underway', body };
  if (status < 300) return { said: 'done', body };
  const refusal = Refusal.safeParse(body).data;
  const isStillAt = refusal?.error === 'accepted_request' || STILL_AT.test(refusal?.error_description ?? '');
  return { said: 'no', error: refusal?.error ?? `http_${status}`, isStillAt };
};

const joined = (base: string, path: string): string => `${base.replace(/\/+$/, '')}/${path}`;

/**
 * The service of a signer, asked with an access token of its client (OAuth 2.0 client credentials, 8.3.3), which is kept while it lasts and
 * asked for anew where the service knows it no more. An authorization server on another host is called only where that is public. Neither
 * the secret, the PIN nor what activates a signature is ever in an answer's `error`.
 */
export const signingService = (
  { signerId, csc = { url: '', clientId: '', credentialId: '' } }: Pick<SignerRow, 'signerId' | 'csc'>,
  parts: ServiceParts,
): SigningService => {
  const { now, call, callPublic } = parts;
  const { url, clientId } = csc;
  let token: { readonly text: string; readonly until: number } | undefined;
  let offer: { readonly known: ServiceOffer; readonly readAt: number } | undefined;

  const secretOf = async () => {
    const text = await parts.secrets.read(`${parts.secretsPrefix}/${signerId}`, SECRET_MS);
    if (text === undefined) throw new Error(`no secret for signer ${signerId}`);
    return Secret.parse(JSON.parse(text));
  };

  const post = (address: string, headers: Readonly<Record<string, string>>, body: string) => {
    const request = { method: 'POST' as const, headers: { accept: 'application/json', ...headers }, body };
    const isOfOperator = URL.parse(address)?.origin === URL.parse(url)?.origin;
    return isOfOperator ? call(address, request, LIMITS) : callPublic(address, request, LIMITS);
  };

  const json = { 'content-type': 'application/json' };

  const readOffer = async (): Promise<ServiceOffer | Exclude<ServiceAnswer, { readonly body: unknown }>> => {
    if (offer && now() - offer.readAt < OFFER_MS) return offer.known;
    const answer = answerOf(await post(joined(url, 'info'), json, '{}'));
    if (!('body' in answer)) return answer;
    const known = Offer.safeParse(answer.body).data;
    if (!known) return { said: 'no', error: 'info_not_understood', isStillAt: false };
    offer = { known, readAt: now() };
    return known;
  };

  const tokenOf = async (): Promise<string | Exclude<ServiceAnswer, { readonly body: unknown }>> => {
    if (token && now() < token.until) return token.text;
    const offered = await readOffer();
    if ('said' in offered) return offered;
    const { clientSecret } = await secretOf();
    const client = { client_id: clientId, client_secret: clientSecret };
    const asked = new URLSearchParams({ grant_type: 'client_credentials', ...client, scope: 'service' });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const address = joined(offered.oauth2 ?? url, 'oauth2/token');
    const answer = answerOf(await post(address, form, asked.toString()));
    if (!('body' in answer)) return answer;
    const given = Token.safeParse(answer.body).data;
    if (!given) return { said: 'no', error: 'token_not_understood', isStillAt: false };
    token = { text: given.access_token, until: now() + given.expires_in * 1000 - TOKEN_SLACK_MS };
    return given.access_token;
  };

  const once = async (method: string, body: object) => {
    const bearer = await tokenOf();
    if (typeof bearer !== 'string') return { reply: undefined, answer: bearer };
    const headers = { ...json, authorization: `Bearer ${bearer}` };
    const reply = await post(joined(url, method), headers, JSON.stringify(body));
    return { reply, answer: answerOf(reply) };
  };

  return {
    offer: readOffer,
    pin: async () => (await secretOf()).pin,
    async ask(method, body) {
      const first = await once(method, body);
      if (typeof first.reply !== 'object' || first.reply.status !== 401) return first.answer;
      token = undefined;
      return (await once(method, body)).answer;
    },
  };
};
