import { type CarrierCredentials, CarrierKind } from '../../../shared/kernel/message-carriers.ts';
import { callHttp, type HttpReply } from '../../../shared/platform/outgoing-http.ts';
import type { Carrier } from '../ports.ts';
import type { AccessTokens } from '../token-ports.ts';

/** How long a carrier's answer is waited for, in milliseconds. */
const ANSWER_MS = 10_000;

/** What is sent to a carrier. */
export interface CarrierRequest {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Calls a carrier, once: its whole answer, whatever it says; undefined where none came in time. */
export type CallCarrier = (url: string, request: CarrierRequest) => Promise<HttpReply | undefined>;

/** A carrier of some kind as an operator set it up. */
export interface SetUpCarrier {
  readonly name: string;
  readonly sender: string;
  readonly credentials: CarrierCredentials;
  /** Where it tells what became of messages. */
  readonly receiptUrl: string | undefined;
}

/** What the `client.ts` of a kind's folder exports as `carrier`. `origin` is `live`, or the address of the sandbox that plays it. */
export type MakeCarrier = (setUp: SetUpCarrier, origin: string, call: CallCarrier, tokens: AccessTokens) => Carrier;

/** Makes carriers of every kind that the product knows; undefined for any other. */
export type MakeCarriers = (kind: string, setUp: SetUpCarrier) => Promise<Carrier | undefined>;

/** Calls a carrier over HTTP. */
export const callCarrier: CallCarrier = (url, request) => callHttp(url, request, { timeoutMs: ANSWER_MS });

/** For those whose carriers have no use for tokens. */
const noTokens: AccessTokens = { token: async () => ({ fault: 'configuration', reason: 'no_tokens' }) };

/** Makes carriers by the folder of their kind, loaded when it is first asked for. */
export const carriersAt =
  (origin: string, call: CallCarrier = callCarrier, tokens: AccessTokens = noTokens): MakeCarriers =>
  async (given, setUp) => {
    const { data: kind } = CarrierKind.safeParse(given);
    if (kind === undefined) return undefined;
    const folder = (await import(`./${kind}/client.ts`)) as { readonly carrier: MakeCarrier };
    return folder.carrier(setUp, origin, call, tokens);
  };
