import { describe, expect, test } from 'vitest';
import { outcomes } from '../../../functions/sandbox/domain/outcomes.ts';
import { fieldsOf, NOW, payUrl, sandboxHouse } from '../../support/sandbox-house.ts';

const outcomeOf = (reference: string, provider = 'vnpay') => `/sandbox/${provider}/orders/${reference}/outcome`;

describe('POST /sandbox/vnpay/orders/{reference}/outcome', () => {
  test('pay: one signed IPN to the merchant’s webhook, its answer, and the way back', async () => {
    const house = await sandboxHouse();
    await house.order('ref1');
    const { status, json } = await house.call('POST', outcomeOf('ref1'), { json: { outcome: 'pay' } });
    expect([status, json]).toEqual([
      200,
      {
        reference: 'ref1',
        outcome: 'pay',
        answers: [{ status: 200, text: '{"RspCode":"00","Message":"Confirm Success"}' }],
        returnUrl: expect.stringContaining('vnp_SecureHash='),
      },
    ]);
    expect(house.notices).toEqual([expect.stringMatching(/\/webhooks\/payments\/vnpay\/main\?vnp_Amount=15000000&/)]);
  });

  test('the same outcome again is the same transaction again', async () => {
    const house = await sandboxHouse();
    await house.order('ref1');
    for (const _ of [1, 2]) await house.call('POST', outcomeOf('ref1'), { json: { outcome: 'pay' } });
    const [first, second] = house.notices.map((notice) => fieldsOf(notice).vnp_TransactionNo);
    expect(first).toBe(second);
  });

  test.each([
    ['02', [{ RspCode: '02' }]],
    ['no answer, then 00', [undefined, { RspCode: '00' }]],
    ['97 for ever', [{ RspCode: '97' }, { RspCode: '97' }, { RspCode: '97' }]],
    ['words, then 01, then 00', ['<html>', { RspCode: '01' }, { RspCode: '00' }]],
  ])('the IPN is repeated until 00 or 02: %s', async (_, answers) => {
    const house = await sandboxHouse();
    await house.order('ref1');
    house.answers = [...answers];
    const { json } = await house.call('POST', outcomeOf('ref1'), { json: { outcome: 'pay' } });
    const told = answers.map((answer) => (answer === undefined ? null : { status: 200, text: JSON.stringify(answer) }));
    expect(json).toMatchObject({ answers: told });
    expect(house.pauses).toBe(told.length - 1);
  });

  test.each([
    ['abandon', 0, false],
    ['callback_lost', 0, true],
    ['pay_twice', 2, true],
    ['callback_before_return', 1, true],
  ] as const)('%s: %i notices', async (outcome, notices, returns) => {
    const house = await sandboxHouse();
    await house.order('ref1');
    const { json } = await house.call('POST', outcomeOf('ref1'), { json: { outcome } });
    expect(house.notices).toHaveLength(notices);
    expect((json as { returnUrl: unknown }).returnUrl).toEqual(returns ? expect.any(String) : null);
  });

  test('unknown order, provider, outcome, body and method are told apart', async () => {
    const house = await sandboxHouse();
    await house.order('ref1');
    const statusOf = async (...args: Parameters<typeof house.call>) => (await house.call(...args)).status;
    expect(await statusOf('POST', outcomeOf('nobody'), { json: { outcome: 'pay' } })).toBe(404);
    expect(await statusOf('POST', outcomeOf('ref1', 'nobody'), { json: { outcome: 'pay' } })).toBe(404);
    expect(await statusOf('POST', outcomeOf('ref1'), { json: { outcome: 'steal' } })).toBe(422);
    expect(await statusOf('POST', outcomeOf('ref1'), { form: 'outcome=steal' })).toBe(422);
    expect(await statusOf('POST', outcomeOf('ref1'), { form: '{', headers: { 'content-type': 'text/plain' } })).toBe(
      415,
    );
    expect(await statusOf('GET', outcomeOf('ref1'))).toBe(404);
    expect(house.notices).toEqual([]);
  });

  test('another order whose reference ends alike is not it', async () => {
    const house = await sandboxHouse();
    await house.order('xref1');
    expect((await house.call('POST', outcomeOf('ref1'), { json: { outcome: 'pay' } })).status).toBe(404);
  });

  test('a form brings the browser back, or keeps it on the page where it should stay', async () => {
    const house = await sandboxHouse();
    await house.order('ref1');
    const paid = await house.call('POST', outcomeOf('ref1'), { form: 'outcome=pay' });
    expect(paid).toMatchObject({ status: 303, headers: { Location: expect.stringContaining('vnp_ResponseCode=00') } });
    const stays = await house.call('POST', outcomeOf('ref1'), { form: 'outcome=callback_before_return' });
    expect(stays).toMatchObject({ status: 200, text: expect.stringContaining('Quay về') });
    const left = await house.call('POST', outcomeOf('ref1'), { form: 'outcome=abandon' });
    expect(left.text).not.toContain('/payments/return');
  });
});

describe('the pay page', () => {
  test('shows the amount and the order, and a button for each outcome', async () => {
    const house = await sandboxHouse();
    await house.order('ref1');
    const { status, text = '' } = await house.call('GET', payUrl('ref1'));
    expect(status).toBe(200);
    expect(text).toMatch(/^<!doctype html><html lang="vi"/);
    for (const words of ['150.000 đ', 'Một trăm năm mươi nghìn đồng', 'VNPAY', 'ref1']) expect(text).toContain(words);
    for (const outcome of outcomes) expect(text).toContain(`value="${outcome}"`);
    expect(text).not.toContain('<script');
  });

  test('an expired order can only be abandoned or paid late', async () => {
    const house = await sandboxHouse();
    const url = payUrl('ref1', 150_000, NOW - 1000);
    await house.order('ref1', url);
    const { text = '' } = await house.call('GET', url);
    expect([...text.matchAll(/value="(\w+)"/g)].map(([, value]) => value)).toEqual(['abandon', 'pay_late']);
  });

  test('a forged address is refused as VNPAY refuses it; an unknown order is not found', async () => {
    const house = await sandboxHouse();
    await house.order('ref1');
    const forged = await house.call('GET', payUrl('ref1').replace('vnp_Amount=15000000', 'vnp_Amount=100'));
    expect(forged).toMatchObject({ status: 400, text: expect.stringContaining('70') });
    expect((await house.call('GET', payUrl('nobody'))).status).toBe(404);
  });
});
