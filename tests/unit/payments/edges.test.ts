import { describe, expect, test } from 'vitest';
import { DOSSIER, ITEMS, MERCHANT, noticeFields, signedNotice, vnpayHash } from '../../support/payments.ts';

import { paymentsApiRoom as room } from '../../support/payments-api.ts';

describe('the API of fees', () => {
  test('a repeat under a renewed API key finds what the first key opened, and opens nothing twice', async () => {
    const { open, call, keys } = await room();
    const renewed = { authorization: keys.renewed };
    const first = await open();
    expect((await open({ items: ITEMS }, renewed)).body).toEqual(first.body);
    const { paymentId } = first.body;
    const way = { body: { provider: 'vnpay' } };
    const attempt = await call('openAttempt', { paymentId }, way);
    expect((await call('openAttempt', { paymentId }, { ...way, headers: renewed })).body).toEqual(attempt.body);
  });

  test('answers a payment as the wire says, from its opening to its money', async () => {
    const { open, call, hear } = await room();
    const opened = await open();
    expect(opened.status).toBe(201);
    const { paymentId } = opened.body;
    expect(opened.body).toEqual({
      paymentId: expect.stringMatching(/^pay_[0-9a-hjkmnp-tv-z]{26}$/),
      dossierCode: DOSSIER,
      state: 'created',
      flags: [],
      amountVnd: 150_000,
      receivedVnd: 0,
      heldVnd: 0,
      refundedVnd: 0,
      surplusVnd: 0,
      items: ITEMS,
      blocksProcessing: true,
      expiresAt: '2026-11-27T23:59:59+07:00',
      payUrl: expect.stringMatching(/^http:\/\/localhost:8080\/t\/[0-9a-hjkmnp-tv-z]{26}\/pay$/),
      attempts: [],
      decisions: [],
      facts: [{ kind: 'opened', recordedAt: '2026-11-20T09:00:00+07:00' }],
    });
    const attempt = await call('openAttempt', { paymentId }, { body: { provider: 'vnpay' } });
    expect(attempt).toEqual({
      status: 201,
      body: {
        reference: expect.stringMatching(/^[0-9a-z]{26}$/),
        provider: 'vnpay',
        merchant: MERCHANT,
        state: 'open',
        amountVnd: 150_000,
        redirectUrl: expect.stringContaining('vnp_SecureHash='),
        expiresAt: '2026-11-20T09:15:00+07:00',
      },
    });
    const { reference } = attempt.body;
    expect((await hear(signedNotice(noticeFields(attempt.body)).query)).body.RspCode).toBe('00');
    const paid = await call('readPayment', { paymentId });
    expect(paid.status).toBe(200);
    expect(paid.body).toMatchObject({ state: 'paid', receivedVnd: 150_000, attempts: [{ reference, state: 'paid' }] });
    expect(paid.body.facts).toContainEqual({
      kind: 'money_in',
      provider: 'vnpay',
      reference,
      providerTransactionId: '14226112',
      amountVnd: 150_000,
      recordedAt: '2026-11-20T09:00:00+07:00',
    });
    expect((await call('cancelPayment', { paymentId }, { body: { reason: 'x', by: 'y' } })).status).toBe(409);
  });

  test('shows an open attempt as expired once its term is over', async () => {
    const { open, call, clock } = await room();
    const { paymentId } = (await open()).body;
    await call('openAttempt', { paymentId }, { body: { provider: 'vnpay' } });
    clock.now += 15 * 60_000;
    expect((await call('readPayment', { paymentId })).body.attempts[0].state).toBe('expired');
  });

  test('shows an attempt that was paid as paid, also once its term is over', async () => {
    const { open, call, hear, clock } = await room();
    const { paymentId } = (await open()).body;
    const attempt = (await call('openAttempt', { paymentId }, { body: { provider: 'vnpay' } })).body;
    await hear(signedNotice(noticeFields(attempt)).query);
    clock.now += 15 * 60_000;
    expect((await call('readPayment', { paymentId })).body.attempts[0].state).toBe('paid');
  });

  test('knows a repeat by its key, path and caller', async () => {
    const { open, call, keys } = await room();
    const first = await open();
    expect((await open()).body).toEqual(first.body);
    expect(await open({ items: ITEMS.slice(0, 1) })).toMatchObject({ status: 409, body: { kind: 'conflict' } });
    expect((await open({ items: ITEMS }, { 'idempotency-key': 'twice' })).body.paymentId).not.toBe(
      first.body.paymentId,
    );
    const { paymentId } = first.body;
    const cancel = () => call('cancelPayment', { paymentId }, { body: { reason: 'x', by: 'y' } });
    expect(await cancel()).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(await cancel()).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(await open()).toMatchObject({ status: 201, body: { state: 'cancelled' } });
    expect(keys.main).not.toBe(keys.other);
  });

  test('tells another agency, and a key that may not, nothing', async () => {
    const { open, call, keys } = await room();
    const { paymentId } = (await open()).body;
    const as = (authorization: string) => ({ headers: { authorization } });
    const body = { provider: 'vnpay' };
    expect((await call('readPayment', { paymentId }, as(keys.other))).status).toBe(404);
    expect((await call('openAttempt', { paymentId }, { body, ...as(keys.other) })).status).toBe(404);
    expect(
      (await call('cancelPayment', { paymentId }, { body: { reason: 'x', by: 'y' }, ...as(keys.other) })).status,
    ).toBe(404);
    expect((await open({ items: ITEMS }, { authorization: keys.other })).status).toBe(404);
    expect((await call('readPayment', { paymentId }, as(keys.portal))).status).toBe(403);
    expect((await call('readPayment', { paymentId }, as(''))).status).toBe(401);
    expect((await call('readPayment', { paymentId: `pay_${'0'.repeat(26)}` })).status).toBe(404);
    expect((await call('readPayment', { paymentId: 'nonsense' })).status).toBe(404);
    expect((await call('cancelPayment', { paymentId: 'nonsense' }, { body: { reason: 'x', by: 'y' } })).status).toBe(
      422,
    );
  });

  test.each<[string, unknown, string[]]>([
    ['no items', { items: [] }, ['items']],
    ['nothing to pay', { items: [{ ...ITEMS[0], amountVnd: 0 }] }, ['items']],
    ['less than nothing', { items: [{ ...ITEMS[0], amountVnd: -1 }] }, ['items.0.amountVnd']],
    ['half a dong', { items: [{ ...ITEMS[0], amountVnd: 0.5 }] }, ['items.0.amountVnd']],
    ['more than there is', { items: [ITEMS[0], { ...ITEMS[0], amountVnd: 999_999_999_999 }] }, ['items']],
    ['another kind', { items: [{ ...ITEMS[0], kind: 'fine' }] }, ['items.0.kind']],
    ['a text too long', { items: [{ ...ITEMS[0], name: 'x'.repeat(301) }] }, ['items.0.name']],
    [
      'too much text in all',
      { items: Array.from({ length: 30 }, () => ({ ...ITEMS[0], name: 'ệ'.repeat(300) })) },
      ['items'],
    ],
    ['a time without offset', { items: ITEMS, expiresAt: '2026-12-01T00:00:00' }, ['expiresAt']],
    ['a moment that is over', { items: ITEMS, expiresAt: '2026-11-01T00:00:00+07:00' }, ['expiresAt']],
    ['a field of nobody', { items: ITEMS, discount: 1 }, ['discount']],
  ])('refuses %s, naming the field', async (_, body, paths) => {
    const answer = await (await room()).open(body);
    expect([answer.status, answer.body.kind]).toEqual([422, 'invalid_input']);
    expect(answer.body.fields.map(({ path }: { path: string }) => path)).toEqual(paths);
    for (const { message } of answer.body.fields) expect(message).toMatch(/^\w.+/);
  });

  test('asks for an idempotency key, a JSON body and a dossier', async () => {
    const { open, call, table } = await room();
    expect((await open({ items: ITEMS }, { 'idempotency-key': '' })).body.kind).toBe('idempotency_key_required');
    const parameters = { dossierCode: DOSSIER };
    expect((await call('openPayment', parameters, { raw: '{' })).body.kind).toBe('malformed_body');
    expect((await call('openPayment', parameters, { raw: Buffer.from('{"items":"\xff"}', 'latin1') })).body.kind).toBe(
      'malformed_body',
    );
    const huge = { raw: JSON.stringify({ items: 'x'.repeat(300_000) }) };
    expect((await call('openPayment', parameters, huge)).status).toBe(413);
    expect((await call('openPayment', { dossierCode: 'nonsense' }, { body: { items: ITEMS } })).status).toBe(422);
    const nowhere = { dossierCode: 'H26.10-261120-9999' };
    expect((await call('openPayment', nowhere, { body: { items: ITEMS } })).status).toBe(404);
    expect(table.all().some(({ pk }) => pk.startsWith('PAY#'))).toBe(false);
  });
});

