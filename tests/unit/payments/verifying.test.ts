import { expect, test } from 'vitest';
import type { Merchant, Refusal, Terminal } from '../../../functions/payments/ports.ts';
import { verifyMessage } from '../../../functions/payments/usecases/verify-message.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { messageOf, must, noticeFields, readyHouse, signedNotice } from '../../support/payments.ts';

const merchant: Merchant = {
  provider: 'p',
  merchant: 'm',
  agencyCode: 'H26',
  secretId: 's',
  credentialsUpdatedAt: 0,
};

/** What is made of a message by credentials that read it so, one after another. */
const readBy = async (kept: readonly ('good' | Refusal)[], fresh: readonly ('good' | Refusal)[]) => {
  const read: string[] = [];
  const terminals = (words: readonly ('good' | Refusal)[]) =>
    words.map(
      (word): Terminal => ({
        create: async () => ({ kind: 'refused', why: 'declined', code: '1' }),
        read: () => {
          read.push(word);
          return word === 'good' ? ok([]) : fail(word);
        },
      }),
    );
  const house = await readyHouse();
  const merchants = {
    ...house.merchants,
    terminals: async () => terminals(kept),
    freshTerminals: async () => terminals(fresh),
  };
  return { result: await verifyMessage({ merchants })(merchant, messageOf({})), read };
};

const forged = 'bad_signature';

test.each<[('good' | Refusal)[], ('good' | Refusal)[], 'good' | Refusal, number]>([
  [['good', forged], [], 'good', 1],
  [[forged, 'good'], [], 'good', 2],
  [['malformed', forged], ['good'], 'malformed', 1],
  [['wrong_merchant', 'good'], ['good'], 'wrong_merchant', 1],
  [[forged, forged], [forged, 'good', forged], 'good', 4],
  [[forged], [forged], forged, 2],
  [[], ['good'], 'good', 1],
  [[], [], forged, 0],
])('by %j, and then by %j, a message is %s after %i readings', async (kept, fresh, expected, readings) => {
  const { result, read } = await readBy(kept, fresh);
  expect(result.ok ? 'good' : result.failure).toBe(expected);
  expect(read).toHaveLength(readings);
});

test('what became of a message names each of its notices, and a repeat as a repeat', async () => {
  const house = await readyHouse();
  const { payment, attempt } = await house.attempted();
  const notice = { paymentId: payment.paymentId, reference: attempt.reference, alarm: undefined };
  const hear = () =>
    house.webhook({ provider: 'vnpay', merchant: 'H26-vnpay' }, signedNotice(noticeFields(attempt)), 'r');
  for (const said of [{ verdict: 'recorded' }, { verdict: 'repeated', isRepeat: true }])
    expect(await hear()).toEqual({ verdict: said.verdict, notices: [{ ...said, ...notice }] });
});

test('a fee is not found for whoever holds the link of another dossier, nor where there is none', async () => {
  const house = await readyHouse();
  const { paymentId } = must(await house.fee());
  const missing = { ok: false, failure: { kind: 'not_found', what: 'payment' } };
  expect(await house.read(paymentId, { dossierCode: 'H26.10-261120-0008' })).toEqual(missing);
  expect(await house.read(`pay_${'z'.repeat(26)}`, { dossierCode: 'H26.10-261120-0007' })).toEqual(missing);
  expect(must(await house.read(paymentId, { dossierCode: 'H26.10-261120-0007' })).paymentId).toBe(paymentId);
});
