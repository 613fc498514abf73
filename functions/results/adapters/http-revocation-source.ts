import type { askStranger, CallLimits, callHttp, HttpReply } from '../../../shared/platform/outgoing-http.ts';
import type { RevocationSource } from '../pades/revocation/gather.ts';

/** What revocation data are fetched by. */
export interface RevocationParts {
  readonly call: typeof callHttp;
  readonly callPublic: typeof askStranger;
  /** Hosts that are called as they are: those that operators named with a trust anchor, and the installation's own. */
  readonly hosts: () => Promise<readonly string[]>;
}

const LIST_LIMITS = { timeoutMs: 8000, maxBytes: 10 * 1024 * 1024 };

/** Where no responder answers in time the list is fetched, and a sweep has a minute for all of it. */
const ANSWER_LIMITS = { timeoutMs: 3000, maxBytes: 64 * 1024 };

const bytesOf = (reply: HttpReply | string | undefined): Uint8Array | undefined =>
  typeof reply === 'object' && reply.status === 200 ? reply.bytes : undefined;

/**
 * Revocation data over HTTP, by the addresses in certificates that lead to a trust anchor: at hosts that operators named, and else at
 * public addresses alone; no redirect is followed.
 */
export const httpRevocationSource = ({ call, callPublic, hosts }: RevocationParts): RevocationSource => {
  const fetched = async (
    url: string,
    request: { readonly method: 'GET' | 'POST'; readonly headers: Record<string, string>; readonly body?: Buffer },
    limits: CallLimits,
  ): Promise<Uint8Array | undefined> => {
    const host = URL.parse(url)?.hostname;
    if (host === undefined) return undefined;
    if ((await hosts()).includes(host)) return bytesOf(await call(url, request, limits));
    return bytesOf(await callPublic(url, request, limits, { mayBePlain: true }));
  };
  return {
    crl: (url) => fetched(url, { method: 'GET', headers: { accept: 'application/pkix-crl' } }, LIST_LIMITS),
    ocsp: (url, request) => {
      const headers = { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' };
      return fetched(url, { method: 'POST', headers, body: Buffer.from(request) }, ANSWER_LIMITS);
    },
  };
};