describe('the webhook', () => {
  test('answers in VNPAY’s words with HTTP 200', async () => {
    const made = await room();
    const { attempt } = await made.attempted();
    const fields = noticeFields(attempt);
    const good = signedNotice(fields).query as Record<string, string[]>;
    const code = async (...call: Parameters<typeof made.hear>) => {
      const { status, body } = await made.hear(...call);
      return status === 200 ? body.RspCode : status;
    };
    expect(await code({ ...good, vnp_Amount: ['100'] })).toBe('97');
    expect(await code({ ...good, vnp_Amount: [...(good.vnp_Amount ?? []), '100'] })).toBe('97');
    expect(await code(good, {}, 'nobody')).toBe('01');
    expect(await code(good, {}, MERCHANT, 'nobody')).toBe(404);
    expect(await code(signedNotice(noticeFields({ reference: 'N1', amountVnd: 1 })).query as never)).toBe('01');
    expect(await code(good, { raw: 'x'.repeat(70_000) })).toBe('99');
    expect(await code(good, { raw: Buffer.from([0xff]) })).toBe('99');
    expect(await code(good)).toBe('00');
    expect(await code({ ...good, tenant: ['a', 'b'], vnp_SecureHash: [vnpayHash(fields).toUpperCase()] })).toBe('02');
    const wrong = noticeFields({ ...attempt, amountVnd: 149_999 }, { vnp_TransactionNo: '2' });
    expect(await code(signedNotice(wrong).query as never)).toBe('04');
  });

  test('asks VNPAY to come again where we failed, and then records', async () => {
    const made = await room();
    const { attempt } = await made.attempted();
    const { query } = signedNotice(noticeFields(attempt));
    made.table.onCall = () => {
      throw new Error('the table is down');
    };
    expect(await made.hear(query as never)).toEqual({
      status: 200,
      body: { RspCode: '99', Message: 'Unknown error' },
    });
    made.table.onCall = undefined;
    expect((await made.hear(query as never)).body.RspCode).toBe('00');
  });
});
