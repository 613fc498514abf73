import { describe, expect, test } from 'vitest';
import { questionsIn } from '../../../functions/payments/adapters/fee-timers.ts';
import { webhookHandler } from '../../../functions/payments/handlers/webhook.ts';
import { worstOf } from '../../../functions/payments/usecases/settle-callback.ts';
import { must, PUBLIC_ORIGIN, readyHouse } from '../../support/payments.ts';
import { gatewayEvent } from '../../support/payments-api.ts';
import { counter, counterCredentials, counterMessage, counterServer } from '../../support/toy-providers/counter.ts';
import { transfer, transferCredentials, transferMessage } from '../../support/toy-providers/transfer.ts';

const house = async () => {
  const made = await readyHouse([counter(counterServer().post), transfer]);
  await made.merchant('shop', { current: counterCredentials, previous: [] }, 'H26', 'counter');
  await made.merchant('bank', { current: transferCredentials, previous: [] }, 'H26', 'transfer');
  const attempted = async (id: string, provider: string) => {
    const { paymentId } = must(await made.fee({}, id));
    return { paymentId, attempt: must(await made.attempt(paymentId, { provider }, `t${id}`)) };
  };
  const counted = (message: Parameters<typeof made.told>[0]) => made.told(message, 'shop', 'counter');
  const banked = (message: Parameters<typeof made.told>[0]) => made.told(message, 'bank', 'transfer');
  return { ...made, attempted, counted, banked };
};

const paid = ({ reference }: { readonly reference: string }, transaction: string, amount = 150_000) => ({
  code: Number(reference),
  transaction,
  amount,
  state: 'paid' as const,
});

describe('a message with several notices', () => {
  test('settles each by one read and one put, and is answered once', async () => {
    const made = await house();
    const fees = await Promise.all(['1', '2', '3'].map((id) => made.attempted(id, 'counter')));
    const message = counterMessage(fees.map(({ attempt }, n) => paid(attempt, `T${n}`)));
    await made.counted(counterMessage([]));
    const calls: string[] = [];
    made.table.onCall = (name) => void (name.includes(':') || calls.push(name));
    expect(await made.counted(message)).toBe('recorded');
    expect(calls).toEqual(Array.from({ length: 3 }, () => ['get', 'putIfAbsent']).flat());
    expect(await made.counted(message)).toBe('repeated');
    for (const { paymentId } of fees) expect((await made.known(paymentId)).state).toBe('paid');
  });

  test('is answered by the worst of them, and the others count', async () => {
    const made = await house();
    const { paymentId, attempt } = await made.attempted('1', 'counter');
    const other = await made.attempted('2', 'counter');
    const stranger = paid({ reference: '123' }, 'T9');
    expect(await made.counted(counterMessage([paid(attempt, 'T1'), stranger]))).toBe('unknown_reference');
    expect(await made.counted(counterMessage([paid(other.attempt, 'T2', 1), paid(attempt, 'T1')]))).toBe('mismatch');
    expect(await made.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000 });
    expect((await made.known(other.paymentId)).state).toBe('under_review');
  });

  test('of which one cannot be kept is asked for again whole; what was kept is a repeat', async () => {
    const made = await house();
    const fees = await Promise.all(['1', '2', '3'].map((id) => made.attempted(id, 'counter')));
    const { body } = counterMessage(fees.map(({ attempt }, n) => paid(attempt, `T${n}`)));
    const ports = { ...made, questions: questionsIn(made.table) };
    const webhook = webhookHandler(ports, { now: () => made.clock.now, publicOrigin: PUBLIC_ORIGIN });
    const told = () =>
      webhook(
        gatewayEvent(
          'POST',
          '/webhooks/payments/{provider}/{merchant}',
          { provider: 'counter', merchant: 'shop' },
          {
            raw: Buffer.from(body).toString('utf8'),
          },
        ),
        {} as never,
      );
    let puts = 0;
    made.table.onCall = (name) => {
      if (name === 'putIfAbsent' && ++puts === 2) throw new Error('no table');
    };
    expect((await told()).statusCode).toBe(503);
    made.table.onCall = undefined;
    expect(await told()).toMatchObject({ statusCode: 200, body: '{"again":false}' });
    for (const { paymentId } of fees)
      expect(await made.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
  });

  test('without a notice is good news of nothing', async () => {
    const made = await house();
    const changes = made.table.changes.length;
    expect(await made.counted(counterMessage([]))).toBe('repeated');
    expect(made.table.changes).toHaveLength(changes);
  });

  test('brought back by the browser it is of no order where it holds no notice, or one that names none', async () => {
    const made = await house();
    const notFound = { ok: false, failure: { kind: 'not_found', what: 'attempt' } };
    expect(await made.describeReturn({ provider: 'counter', merchant: 'shop' }, counterMessage([]))).toEqual(notFound);
    const nameless = transferMessage([{ id: 'FT1', amount: 150_000, content: 'nop le phi' }]);
    expect(await made.describeReturn({ provider: 'transfer', merchant: 'bank' }, nameless)).toEqual(notFound);
  });

  test('what is to be sent again is worse than what a person must look at, and that than what is done', () => {
    const fromWorst = [
      'our_fault',
      'malformed',
      'bad_signature',
      'unknown_merchant',
      'unknown_reference',
      'mismatch',
      'recorded',
      'repeated',
    ] as const;
    for (const [n, worse] of fromWorst.entries())
      for (const better of fromWorst.slice(n)) expect(worstOf([better, worse])).toBe(worse);
  });

  test('the worst is the same whatever their order', () => {
    expect(worstOf(['recorded', 'repeated'])).toBe('recorded');
    expect(worstOf(['repeated', 'recorded', 'mismatch'])).toBe('mismatch');
    expect(worstOf(['unknown_reference', 'mismatch', 'our_fault', 'recorded'])).toBe('our_fault');
  });
});

