import type { CallProvider } from '../../functions/payments/adapters/provider-call.ts';

/** A provider's server that is posted JSON and answers JSON; undefined: nothing came. */
export type PostJson = (url: string, body: unknown) => Promise<unknown>;

/** Calls of a provider that such a server answers. */
export const callsOf =
  (post: PostJson): CallProvider =>
  async (url, { body }) => {
    const answer = await post(url, body === undefined ? undefined : JSON.parse(body));
    return answer === undefined ? undefined : { status: 200, bytes: Buffer.from(JSON.stringify(answer)) };
  };
