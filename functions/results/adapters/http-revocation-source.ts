import type { askStranger, callHttp, HttpReply } from '../../../shared/platform/outgoing-http.ts';
import type { RevocationSource } from '../pades/revocation/gather.ts';

/** What revocation data are fetched by. */
export interface RevocationParts {
  readonly call: typeof callHttp;
  readonly callPublic: typeof askStranger;
  /** Hosts that are called as they are: those that operators named with a trust anchor, and the installation's own. */
  readonly hosts: () => Promise<readonly string[]>;
}

const LIMITS = { timeoutMs: 8000, maxBytes: 10 * 1024 * 1024 };

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
  ): Promise<Uint8Array | undefined> => {
    const host = URL.parse(url)?.hostname;
    if (host === undefined) return undefined;
    const isNamed = (await hosts()).includes(host);
    return bytesOf(await (isNamed ? call(url, request, LIMITS) : callPublic(url, request, LIMITS, { mayBePlain: true })));
  };
  return {
    crl: (url) => fetched(url, { method: 'GET', headers: { accept: 'application/pkix-crl' } }),
    ocsp: (url, request) =>
      fetched(url, {
        method: 'POST',
        headers: { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' },
        body: Buffer.from(request),
      }),
  };
};
