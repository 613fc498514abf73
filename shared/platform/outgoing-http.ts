import { lookup } from 'node:dns/promises';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP } from 'node:net';
import { exactJson } from './exact-json.ts';
import { givenUp } from './given-up.ts';
import { isPublicAddress } from './public-address.ts';

/** How long a call may take, connection, headers and body together, and how many bytes its answer may have. */
export interface CallLimits {
  readonly timeoutMs: number;
  readonly maxBytes?: number;
}

/** The whole of an answer. A redirect is one like any other: nobody follows it. */
export interface HttpReply {
  readonly status: number;
  readonly bytes: Buffer;
}

const MAX_BYTES = 64 * 1024;

const wholeBody = async (answer: Response, maxBytes: number): Promise<Buffer | undefined> => {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.byteLength;
    if (bytes > maxBytes) return undefined; // leaving the loop ends the connection
    parts.push(part);
  }
  return Buffer.concat(parts);
};

const endOf = (timeoutMs: number): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(timeoutMs), givenUp()].filter((signal) => signal !== undefined));

/** Calls somebody else over HTTP, once. Undefined where no whole answer came: refused, silent, broken off, too slow or too large. */
export const callHttp = async (
  url: string,
  request: Pick<RequestInit, 'method' | 'headers' | 'body'>,
  { timeoutMs, maxBytes = MAX_BYTES }: CallLimits,
): Promise<HttpReply | undefined> => {
  try {
    const answer = await fetch(url, { ...request, redirect: 'manual', signal: endOf(timeoutMs) });
    const bytes = await wholeBody(answer, maxBytes);
    return bytes && { status: answer.status, bytes };
  } catch {
    // For who asked it is all the same: no answer, and whether the call was heard is not known.
    return undefined;
  }
};

/** The JSON of an answer, whatever its status, or of any bytes, its numbers beyond 2^53 as text; undefined where there is none. */
export const jsonOf = (reply: HttpReply | Pick<HttpReply, 'bytes'> | undefined): unknown =>
  reply && exactJson(reply.bytes.toString('utf8'));

/** The addresses of a host, looked up anew. Throws where there are none. */
export type Resolver = (host: string) => Promise<readonly string[]>;

const dnsResolver: Resolver = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** What came of calling an address that somebody else named: a status, no answer, or no call since the host is not public. */
export type StrangerReply = { readonly status: number } | 'no_answer' | 'not_public';

/** How addresses that somebody else named are reached: as on the Internet, unless told. */
export interface Way {
  readonly resolve?: Resolver;
  readonly isReachable?: (address: string) => boolean;
  /** Authorities in PEM that are trusted instead of the usual ones. */
  readonly authorities?: string;
  /** Whether `http:` will do as well, for what proves itself by a signature (RFC 5280, 8). */
  readonly mayBePlain?: boolean;
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/**
 * The one address that is connected to: the first of those that the host has now. Undefined where any of them is not public, since
 * whoever answers for the host could answer with that one next.
 */
const reachableAddress = async (
  host: string,
  { resolve = dnsResolver, isReachable }: Way,
): Promise<string | undefined> => {
  const addresses = isIP(host) === 0 ? await resolve(host) : [host];
  return addresses.every(isReachable ?? isPublicAddress) ? addresses[0] : undefined;
};

/** What is posted to an address that somebody else named. */
interface StrangerRequest {
  /** POST unless told. */
  readonly method?: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Until when an answer is waited for, how many bytes it may have, and whom its host is believed by. */
interface ReplyLimits extends Pick<Way, 'authorities'> {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

/** Sends a request to one address, whatever the host's name leads to meanwhile. Of an answer that may have no bytes only the status is read. */
const replyFrom = (
  url: URL,
  address: string,
  { method = 'POST', headers, body = '' }: StrangerRequest,
  { signal, authorities, maxBytes }: ReplyLimits,
): Promise<HttpReply> =>
  new Promise((resolve, reject) => {
    const family = isIP(address);
    const requestOver = url.protocol === 'http:' ? requestPlain : requestSecure;
    const call = requestOver(
      url,
      {
        method,
        headers: { ...headers, ...(method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
        agent: false, // a connection that is kept would skip the look at the address
        signal,
        lookup: (_, { all }, done) => (all ? done(null, [{ address, family }]) : done(null, address, family)),
        ...(authorities === undefined ? {} : { ca: authorities }),
      },
      (answer) => {
        const parts: Buffer[] = [];
        let left = maxBytes;
        const end = () => resolve({ status: answer.statusCode ?? 0, bytes: Buffer.concat(parts) });
        if (maxBytes === 0) {
          end();
          answer.destroy();
        }
        answer.on('data', (part: Buffer) => {
          left -= part.length;
          if (left < 0) answer.destroy(new Error('the answer is too large'));
          else parts.push(part);
        });
        answer.on('end', end);
        answer.on('error', reject);
      },
    );
    call.on('error', reject);
    call.end(body);
  });

/**
 * Asks an address that somebody else named (`https:`, unless told), once: its host is looked up anew, no address that is not public is connected to
 * (RFC 6890), and the connection goes to the very address that was looked at. No redirect is followed.
 */
export const askStranger = async (
  url: string,
  request: StrangerRequest,
  { timeoutMs, maxBytes = MAX_BYTES }: CallLimits,
  way: Way = {},
): Promise<HttpReply | Extract<StrangerReply, string>> => {
  const target = new URL(url);
  if (target.protocol !== 'https:' && !(way.mayBePlain && target.protocol === 'http:')) return 'not_public';
  const signal = endOf(timeoutMs);
  const ended = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  try {
    const address = await Promise.race([reachableAddress(hostOf(target), way), ended]);
    if (address === undefined) return 'not_public';
    const { authorities } = way;
    return await Promise.race([replyFrom(target, address, request, { signal, authorities, maxBytes }), ended]);
  } catch {
    // For who asked it is all the same: no answer, and whether the call was heard is not known.
    return 'no_answer';
  }
};

/** As `askStranger`, but no body is read. */
export const postToStranger = async (
  url: string,
  request: StrangerRequest,
  timeoutMs: number,
  way: Way = {},
): Promise<StrangerReply> => {
  const reply = await askStranger(url, request, { timeoutMs, maxBytes: 0 }, way);
  return typeof reply === 'string' ? reply : { status: reply.status };
};
