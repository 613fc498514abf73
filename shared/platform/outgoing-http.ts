import { exactJson } from './exact-json.ts';
import { givenUp } from './given-up.ts';

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

/** Calls somebody else over HTTP, once. Undefined where no whole answer came: refused, silent, broken off, too slow or too large. */
export const callHttp = async (
  url: string,
  request: Pick<RequestInit, 'method' | 'headers' | 'body'>,
  { timeoutMs, maxBytes = MAX_BYTES }: CallLimits,
): Promise<HttpReply | undefined> => {
  const signals = [AbortSignal.timeout(timeoutMs), givenUp()].filter((signal) => signal !== undefined);
  try {
    const answer = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.any(signals) });
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
