import * as z from 'zod';
import { refundCallsIn } from '../../../functions/payments/adapters/fee-timers.ts';
import { liveLadder } from '../../../functions/payments/domain/refund-calls.ts';
import type { PaymentProvider } from '../../../functions/payments/ports.ts';
import type { RefundAnswer, Refunding, RefundQueue } from '../../../functions/payments/refund-ports.ts';
import { type GiveBackPorts, type GivenBack, giveBack } from '../../../functions/payments/usecases/give-back.ts';
import { named, type PaymentId, type RefundId } from '../../../shared/kernel/ids.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { memoryQueue, type Weather } from './plumbing.ts';

/** Above this two persons are needed. */
export const LIMIT_VND = 100_000;

/** What a provider was asked to give back of an order, and what it says of it. */
export interface Given {
  readonly reference: string;
  readonly amountVnd: number;
  state: 'pending' | 'done' | 'declined' | 'failed';
}

const silent: RefundAnswer = { kind: 'unknown', why: 'no_answer' };

/**
 * A provider that gives money back when it is called, once for each reference that it is told, at once or later; while the weather is foul it
 * may decline or fail, and its answers may be lost. Where refunds go by hand it has no call for them.
 */
export const givingProvider = (provider: PaymentProvider, weather: Weather, isByHand: boolean) => {
  const given = new Map<string, Given>();
  /** What was sent again though the provider knew it. */
  const again: string[] = [];
  const answered = async (name: string, does: () => RefundAnswer | { readonly kind: 'absent' }) => {
    await weather.step(`provider ${name}`);
    const answer = does();
    await weather.step(`provider ${name}:answered`);
    return weather.strikes(0.1) ? silent : answer;
  };
  const wordOf = ({ state }: Given): RefundAnswer => ({ kind: state, code: '00' });
  const refunding: Refunding = {
    reference: (token) => token,
    send: async ({ refundReference, reference, amountVnd }) => {
      const answer = await answered('gives back', () => {
        const known = given.get(refundReference);
        if (known) again.push(refundReference);
        const state = weather.strikes(0.2) ? 'declined' : weather.pick(2) === 0 ? 'pending' : 'done';
        const refund = known ?? { reference, amountVnd, state };
        given.set(refundReference, refund);
        return wordOf(refund);
      });
      return answer.kind === 'absent' ? silent : answer;
    },
    ask: ({ refundReference }) =>
      answered('is asked of a refund', () => {
        const known = given.get(refundReference);
        if (known?.state === 'pending' && !weather.strikes(0.5)) known.state = weather.strikes(0.2) ? 'failed' : 'done';
        return known ? wordOf(known) : { kind: 'absent' };
      }),
  };
  const giving: PaymentProvider = {
    ...provider,
    manifest: { ...provider.manifest, ...(isByHand ? { refunds: undefined } : { refunds: true as const }) },
    terminal: (credentials) => ({ ...provider.terminal(credentials), ...(isByHand ? {} : { refunding }) }),
  };
  return { provider: giving, given, again };
};

const Told = z.object({ paymentId: named<PaymentId>(z.string()), refundId: named<RefundId>(z.string()) });

/** Those who call providers for refunds, behind their queue, and what they say of them. */
export const refundWorker = (
  weather: Weather,
  table: Table,
  ports: Pick<GiveBackPorts, 'ledger' | 'merchants' | 'now'>,
) => {
  const told: GivenBack[] = [];
  const queue = memoryQueue(weather, async (body) => {
    const { paymentId, refundId } = Told.parse(JSON.parse(body));
    await give(paymentId, refundId, 'queue');
    return ok(undefined);
  });
  const tellable: RefundQueue = {
    async tell({ paymentId, refundId }) {
      await weather.step('refund queue takes');
      queue.send(JSON.stringify({ paymentId, refundId }));
    },
  };
  const give = giveBack({
    ...ports,
    calls: refundCallsIn(table),
    queue: tellable,
    ladder: liveLadder,
    tell: (given) => told.push(given),
  });
  return {
    queue,
    tellable,
    told,
    /** What whoever works on money needs of it. */
    ports: { queue: tellable, refundLimit: async () => LIMIT_VND },
  };
};
