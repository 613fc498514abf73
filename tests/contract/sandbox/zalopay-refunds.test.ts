import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { NOW, sandboxHouse } from '../../support/sandbox-house.ts';

const credentials = { appId: '2553', key1: 'the first key', key2: 'the second key' };
const day = new Date(NOW + 7 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '');
const reference = `${day}_order`;
const name = `${day}_2553_refund`;

type Fields = Readonly<Record<string, string | number | undefined>>;

const hmac = (values: readonly unknown[], key = credentials.key1): string =>
  createHmac('sha256', key).update(values.join('|')).digest('hex');

const orderOf = (): Fields => {
  const fields = {
    app_id: 2553,
    app_trans_id: reference,
    app_user: 'demo',
    amount: 150_000,
    app_time: NOW,
    embed_data: '{}',
    item: '[]',
  };
  return { ...fields, description: 'Nộp lệ phí', mac: hmac(Object.values(fields)) };
};

/** An order of 150.000 đ at the played ZaloPay that was paid. */
const paid = async (outcome = 'pay') => {
  const house = await sandboxHouse({ provider: 'zalopay', merchant: 'main', credentials });
  await house.attempt(reference);
  const post = async (path: string, json: Fields): Promise<Fields> => {
    const { status, json: body } = await house.call('POST', `/sandbox/zalopay/v2/${path}`, { json });
    return { status, ...(body as Fields) } as Fields;
  };
  await post('create', orderOf());
  await house.call('POST', `/sandbox/zalopay/orders/${reference}/outcome`, { json: { outcome } });
  const query = await post('query', {
    app_id: 2553,
    app_trans_id: reference,
    mac: hmac([2553, reference, credentials.key1]),
  });
  const refundOf = (changes: Fields = {}, key?: string): Fields => {
    const fields: Fields = {
      app_id: 2553,
      m_refund_id: name,
      zp_trans_id: String(query.zp_trans_id),
      amount: 100_000,
      timestamp: house.now,
      description: 'Hoàn lệ phí',
      ...changes,
    };
    const signed = ['app_id', 'zp_trans_id', 'amount', 'refund_fee_amount', 'description', 'timestamp'];
    const values = signed.filter((each) => each in fields).map((each) => fields[each]);
    return { mac: hmac(values, key), ...fields };
  };
  return {
    house,
    refundOf,
    refund: (changes: Fields = {}, key?: string) => post('refund', refundOf(changes, key)),
    ask: (m_refund_id = name, key?: string) =>
      post('query_refund', {
        app_id: 2553,
        m_refund_id,
        timestamp: house.now,
        mac: hmac([2553, m_refund_id, house.now], key),
      }),
    choose: async (chosen: string) => {
      house.now += 1000;
      await house.call('POST', `/sandbox/zalopay/refunds/${reference}/outcome`, { json: { outcome: chosen } });
      house.now += 1000;
    },
  };
};

const code = (answer: number, sub: number) => ({ status: 200, return_code: answer, sub_return_code: sub });

test('a refund is done once, by JSON or by a form, and known by its name', async () => {
  const { house, refundOf, refund, ask } = await paid();
  expect(await ask()).toMatchObject(code(2, -101));
  const form = new URLSearchParams(refundOf() as Record<string, string>).toString();
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const { json } = await house.call('POST', '/sandbox/zalopay/v2/refund', { form, headers });
  expect(json).toMatchObject({ return_code: 1, sub_return_code: 1, refund_id: expect.any(Number) });
  expect(await refund()).toMatchObject(code(2, -23));
  expect(await ask()).toMatchObject(code(1, 1));
});

test('with a fee of its own, which the signature covers too', async () => {
  const { refund, refundOf } = await paid();
  expect(await refund({ refund_fee_amount: 1000 })).toMatchObject(code(1, 1));
  const { mac } = refundOf();
  expect(await refund({ refund_fee_amount: 1000, mac })).toMatchObject(code(2, -402));
});

