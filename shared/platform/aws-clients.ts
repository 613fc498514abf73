import { IncomingMessage } from 'node:http';
import { givenUp } from './given-up.ts';

/** How long a client waits for its service, and how often it tries. */
export interface ClientLimits {
  /** One try, from the request to the last byte of its answer, in milliseconds. */
  readonly answerMs?: number;
  /** How long a try's connection may be still, in milliseconds; shorter than `answerMs` where much is transferred. */
  readonly stillMs?: number;
  readonly tries?: number;
}

/** The SDK's own limits: for the connection, for the beginning of the answer, for a connection that falls still. */
const settingsOf = (answerMs: number, stillMs: number, tries: number) => ({
  maxAttempts: tries,
  requestHandler: {
    connectionTimeout: 500,
    requestTimeout: answerMs,
    throwOnRequestTimeout: true,
    socketTimeout: stillMs,
  },
});

const timedOut = (answerMs: number): Error =>
  Object.assign(new Error(`no whole answer within ${answerMs} ms`), { name: 'TimeoutError', code: 'ETIMEDOUT' });

type Send = (args: never) => Promise<{ readonly response: unknown }>;

/**
 * One try: none is made for work that was given up, and an answer that comes in drips is ended, since none of the SDK's own limits
 * sees a connection that is never still.
 */
const oneTry =
  (answerMs: number) =>
  (send: Send): Send =>
  async (args) => {
    givenUp()?.throwIfAborted();
    const endsAt = performance.now() + answerMs;
    const sent = await send(args);
    const { body } = sent.response as { readonly body?: unknown };
    if (body instanceof IncomingMessage && !body.complete) {
      const end = () => (body.complete ? undefined : body.destroy(timedOut(answerMs)));
      const timer = setTimeout(end, Math.max(0, endsAt - performance.now()));
      body.once('close', () => clearTimeout(timer));
    }
    return sent;
  };

/** As much of a client of the SDK as is needed to make one. */
interface Client {
  readonly middlewareStack: {
    add(middleware: (send: Send) => Send, options: { step: 'deserialize'; priority: 'low'; name: string }): void;
  };
}

/**
 * Makes a client of AWS: the only way to have one. It fails fast and tries three times, whatever the service does: refuses, is
 * silent, breaks off, or never finishes; so a function's time-out is never spent waiting on one call.
 */
export const awsClient = <C extends Client, const S extends object>(
  Service: new (settings: S & ReturnType<typeof settingsOf>) => C,
  { answerMs = 2000, stillMs = answerMs, tries = 3, settings }: ClientLimits & { readonly settings?: S } = {},
): C => {
  const client = new Service({ ...(settings as S), ...settingsOf(answerMs, stillMs, tries) });
  client.middlewareStack.add(oneTry(answerMs), {
    step: 'deserialize',
    priority: 'low', // next to the wire
    name: 'oneTry',
  });
  return client;
};
