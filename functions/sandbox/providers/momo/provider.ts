import * as z from 'zod';
import { type Ending, endingsOf } from '../../domain/endings.ts';
import { jsonIn } from '../../domain/json-in.ts';
import type { PlayedFolder, PlayedPath, PlayedProvider } from '../../ports.ts';
import { answerCreate, answerQuery } from './calls.ts';
import { answerRefund } from './refund.ts';
import { signedResult } from './results.ts';
import { MomoCredentials } from './signature.ts';

const About = z.object({ orderId: z.string() });

const OfTransaction = z.object({ transId: z.union([z.string(), z.int().transform(String)]) });

const referenceOf: PlayedPath['referenceOf'] = ({ body }) => About.safeParse(jsonIn(body)).data?.orderId;

const CREATE: PlayedPath = { method: 'POST', path: /^v2\/gateway\/api\/create$/, referenceOf };
const QUERY: PlayedPath = { method: 'POST', path: /^v2\/gateway\/api\/query$/, referenceOf };
const REFUND: PlayedPath = {
  method: 'POST',
  path: /^v2\/gateway\/api\/refund$/,
  transactionOf: ({ body }) => OfTransaction.safeParse(jsonIn(body)).data?.transId,
};

const answers: readonly (readonly [PlayedPath, typeof answerCreate])[] = [
  [CREATE, answerCreate],
  [QUERY, answerQuery],
  [REFUND, answerRefund],
];

/** A return address with the result behind it, whether it has a query or not. */
const withResult = (address: string, result: Readonly<Record<string, string | number>>): string => {
  const url = new URL(address);
  for (const [name, value] of Object.entries(result)) url.searchParams.set(name, String(value));
  return url.href;
};

const account = (given: unknown): PlayedProvider => {
  const credentials = MomoCredentials.parse(given);
  return {
    answer(path, { body }, known) {
      const [, answerTo = answerQuery] = answers.find(([each]) => each.path.test(path)) ?? [];
      return answerTo(credentials, jsonIn(body), known);
    },
    play(order, outcome, now) {
      const { told, returns, waits } = endingsOf(order, outcome, now);
      const signed = (ending: Ending) => signedResult(credentials, order, ending);
      return {
        notices: told.map((ending) => ({
          headers: { 'Content-Type': 'application/json; charset=UTF-8' },
          body: JSON.stringify(signed(ending)),
        })),
        returnUrl: returns && withResult(order.returnUrl, signed(returns)),
        waits,
      };
    },
    isConfirmed: ({ status }) => status === 204,
  };
};

/** MoMo v2 from the other side. */
export const played: PlayedFolder = { calls: [CREATE, QUERY, REFUND], account };