test('never more than is left of what came, however it is parted', async () => {
  const { refund, choose } = await paid();
  expect(await refund({ amount: 150_001 })).toMatchObject(code(2, -14));
  await choose('pending');
  expect(await refund()).toMatchObject(code(3, 2));
  expect(await refund({ m_refund_id: `${name}2`, amount: 50_001 })).toMatchObject(code(2, -14));
  await choose('declined');
  await choose('done');
  expect(await refund({ m_refund_id: `${name}3`, amount: 150_000 })).toMatchObject(code(1, 1));
  expect(await refund({ m_refund_id: `${name}4`, amount: 1 })).toMatchObject(code(2, -14));
});

test('what waits is done or fails as is chosen later', async () => {
  for (const [chosen, answer] of [
    ['done', code(1, 1)],
    ['declined', code(2, 0)],
  ] as const) {
    const { refund, ask, choose } = await paid();
    await choose('pending');
    await refund();
    expect(await ask()).toMatchObject(code(3, 2));
    await choose(chosen);
    expect(await ask()).toMatchObject(answer);
  }
});

test('a refund that is declined is not there afterwards', async () => {
  const { refund, ask, choose } = await paid();
  await choose('declined');
  expect(await refund()).toMatchObject(code(2, -32));
  expect(await ask()).toMatchObject(code(2, -101));
});

test('while it is down ZaloPay takes nothing and says nothing', async () => {
  const { refund, ask, choose } = await paid();
  await choose('down');
  expect(await refund()).toMatchObject({ status: 503 });
  expect(await ask()).toMatchObject({ status: 503 });
  await choose('done');
  expect(await ask()).toMatchObject(code(2, -101));
  expect(await refund()).toMatchObject(code(1, 1));
});

test.each<[string, Fields, number]>([
  ['another key', { mac: 'f'.repeat(64) }, -402],
  ['no signature', { mac: undefined }, -402],
  ['another application', { app_id: 2554 }, -402],
  ['another application in its name', { m_refund_id: `${day}_2554_refund` }, -26],
  ['a name of yesterday', { m_refund_id: '200101_2553_refund' }, -25],
  ['a name of no form', { m_refund_id: 'refund' }, -401],
  ['a name that is too long', { m_refund_id: `${name}${'x'.repeat(40)}` }, -401],
  ['no reason', { description: '' }, -401],
  ['nothing to give back', { amount: 0 }, -401],
  ['an old clock', { timestamp: NOW - 901_000 }, -13],
  ['another transaction', { zp_trans_id: `${day}000000001` }, -101],
])('with %s it is refused', async (_, changes, sub) => {
  const { refund, ask } = await paid();
  expect(await refund(changes)).toMatchObject(code(2, sub));
  expect(await ask()).toMatchObject(code(2, -101));
});

test('a question that another key signs is not answered; nor is an order that nobody paid given back', async () => {
  const { refund, ask } = await paid();
  await refund();
  expect(await ask(name, 'another key')).toMatchObject(code(2, -402));
  const unpaid = await paid('decline');
  expect(await unpaid.refund({ zp_trans_id: `${day}000000001` })).toMatchObject(code(2, -101));
});

test('of an order that was paid twice each transaction is given back for itself', async () => {
  const { house, refund } = await paid('pay_twice');
  const told = house.sent.map((notice) => {
    const { data } = JSON.parse('body' in notice ? notice.body : '') as { readonly data: string };
    return String((JSON.parse(data) as { readonly zp_trans_id: number }).zp_trans_id);
  });
  const numbers = [...new Set(told)];
  expect(numbers).toHaveLength(2);
  for (const [n, zp_trans_id] of numbers.entries()) {
    const m_refund_id = `${name}${n}`;
    expect(await refund({ m_refund_id, zp_trans_id, amount: 150_000 })).toMatchObject(code(1, 1));
  }
});
