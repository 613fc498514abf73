import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  call,
  dossierOf,
  eventually,
  ipnFields,
  keys,
  openAttempt,
  openFee,
  registered,
  sendEvent,
  sendIpn,
  stack,
  vnpaySigned,
  vnpayWebhook,
} from '../support/deployed.ts';

const accepted = async () => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  return dossierCode;
};

const attempted = async () => {
  const fee = await openFee(await accepted());
  const attempt = await openAttempt(fee.body.paymentId);
  expect(attempt.status, attempt.text).toBe(201);
  return { fee: fee.body, attempt: attempt.body };
};

const paymentOf = async (paymentId: string) =>
  (await call('GET', `/v1/payments/${paymentId}`, { key: keys.backOffice })).body;

describe('a callback of VNPAY on the deployed stack', () => {
  test('a signed callback pays; repeated it is confirmed; a forged one changes nothing', async () => {
    const { fee, attempt } = await attempted();
    const query = vnpaySigned(ipnFields(attempt));
    expect(await sendIpn(query.replace(/vnp_Amount=\d+/, 'vnp_Amount=100'))).toBe('97');
    expect((await paymentOf(fee.paymentId)).receivedVnd).toBe(0);
    expect(await sendIpn(query)).toBe('00');
    expect(await sendIpn(query)).toBe('02');
    expect(await paymentOf(fee.paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000 });
  });

  test('twenty equal callbacks at once: one 00, nineteen 02, paid once', async () => {
    const { fee, attempt } = await attempted();
    const query = vnpaySigned(ipnFields(attempt));
    const answers = await Promise.all(Array.from({ length: 20 }, () => sendIpn(query)));
    expect(answers.filter((code) => code === '00')).toHaveLength(1);
    expect(answers.filter((code) => code === '02')).toHaveLength(19);
    expect((await paymentOf(fee.paymentId)).receivedVnd).toBe(150_000);
  });

  test.each([1, -1])('an amount off by %d dong under a good signature: 04, held, never paid', async (offBy) => {
    const { fee, attempt } = await attempted();
    const query = vnpaySigned(ipnFields(attempt, { vnp_Amount: String((attempt.amountVnd + offBy) * 100) }));
    expect(await sendIpn(query)).toBe('04');
    const payment = await paymentOf(fee.paymentId);
    expect(payment).toMatchObject({ state: 'under_review', receivedVnd: 0, heldVnd: attempt.amountVnd + offBy });
    expect(payment.flags).toContain('amount_mismatch');
  });

  test('failed first, paid later: both are kept, the money counts', async () => {
    const { fee, attempt } = await attempted();
    expect(
      await sendIpn(
        vnpaySigned(
          ipnFields(attempt, { vnp_ResponseCode: '24', vnp_TransactionStatus: '02', vnp_TransactionNo: '0' }),
        ),
      ),
    ).toBe('00');
    expect(await sendIpn(vnpaySigned(ipnFields(attempt)))).toBe('00');
    expect((await paymentOf(fee.paymentId)).state).toBe('paid');
  });

  test('suspected fraud (07) goes to a person', async () => {
    const { fee, attempt } = await attempted();
    expect(
      await sendIpn(vnpaySigned(ipnFields(attempt, { vnp_ResponseCode: '07', vnp_TransactionStatus: '07' }))),
    ).toBe('00');
    expect((await paymentOf(fee.paymentId)).state).toBe('under_review');
  });

  test('unknown reference, unknown merchant, unknown provider, duplicated parameter, broken UTF-8, huge body', async () => {
    const { fee, attempt } = await attempted();
    const query = vnpaySigned(ipnFields(attempt));
    expect(await sendIpn(vnpaySigned(ipnFields({ reference: 'NOBODY1', amountVnd: 1000 })))).toBe('01');
    expect(['01', '97']).toContain((await call('GET', `/webhooks/payments/vnpay/NOBODY01?${query}`)).body.RspCode);
    expect((await call('GET', `/webhooks/payments/nobody/NOBODY01?${query}`)).status).toBe(404);
    expect(await sendIpn(`${query}&vnp_Amount=100`)).toBe('97');
    expect(await sendIpn(query.replace('Thanh+toan', 'Thanh%FF'))).toBe('97');
    const huge = await call('POST', vnpayWebhook, {
      raw: 'x'.repeat(70_000),
      headers: { 'content-type': 'text/plain' },
    });
    expect([200, 400, 413]).toContain(huge.status);
    expect(huge.text).not.toContain('"00"');
    expect(await paymentOf(fee.paymentId)).toMatchObject({ state: 'pending', receivedVnd: 0, heldVnd: 0 });
  });

  test('what the browser brings back decides nothing: the provider knows of no such order', async () => {
    const { fee, attempt } = await attempted();
    const page = await call(
      'GET',
      `${vnpayWebhook.replace('/webhooks/payments/', '/payments/return/')}?${vnpaySigned(ipnFields(attempt))}`,
    );
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/^<!doctype html><html lang="vi"/);
    expect((await paymentOf(fee.paymentId)).state).toBe('pending');
  });
});

