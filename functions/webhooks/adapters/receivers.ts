import { isIP } from 'node:net';
import { callHttp, postToStranger, type Way } from '../../../shared/platform/outgoing-http.ts';
import { isPublicAddress } from '../../../shared/platform/public-address.ts';
import type { Receivers } from '../ports.ts';

/** How long a receiver may take, from the look-up of its host to its status. */
export const ANSWER_MS = 15_000;

const NOT_HTTPS = 'expected https';
const NOT_PUBLIC = 'expected a host on the public Internet';

/** Names that never lead to a public host (RFC 6761, RFC 6762, RFC 8375). */
const privateName = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i;

/**
 * Receivers on the public Internet, over https; and where a stage has a sandbox (`sandboxOrigin`), the sandbox's own, by whatever way the
 * stage itself is reached.
 */
export const receiversAt = (sandboxOrigin: string | undefined, way: Way = {}): Receivers => {
  const isSandbox = (url: string): boolean =>
    sandboxOrigin !== undefined &&
    url.startsWith(`${sandboxOrigin}/sandbox/webhooks/`) &&
    /^[\w.-]{1,64}$/.test(url.slice(`${sandboxOrigin}/sandbox/webhooks/`.length));
  return {
    refusalOf(url) {
      if (isSandbox(url)) return undefined;
      const { protocol, hostname } = new URL(url);
      if (protocol !== 'https:') return NOT_HTTPS;
      const host = hostname.replace(/^\[|\]$/g, '');
      const isClosed = isIP(host) === 0 ? privateName.test(host) || !host.includes('.') : !isPublicAddress(host);
      return isClosed ? NOT_PUBLIC : undefined;
    },
    async post(url, headers, body) {
      if (!isSandbox(url)) return postToStranger(url, { headers, body }, ANSWER_MS, way);
      const reply = await callHttp(url, { method: 'POST', headers, body }, { timeoutMs: ANSWER_MS });
      return reply ? { status: reply.status } : 'no_answer';
    },
  };
};
