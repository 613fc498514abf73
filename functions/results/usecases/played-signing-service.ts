import * as z from 'zod';
import type { OwnerOutcome } from '../domain/played-outcome.ts';
import type { PlayedOutcomes } from '../ports.ts';
import type { RemoteKey } from './open-trust-services.ts';

/** What is asked of the played service: the fields of the body, the token that lets in, the key that it holds, and when. */
export interface PlayedCall {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly bearer: string;
  readonly remote: RemoteKey;
  readonly now: number;
}

/** What the played service answers. */
export interface PlayedReply {
  readonly status: number;
  readonly body: object;
}

const TOKEN_SECONDS = 3600;
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const [P256, P256_BITS] = ['1.2.840.10045.3.1.7', 256];

const CredentialId = z.string().regex(/^[A-Za-z0-9-]{1,100}$/);
const Hash = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32);
const Client = z.object({
  grant_type: z.literal('client_credentials'),
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
});
const Order = z.object({ credentialID: CredentialId, hashes: z.tuple([Hash]) });
const SignHash = Order.extend({
  SAD: z.string().optional(),
  signAlgo: z.literal(ECDSA_WITH_SHA256),
  operationMode: z.enum(['A', 'S']).default('S'),
});

/** An order by everything that is to be known of it: the service keeps none. */
interface PlayedOrder {
  readonly credentialId: string;
  /** Base64. */
  readonly hash: string;
}

const nameOf = ({ credentialId, hash }: PlayedOrder): string =>
  `${credentialId}.${Buffer.from(hash, 'base64').toString('hex')}`;

const orderNamed = (name: unknown): PlayedOrder | undefined => {
  const [, credentialId, hex] = /^([A-Za-z0-9-]{1,100})\.([0-9a-f]{64})$/.exec(String(name)) ?? [];
  return credentialId && hex ? { credentialId, hash: Buffer.from(hex, 'hex').toString('base64') } : undefined;
};

const done = (body: object): PlayedReply => ({ status: 200, body });
const underway = (body: object): PlayedReply => ({ status: 202, body });
const refused = (error: string, description = ''): PlayedReply => ({
  status: 400,
  body: { error, error_description: description },
});
const invalid = (what: string): PlayedReply => refused('invalid_request', `Invalid parameter ${what}`);

const WILL_NOT = refused('access_denied', 'The owner of the credential will not sign');

const INFO = done({
  specs: '2.0.0.2',
  name: 'Dịch vụ ký số từ xa (thử)',
  region: 'VN',
  lang: 'vi-VN',
  authType: ['oauth2client'],
  asynchronousOperationMode: true,
  methods: [
    'credentials/info',
    'credentials/authorize',
    'credentials/authorizeCheck',
    'signatures/signHash',
    'signatures/signPolling',
  ],
  signAlgorithms: { algos: [ECDSA_WITH_SHA256] },
});

/**
 * A remote signing service (Cloud Signature Consortium API v2) as its clients see it: every credential is by the one key, and what its
 * owner was last told to do becomes of every order of it, earlier ones too. An order is its own name, so that none is kept.
 */
export const playedSigningService = (outcomes: Pick<PlayedOutcomes<OwnerOutcome>, 'of'>) => {
  const signed = async ({ hash }: PlayedOrder, outcome: OwnerOutcome, remote: RemoteKey): Promise<PlayedReply> => {
    const digest = Buffer.from(hash, 'base64');
    const value = outcome === 'wrong_key' ? await remote.signByAnother(digest) : await remote.sign(digest);
    return done({ signatures: [Buffer.from(value).toString('base64')] });
  };

  const settled = async (
    order: PlayedOrder | undefined,
    what: string,
    approved: (order: PlayedOrder, outcome: OwnerOutcome) => PlayedReply | Promise<PlayedReply>,
    waiting: object,
  ): Promise<PlayedReply> => {
    if (!order) return invalid(what);
    const outcome = await outcomes.of(order.credentialId);
    if (outcome === 'refuse') return WILL_NOT;
    return outcome === 'slow' ? underway(waiting) : approved(order, outcome);
  };

  const leave = (order: PlayedOrder | undefined, what: string): Promise<PlayedReply> =>
    settled(order, what, (of) => done({ SAD: `sad.${nameOf(of)}` }), order ? { handle: nameOf(order) } : {});

  const orderIn = (fields: PlayedCall['fields']): PlayedOrder | undefined => {
    const read = Order.safeParse(fields).data;
    return read && { credentialId: read.credentialID, hash: read.hashes[0] };
  };

  const signHash = async ({ fields, remote }: PlayedCall): Promise<PlayedReply> => {
    const read = SignHash.safeParse(fields);
    if (!read.success) return invalid(String(read.error.issues[0]?.path[0] ?? ''));
    const { credentialID: credentialId, hashes, SAD, operationMode } = read.data;
    const order = { credentialId, hash: hashes[0] };
    if (operationMode === 'A') return done({ responseID: nameOf(order) });
    if (SAD !== `sad.${nameOf(order)}`) return invalid('SAD');
    return signed(order, await outcomes.of(credentialId), remote);
  };

  const credential = ({ fields, remote }: PlayedCall): PlayedReply => {
    if (!CredentialId.safeParse(fields.credentialID).success) return invalid('credentialID');
    return done({
      key: { status: 'enabled', algo: [ECDSA_WITH_SHA256], len: P256_BITS, curve: P256 },
      cert: { status: 'valid', certificates: [Buffer.from(remote.certificate).toString('base64')] },
      auth: { mode: 'explicit', objects: [] },
      SCAL: '2',
      multisign: 1,
    });
  };

  const token = ({ fields, remote, now }: PlayedCall): PlayedReply =>
    Client.safeParse(fields).success
      ? done({ access_token: remote.accessToken(now), token_type: 'Bearer', expires_in: TOKEN_SECONDS })
      : refused('invalid_client');

  return {
    /** One of its methods, `info` and `oauth2/token` for whoever asks; undefined where it has none of that name. */
    async reply(method: string, call: PlayedCall): Promise<PlayedReply | undefined> {
      const { fields, bearer, remote, now } = call;
      if (method === 'info') return INFO;
      if (method === 'oauth2/token') return token(call);
      if (!remote.isAccessToken(bearer, now)) return { status: 401, body: { error: 'invalid_token' } };
      switch (method) {
        case 'credentials/info':
          return credential(call);
        case 'credentials/authorize':
          return leave(orderIn(fields), 'credentialID');
        case 'credentials/authorizeCheck':
          return leave(orderNamed(fields.handle), 'handle');
        case 'signatures/signHash':
          return signHash(call);
        case 'signatures/signPolling':
          return settled(
            orderNamed(fields.requestID),
            'requestID',
            (order, outcome) => signed(order, outcome, remote),
            { error: 'accepted_request' },
          );
        default:
          return undefined;
      }
    },
  };
};