test('credentials that are changed are in force at once, and those before them still are', async () => {
  const merchant = `TURN${randomInt(1e9)}`;
  const path = `/v1/merchants/vnpay/${merchant}`;
  const credentials = (hashSecret: string) => ({ tmnCode: 'TURNED01', hashSecret });
  const setUp = (hashSecret: string) =>
    call('PUT', path, {
      key: keys.operator,
      body: { agencyCode: stack.agencies.main, credentials: credentials(hashSecret) },
    });
  expect((await setUp('before')).status).toBe(201);
  const open = async () => {
    const fee = await openFee(await accepted());
    const attempt = await openAttempt(fee.body.paymentId, undefined, { merchant });
    expect(attempt.status, attempt.text).toBe(201);
    return attempt.body;
  };
  const told = async (attempt: Parameters<typeof ipnFields>[0], secret: string) =>
    (
      await call(
        'GET',
        `/webhooks/payments/vnpay/${merchant}?${vnpaySigned(ipnFields(attempt, { vnp_TmnCode: 'TURNED01' }), secret)}`,
      )
    ).body?.RspCode;
  const [first, second] = [await open(), await open()];
  expect(await told(first, 'before')).toBe('00');
  expect((await setUp('after')).status).toBe(200);
  const { vnp_SecureHash, ...fields } = Object.fromEntries(new URL((await open()).redirectUrl).searchParams);
  expect(vnpaySigned(fields, 'after')).toContain(`vnp_SecureHash=${vnp_SecureHash}`);
  expect(await told(second, 'after')).toBe('00');
  expect(await told(await open(), 'before')).toBe('00');
});

describe('a fee', () => {
  test('the same Idempotency-Key answers the same payment; another body conflicts; none is refused', async () => {
    const dossierCode = await accepted();
    const first = await openFee(dossierCode, {}, 'once');
    const again = await openFee(dossierCode, {}, 'once');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.paymentId).toBe(first.body.paymentId);
    const other = await openFee(dossierCode, { items: [{ code: 'X', name: 'Y', kind: 'phi', amountVnd: 1 }] }, 'once');
    expect([other.status, other.body.kind]).toEqual([409, 'conflict']);
    const none = await call('POST', `/v1/dossiers/${dossierCode}/payments`, {
      key: keys.backOffice,
      body: { items: [] },
    });
    expect([none.status, none.body.kind]).toEqual([400, 'idempotency_key_required']);
  });

  test('cancelled before money, the dossier goes on; after money it cannot be cancelled', async () => {
    const dossierCode = await accepted();
    const fee = await openFee(dossierCode);
    await eventually(async () => expect((await dossierOf(dossierCode)).status.number).toBe(6));
    const cancel = (paymentId: string) =>
      call('POST', `/v1/payments/${paymentId}/cancel`, {
        key: keys.backOffice,
        body: { reason: 'Thu nhầm', by: 'Trần Văn Bình' },
      });
    expect((await cancel(fee.body.paymentId)).body.state).toBe('cancelled');
    await eventually(async () => expect((await dossierOf(dossierCode)).status.number).toBe(2));
    const paid = await attempted();
    await sendIpn(vnpaySigned(ipnFields(paid.attempt)));
    expect((await cancel(paid.fee.paymentId)).status).toBe(409);
  });

  test('at status 3 no fee may be opened', async () => {
    const { dossierCode } = await registered();
    await sendEvent(dossierCode, 'refused', '2026-11-16T10:00:00+07:00');
    await eventually(async () => expect((await openFee(dossierCode)).status).toBe(409));
  });

  test('another agency may not know of it', async () => {
    const fee = await openFee(await accepted());
    expect((await call('GET', `/v1/payments/${fee.body.paymentId}`, { key: keys.otherBackOffice })).status).toBe(404);
  });
});
