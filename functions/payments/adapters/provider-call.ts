import { callHttp, type HttpReply, jsonOf } from '../../../shared/platform/outgoing-http.ts';

/** What is sent to a provider. */
export interface ProviderRequest {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How large the answer may be; 64 KB unless told. */
  readonly maxBytes?: number;
}

/** Calls a provider, once: its whole answer, whatever it says; undefined where none came in time. A redirect is not followed. */
export type CallProvider = (url: string, request: ProviderRequest) => Promise<HttpReply | undefined>;

/** Calls over HTTP and waits at most so many milliseconds. */
export const callProviderWithin =
  (timeoutMs: number): CallProvider =>
  (url, { maxBytes, ...request }) =>
    callHttp(url, request, { timeoutMs, ...(maxBytes === undefined ? {} : { maxBytes }) });

/** A POST of JSON. */
export const jsonPost = (body: unknown): ProviderRequest => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
  body: JSON.stringify(body),
});

/** The JSON of a 2xx; undefined for every other answer, or none. */
export const jsonOfSuccess = (reply: HttpReply | undefined): unknown =>
  reply && reply.status >= 200 && reply.status < 300 ? jsonOf(reply) : undefined;
