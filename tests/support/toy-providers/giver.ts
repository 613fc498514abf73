import * as z from 'zod';
import type { PaymentProvider } from '../../../functions/payments/ports.ts';
import type { RefundAnswer, RefundOrder } from '../../../functions/payments/refund-ports.ts';
import { ok } from '../../../shared/kernel/result.ts';

/** What the giver's server does with the next calls: it loses its answers, too, where it is `lossy`. */
export type GiverMood = 'works' | 'waits' | 'declines' | 'is_down' | 'is_lossy';

type GivenState = 'pending' | 'done' | 'declined' | 'failed';

/**
 * A provider that was made up for the tests: its server gives money back when it is called, once for each reference that it is told; what it
 * gave may come back for so long, and its messages name refunds by `refund` and `order`.
 */
export const giver = (reversibleMs?: number) => {
  const given = new Map<string, { readonly amountVnd: number; state: GivenState }>();
  const server = {
    /** What it was asked to give back, by what it calls a refund. */
    given,
    /** Every call that asked for money, also of a refund that was there already. */
    sends: [] as string[],
    mood: 'works' as GiverMood,
    /** Passes before and after each call: a throw is a call, or its answer, whose caller died. */
    passes: undefined as ((name: string) => void) | undefined,
  };
  const answerOf = ({ state }: { state: GivenState }): RefundAnswer => ({
    kind: state,
    code: '00',
  });
  const silent: RefundAnswer = { kind: 'unknown', why: 'no_answer' };

  const called = async <A>(name: string, does: () => A): Promise<A | typeof silent> => {
    server.passes?.(name);
    await Promise.resolve();
    if (server.mood === 'is_down') return silent;
    const answer = does();
    server.passes?.(`${name}:answered`);
    return server.mood === 'is_lossy' ? silent : answer;
  };
  const sent = ({ refundReference, amountVnd }: RefundOrder): RefundAnswer => {
    server.sends.push(refundReference);
    const known = given.get(refundReference);
    if (known) return answerOf(known);
    const state = server.mood === 'declines' ? 'declined' : server.mood === 'waits' ? 'pending' : 'done';
    given.set(refundReference, { amountVnd, state });
    return answerOf({ state });
  };
  const provider: PaymentProvider = {
    manifest: {
      name: 'giver',
      label: 'Ví Thử',
      mark: { letters: 'V', colour: '#333333' },
      credentials: () => z.object({}),
      exactAmount: true,
      minAmountVnd: 1,
      maxAmountVnd: 50_000_000,
      attemptTermMs: 15 * 60_000,
      refunds: true,
    },
    reference: (token) => token,
    terminal: () => ({
      create: async () => ({ kind: 'created', checkout: { kind: 'redirect', url: 'https://giver.example/pay' } }),
      read: () => ok([]),
      refundHints: ({ query }) => {
        const [refundReference, reference] = [query.refund?.[0], query.order?.[0]];
        return ok(refundReference && reference ? [{ reference, refundReference }] : []);
      },
      refunding: {
        ...(reversibleMs === undefined ? {} : { reversibleMs }),
        reference: (token) => token,
        send: (order) => called('send', () => sent(order)),
        ask: ({ refundReference }) =>
          called('ask', () => {
            const known = given.get(refundReference);
            return known ? answerOf(known) : { kind: 'absent' as const };
          }),
      },
    }),
    answer: () => ({ status: 200, json: {} }),
  };
  return { provider, server };
};
