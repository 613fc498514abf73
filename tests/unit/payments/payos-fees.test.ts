import { describe, expect, test } from 'vitest';
import { provider as makePayos } from '../../../functions/payments/providers/payos/client.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/kernel/time.ts';
import { messageOf, must, readyHouse } from '../../support/payments.ts';
import {
  payosCredentials,
  payosLink,
  payosMessage,
  payosNotice,
  payosServer,
  payosSigned,
  payosTransfer,
} from '../../support/payos.ts';

const provider = makePayos('live', payosServer().call);

describe('a fee that is paid by payOS', () => {
  const attempted = async () => {
    const { server, call } = payosServer();
    const house = await readyHouse([makePayos('live', call)]);
    const secret = (checksumKey: string) => ({ ...payosCredentials, checksumKey });
    await house.merchant('M', { current: payosCredentials, previous: [] }, 'H26', 'payos');
    const { paymentId } = must(await house.fee());
    const attempt = must(await house.attempt(paymentId, { provider: 'payos' }));
    const notice = (reference: string, amountVnd: number, changes: object = {}) =>
      house.told(
        payosMessage(payosSigned(payosNotice({ ...attempt, amountVnd }, { reference, ...changes }))),
        'M',
        'payos',
      );
    const holds = (...transfers: readonly ReturnType<typeof payosTransfer>[]) => {
      server.reply = { body: payosSigned(payosLink(attempt, transfers)) };
    };
    const asked = () => server.calls.filter(({ method }) => method === 'GET').length;
    return { house, server, paymentId, attempt, notice, holds, asked, secret };
  };

  test('in two parts is paid; each again is a repeat', async () => {
    const { house, paymentId, notice } = await attempted();
    expect(await notice('FT1', 100_000)).toBe('recorded');
    expect((await house.known(paymentId)).state).toBe('partially_paid');
    expect(await notice('FT2', 50_000)).toBe('recorded');
    for (const [transfer, amount] of [
      ['FT1', 100_000],
      ['FT2', 50_000],
    ] as const)
      expect(await notice(transfer, amount)).toBe('repeated');
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
  });

  test('in two parts of which nobody told: the answer to one question records both', async () => {
    const { house, paymentId, attempt, notice, holds, asked } = await attempted();
    holds(payosTransfer('FT1', 100_000), payosTransfer('FT2', 50_000));
    const { settled } = await house.sweepAt(attempt.expiresAt + 5 * MINUTE_MS);
    expect(settled).toMatchObject([{ verdict: 'recorded' }, { verdict: 'recorded' }]);
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
    expect(await notice('FT2', 50_000)).toBe('repeated');
    await house.sweepAt(attempt.expiresAt + 2 * DAY_MS);
    expect(asked()).toBe(1);
  });

  test('of which the first part was told and the second was not: it is asked about, for a day', async () => {
    const { house, paymentId, attempt, notice, holds, asked } = await attempted();
    await notice('FT1', 100_000);
    holds(payosTransfer('FT1', 100_000));
    await house.sweepAt(attempt.expiresAt + 5 * MINUTE_MS);
    expect(await house.known(paymentId)).toMatchObject({ state: 'partially_paid', receivedVnd: 100_000 });
    holds(payosTransfer('FT1', 100_000), payosTransfer('FT2', 50_000));
    await house.sweepAt(attempt.expiresAt + 20 * MINUTE_MS);
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
    expect(asked()).toBe(2);
  });

  test('in part, and no more: after a day nobody asks any longer', async () => {
    const { house, attempt, notice, holds, asked } = await attempted();
    await notice('FT1', 100_000);
    holds(payosTransfer('FT1', 100_000));
    await house.sweepAt(attempt.expiresAt + 23 * 60 * MINUTE_MS);
    await house.sweepAt(attempt.expiresAt + 3 * DAY_MS);
    await house.sweepAt(attempt.expiresAt + 4 * DAY_MS);
    expect(asked()).toBe(1);
    expect(house.table.all().filter(({ timerPk }) => timerPk !== undefined)).toEqual([]);
  });

  test('killed between two transfers of an answer: the next question finds the other', async () => {
    const { house, paymentId, attempt, holds } = await attempted();
    holds(payosTransfer('FT1', 100_000), payosTransfer('FT2', 50_000));
    await house.settle();
    let puts = 0;
    house.table.onCall = (name) => {
      if (name !== 'putIfAbsent') return;
      puts += 1;
      if (puts === 2) throw new Error('killed');
    };
    const { failed } = await house.sweepFees(attempt.expiresAt + 5 * MINUTE_MS, 'r');
    house.table.onCall = undefined;
    expect([failed.length, (await house.known(paymentId)).receivedVnd]).toEqual([1, 100_000]);
    await house.sweepAt(attempt.expiresAt + 20 * MINUTE_MS);
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
  });

  test('with more than was asked is paid and says so; the same transfer for another order is another fact', async () => {
    const { house, paymentId, notice } = await attempted();
    expect(await notice('FT1', 200_000)).toBe('recorded');
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 200_000, flags: ['overpaid'] });
    expect(await notice('FT1', 200_000, { orderCode: 4503599627370497 })).toBe('unknown_reference');
    expect(provider.answer('unknown_reference')).toEqual({ status: 200, json: { success: true } });
  });

  test('under the key before the last change is taken while it is valid', async () => {
    const { house, attempt, secret } = await attempted();
    const old = payosMessage(payosSigned(payosNotice(attempt), payosCredentials.checksumKey));
    const previous = [{ credentials: payosCredentials, validUntil: house.clock.now + DAY_MS }];
    await house.merchant('M', { current: secret('the next key'), previous }, 'H26', 'payos');
    expect(await house.told(old, 'M', 'payos')).toBe('recorded');
    house.clock.now += DAY_MS + 1;
    expect(await house.told(old, 'M', 'payos')).toBe('bad_signature');
    expect(await house.told(payosMessage(payosSigned(payosNotice(attempt), 'the next key')), 'M', 'payos')).toBe(
      'repeated',
    );
  });

  test('whose payer comes back is asked about at once; a guess finds no fee', async () => {
    const { house, server, paymentId, attempt, holds } = await attempted();
    const { returnUrl } = server.sent;
    const query = {
      ...Object.fromEntries(new URL(String(returnUrl)).searchParams),
      orderCode: attempt.reference,
      status: 'PAID',
    };
    const to = { provider: 'payos', merchant: 'M' };
    expect(await house.describeReturn(to, messageOf(query))).toMatchObject({
      ok: true,
      value: { told: 'paid', isToBeAsked: true },
    });
    expect(await house.describeReturn(to, messageOf({ ...query, proof: '0'.repeat(64) }))).toMatchObject({ ok: false });
    holds(payosTransfer('FT1', 150_000));
    await house.askAfterReturn({ paymentId, attemptId: attempt.attemptId }, house.clock.now, 'r');
    expect((await house.known(paymentId)).state).toBe('paid');
  });
});