describe('transfers, whose words name the order', () => {
  test('pay in parts, and settle the fee together', async () => {
    const made = await house();
    const { paymentId, attempt } = await made.attempted('1', 'transfer');
    const part = (id: string, amount: number) =>
      made.banked(transferMessage([{ id, amount, content: `MBVCB.1 ${attempt.reference.toLowerCase()} CT tu 0123` }]));
    expect(await part('FT1', 100_000)).toBe('recorded');
    expect((await made.known(paymentId)).state).toBe('partially_paid');
    expect(await part('FT2', 50_000)).toBe('recorded');
    expect(await part('FT2', 50_000)).toBe('repeated');
    expect(await made.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
  });

  test('that name no order, or two, are kept for a person to match, each once', async () => {
    const made = await house();
    const [one, two] = [await made.attempted('1', 'transfer'), await made.attempted('2', 'transfer')];
    const words = ['nop le phi', `${one.attempt.reference} ${two.attempt.reference}`];
    const message = transferMessage(words.map((content, n) => ({ id: `FT${n}`, amount: 150_000, content })));
    expect(await made.banked(message)).toBe('unknown_reference');
    const calls: string[] = [];
    made.table.onCall = (name) => void (name.includes(':') || calls.push(name));
    expect(await made.banked(message)).toBe('unknown_reference');
    made.table.onCall = undefined;
    // No order is looked for.
    expect(calls).toEqual(['transact', 'get', 'transact', 'get']);
    const unmatched = made.table.all().filter(({ pk }) => pk.startsWith('TXN#'));
    expect(unmatched.map(({ fact }) => fact)).toMatchObject(words.map((content) => ({ kind: 'told', content })));
    for (const { sk, fact } of unmatched) {
      expect(sk).toMatch(/^CARD#told#/);
      expect(fact).not.toHaveProperty('reference');
    }
    expect(JSON.stringify((await made.known(one.paymentId)).facts)).not.toContain('nop le phi');
    for (const { paymentId } of [one, two]) expect((await made.known(paymentId)).receivedVnd).toBe(0);
  });
});
