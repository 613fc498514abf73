import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { questionsIn } from '../../../functions/payments/adapters/fee-timers.ts';
import { logAsked } from '../../../functions/payments/handlers/money-log.ts';
import { webhookHandler } from '../../../functions/payments/handlers/webhook.ts';
import type { PaymentLedger } from '../../../functions/payments/ports.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/kernel/time.ts';
import { alarmed, logged } from '../../support/logged.ts';
import {
  CREDENTIALS,
  DOSSIER,
  FAILED,
  ITEMS,
  MERCHANT,
  noticeFields,
  PUBLIC_ORIGIN,
  readyHouse,
  SUSPECTED,
  signedNotice,
  vnpayHash,
} from '../../support/payments.ts';
import { paymentsApiRoom } from '../../support/payments-api.ts';
import { FOUND } from '../../support/vnpay-query.ts';

const house = async () => {
  const made = await readyHouse();
  const { payment, attempt } = await made.attempted();
  const begun = made.clock.now;
  /** Hears a callback by the webhook's handler; the error lines, each of which is counted. */
  const heard = (...told: Parameters<typeof hearing>) => alarmed(() => hearing(...told));
  const hearing = (fields: Record<string, string>, ledger: Partial<PaymentLedger> = {}, secret?: string) => {
    const ports = { ...made, questions: questionsIn(made.table), ledger: { ...made.ledger, ...ledger } };
    const handler = webhookHandler(ports, { now: () => made.clock.now, publicOrigin: PUBLIC_ORIGIN });
    const event = {
      httpMethod: 'GET',
      resource: '/webhooks/payments/{provider}/{merchant}',
      pathParameters: { provider: 'vnpay', merchant: MERCHANT },
      multiValueQueryStringParameters: signedNotice(fields, secret).query,
      headers: {},
      body: null,
      requestContext: { requestId: 'r-1' },
    } as unknown as APIGatewayProxyEvent;
    return handler(event, {} as Context);
  };
  /** What a sweep so many minutes later asks and logs. */
  const swept = (minutes: number) =>
    alarmed(async () => {
      const { settled, unanswered } = await made.sweepAt(begun + minutes * MINUTE_MS);
      logAsked({ settled }, 'r-3');
      for (const each of unanswered) logAsked({ unanswered: each }, 'r-3');
    });
  return { ...made, payment, attempt, heard, hearing, swept };
};

const by = { requestId: 'r-1', provider: 'vnpay' };

describe('a callback wakes a person', () => {
  test('where its amount is not what was asked', async () => {
    const { heard, attempt, payment } = await house();
    const { reference } = attempt;
    const line = { ...by, message: 'money_to_decide', outcome: 'mismatch', reference, aggregate: payment.paymentId };
    expect(await heard(noticeFields({ reference, amountVnd: 1 }))).toMatchObject([line]);
  });

  test('where the provider suspects fraud', async () => {
    const { heard, attempt, payment } = await house();
    const line = { ...by, message: 'money_to_decide', aggregate: payment.paymentId };
    expect(await heard(noticeFields(attempt, SUSPECTED))).toMatchObject([line]);
  });

  test('and nothing of its signature stands in a line of the log', async () => {
    const { hearing, attempt } = await house();
    const fields = noticeFields(attempt, SUSPECTED);
    const lines = await logged(() => hearing(fields));
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(lines)).not.toContain(vnpayHash(fields));
  });

  test('where its key holds another story', async () => {
    const { heard, attempt, payment } = await house();
    const line = { ...by, message: 'conflict', reference: attempt.reference, aggregate: payment.paymentId };
    expect(await heard(noticeFields(attempt), { record: async () => 'conflict' })).toMatchObject([line]);
  });

  test('where its money is for no order of ours: the line says where it lies', async () => {
    const { heard, table } = await house();
    const nobody = { reference: 'NOBODY1', amountVnd: 150_000 };
    const [line, ...more] = await heard(noticeFields(nobody));
    expect(line).toMatchObject({ ...by, message: 'money_unmatched', reference: 'NOBODY1' });
    expect(more).toEqual([]);
    expect(table.all().filter(({ pk, sk }) => pk === line?.aggregate && sk.startsWith('CARD#told#'))).toHaveLength(1);
    expect(await heard(noticeFields(nobody, FAILED))).toEqual([]);
  });

  test('where it could not be kept', async () => {
    const { heard, attempt } = await house();
    const lost = async (): Promise<never> => {
      throw new Error('the table is away');
    };
    expect(await heard(noticeFields(attempt), { record: lost })).toMatchObject([{ message: 'bug', requestId: 'r-1' }]);
  });

  test('and not where all is as it was asked, where nobody paid, or where a stranger forged it', async () => {
    const { heard, attempt } = await house();
    expect(await heard(noticeFields(attempt))).toEqual([]);
    expect(await heard(noticeFields(attempt))).toEqual([]);
    expect(await heard(noticeFields(attempt, FAILED))).toEqual([]);
    expect(await heard(noticeFields({ ...attempt, amountVnd: 1 }), {}, 'another secret of theirs')).toEqual([]);
  });
});

describe('a question wakes a person', () => {
  test.each([
    ['another amount', { vnp_Amount: '100' }, 'mismatch'],
    ['a suspicion', FOUND.suspected, 'recorded'],
  ])('whose answer is %s', async (_, found, outcome) => {
    const { swept, attempt, payment, truth } = await house();
    truth.set(attempt.reference, found);
    const { paymentId: aggregate } = payment;
    expect(await swept(20)).toMatchObject([{ message: 'money_to_decide', requestId: 'r-3', aggregate, outcome }]);
  });

  test('that nobody has answered for a day, and no sooner', async () => {
    const { swept, attempt, payment, truth } = await house();
    truth.set(attempt.reference, 'down');
    expect(await swept(20)).toEqual([]);
    const { reference } = attempt;
    const line = { message: 'provider_silent', provider: 'vnpay', reference, aggregate: payment.paymentId };
    expect(await swept(20 + DAY_MS / MINUTE_MS)).toMatchObject([line]);
  });
});

test('a caller with two stories under one key wakes a person, by the caller’s key and without the stories', async () => {
  const { open, keys } = await paymentsApiRoom();
  expect(await alarmed(() => open())).toEqual([]);
  const told = await alarmed(() => open({ items: ITEMS.slice(1) }));
  const keyId = keys.main.slice('Bearer '.length).split('.')[0];
  expect(told).toMatchObject([{ message: 'conflict', requestId: 'r-1', keyId, dossierCode: DOSSIER }]);
  expect(JSON.stringify(told)).not.toMatch(/Lệ phí|Phí thẩm định/);
  expect(JSON.stringify(told)).not.toContain(CREDENTIALS.hashSecret);
});
