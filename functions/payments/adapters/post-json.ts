import { callHttp, jsonOf } from '../../../shared/platform/outgoing-http.ts';

/** Posts JSON and answers the JSON of a 2xx; undefined where there was none in time, whatever the reason. */
export type PostJson = (url: string, body: unknown) => Promise<unknown>;

/** Posts over HTTP and waits at most so many milliseconds. */
export const postJsonWithin =
  (timeoutMs: number): PostJson =>
  async (url, body) => {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    const reply = await callHttp(url, { method: 'POST', headers, body: JSON.stringify(body) }, { timeoutMs });
    return reply && reply.status >= 200 && reply.status < 300 ? jsonOf(reply) : undefined;
  };
