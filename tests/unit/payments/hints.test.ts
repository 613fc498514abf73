import { describe, expect, test } from 'vitest';
import { questionsIn } from '../../../functions/payments/adapters/fee-timers.ts';
import { settleCallback } from '../../../functions/payments/usecases/settle-callback.ts';
import { must, readyHouse } from '../../support/payments.ts';
import { counter, counterCredentials, counterMessage, counterServer } from '../../support/toy-providers/counter.ts';

type State = 'paid' | 'failed' | 'suspected';

/** A fee that is paid by a provider whose messages say of which order they are, and not what became of it. */
const hinted = async () => {
  const server = counterServer();
  const house = await readyHouse([counter(server.post)]);
  await house.merchant('shop', { current: counterCredentials, previous: [] }, 'H26', 'counter');
  const { paymentId } = must(await house.fee());
  const { attemptId, reference } = must(await house.attempt(paymentId, { provider: 'counter' }));
  const ended = (state: State, amount = 150_000) =>
    server.ends.set(Number(reference), { transaction: 'T1', amount, state });
  const hint = (of = reference, credentials = counterCredentials) => {
    const message = { ...counterMessage([], credentials, [Number(of)]), receivedAt: house.clock.now };
    return house.told(message, 'shop', 'counter');
  };
  const swept = () => house.sweepAt(house.clock.now);
  const asks = () => server.askedBy.length;
  return {
    house,
    server,
    paymentId,
    attemptId,
    reference,
    ended,
    hint,
    swept,
    asks,
    known: () => house.known(paymentId),
  };
};

describe('a hint', () => {
  test('records nothing, and has the provider asked, whose answer is recorded', async () => {
    const { ended, hint, swept, asks, known } = await hinted();
    ended('paid');
    await swept();
    expect(await hint()).toBe('recorded');
    expect(asks()).toBe(0);
    expect(await known()).toMatchObject({ state: 'pending', receivedVnd: 0 });
    await swept();
    expect(await known()).toMatchObject({ state: 'paid', receivedVnd: 150_000, attempts: [{ state: 'paid' }] });
  });

  test.each<[string, (of: Awaited<ReturnType<typeof hinted>>) => void, object]>([
    ['knows of no payment', () => {}, { state: 'pending', receivedVnd: 0, attempts: [{ state: 'open' }] }],
    [
      'does not answer',
      ({ server }) => {
        server.mood = 'is_down';
      },
      { receivedVnd: 0, attempts: [{ state: 'open' }] },
    ],
    ['says that it failed', ({ ended }) => ended('failed'), { receivedVnd: 0, attempts: [{ state: 'failed' }] }],
    ['says another amount', ({ ended }) => ended('paid', 1000), { state: 'under_review', receivedVnd: 0 }],
  ])('is as good as what the provider says: it %s', async (_, happens, outcome) => {
    const made = await hinted();
    happens(made);
    expect(await made.hint()).toBe('recorded');
    await made.swept();
    expect(await made.known()).toMatchObject(outcome);
  });

  test('has it asked once however often it comes, again for each that comes after, and no more once it is known', async () => {
    const { ended, hint, swept, asks } = await hinted();
    for (let n = 0; n < 5; n += 1) await hint();
    await swept();
    await swept();
    expect(asks()).toBe(1);
    ended('paid');
    await hint();
    await swept();
    expect(asks()).toBe(2);
    expect(await hint()).toBe('recorded');
    await swept();
    expect(asks()).toBe(2);
  });

  test('leaves it to the payer’s return to have the provider asked at once', async () => {
    const { house, paymentId, attemptId, hint, ended, known } = await hinted();
    ended('paid');
    await hint();
    await house.askAfterReturn({ paymentId, attemptId }, house.clock.now, 'r-4');
    expect((await known()).state).toBe('paid');
  });

  test('after which the payer comes back, or the sweep asks, at the same moment is asked about all the same', async () => {
    const { house, paymentId, attemptId, hint, ended, swept, known } = await hinted();
    const returned = house.askAfterReturn({ paymentId, attemptId }, house.clock.now, 'r-4');
    expect(await Promise.all([hint(), hint(), hint()])).toEqual(['recorded', 'recorded', 'recorded']);
    await returned;
    ended('paid');
    await hint();
    await swept();
    expect((await known()).state).toBe('paid');
  });

  test('whose question others always move first is not answered as done, so that it comes again', async () => {
    const { house, reference } = await hinted();
    const questions = { ...questionsIn(house.table), claim: async () => false };
    const message = counterMessage([], counterCredentials, [Number(reference)]);
    const settled = await settleCallback({ ...house, questions })(
      { provider: 'counter', merchant: 'shop' },
      message,
      'r-5',
    );
    expect(settled.verdict).toBe('our_fault');
  });

  test('at no order of ours, or that is forged, asks nothing', async () => {
    const { hint, swept, asks } = await hinted();
    expect(await hint('123456789012345')).toBe('unknown_reference');
    expect(await hint(undefined, { ...counterCredentials, key: 'another key of the counter' })).toBe('bad_signature');
    await swept();
    expect(asks()).toBe(0);
  });
});
