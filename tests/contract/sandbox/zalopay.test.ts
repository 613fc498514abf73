import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { NOW, sandboxHouse } from '../../support/sandbox-house.ts';

const credentials = { appId: '2553', key1: 'the first key', key2: 'the second key' };

type Fields = Readonly<Record<string, string | number | undefined>>;

const hmac = (values: readonly unknown[], key = credentials.key1): string =>
  createHmac('sha256', key).update(values.join('|')).digest('hex');

const day = new Date(NOW + 7 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '');
const reference = `${day}_order`;

/** What a merchant posts to create an order, signed after the changes. */
const createOf = (changes: Fields = {}, key?: string): Fields => {
  const fields: Fields = {
    app_id: 2553,
    app_trans_id: reference,
    app_user: 'demo',
    app_time: NOW,
    amount: 150_000,
    expire_duration_seconds: 900,
    description: 'Nộp lệ phí',
    embed_data: '{"redirecturl":"https://motcua.test/return?a=1"}',
    item: '[]',
    ...changes,
  };
  const signed = ['app_id', 'app_trans_id', 'app_user', 'amount', 'app_time', 'embed_data', 'item'];
  return {
    ...fields,
    mac: hmac(
      signed.map((name) => fields[name] ?? ''),
      key,
    ),
  };
};

const queryOf = (key = credentials.key1): Fields => ({
  app_id: 2553,
  app_trans_id: reference,
  mac: hmac([2553, reference, key], key),
});

const ready = async (opened = [reference]) => {
  const house = await sandboxHouse({ provider: 'zalopay', merchant: 'main', credentials });
  for (const each of opened) await house.attempt(each);
  const post = async (path: string, json: Fields) =>
    (await house.call('POST', `/sandbox/zalopay/v2/${path}`, { json })).json as Record<string, unknown>;
  return {
    house,
    create: (json: Fields = createOf()) => post('create', json),
    query: (json: Fields = queryOf()) => post('query', json),
    does: async (outcome: string) => {
      const path = `/sandbox/zalopay/orders/${reference}/outcome`;
      return (await house.call('POST', path, { json: { outcome } })).json as { returnUrl: string | null };
    },
  };
};

test('an order is created once, by JSON or by a form, and has its page', async () => {
  const { house, create } = await ready();
  const form = new URLSearchParams(createOf() as Record<string, string>).toString();
  const answered = await house.call('POST', '/sandbox/zalopay/v2/create', {
    form,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  });
  expect(answered.json).toMatchObject({
    return_code: 1,
    sub_return_code: 1,
    order_url: expect.stringMatching(new RegExp(`/sandbox/zalopay/pay/${reference}$`)),
  });
  expect(await create(createOf({ amount: 1 }))).toMatchObject({ return_code: 2, sub_return_code: -68 });
  const { order_url: page } = answered.json as { order_url: string };
  expect((await house.call('GET', page)).text).toContain('150.000');
});

test.each<[string, Fields, number]>([
  ['another key', createOf({}, 'another'), -402],
  ['no signature', { ...createOf(), mac: undefined }, -402],
  ['an amount that is not signed', { ...createOf(), amount: 1 }, -402],
  ['another application', createOf({ app_id: 2554 }), -402],
  ['yesterday', createOf({ app_trans_id: `${Number(day) - 1}_order` }), -401],
  ['no name behind the day', createOf({ app_trans_id: day }), -401],
  ['a name of 41 characters', createOf({ app_trans_id: `${day}_${'x'.repeat(34)}` }), -401],
  ['a clock that is 16 minutes late', createOf({ app_time: NOW - 960_000 }), -401],
  ['nobody who pays', createOf({ app_user: '' }), -401],
  ['no amount', createOf({ amount: 0 }), -401],
  ['a broken amount', createOf({ amount: '1.5' }), -401],
  ['a term under five minutes', createOf({ expire_duration_seconds: 299 }), -401],
  ['a term over thirty days', createOf({ expire_duration_seconds: 2_592_001 }), -401],
  ['no description', createOf({ description: '' }), -401],
  ['items that are no JSON', createOf({ item: '' }), -401],
  ['data that are no JSON', createOf({ embed_data: '' }), -401],
])('an order with %s is not created', async (_, fields, sub) => {
  const { create, query } = await ready([reference, String(fields.app_trans_id)]);
  expect(await create(fields)).toMatchObject({ return_code: 2, sub_return_code: sub });
  expect(await query()).toMatchObject({ return_code: 2, sub_return_code: -101 });
});

test.each<[string | undefined, object]>([
  [undefined, { return_code: 3 }],
  ['abandon', { return_code: 3 }],
  ['decline', { return_code: 2, sub_return_code: -54 }],
  ['pay', { return_code: 1, amount: 150_000 }],
  ['callback_lost', { return_code: 1, amount: 150_000 }],
  ['wrong_amount', { return_code: 1, amount: 151_000 }],
])('asked after %s, answers', async (outcome, expected) => {
  const { create, query, does } = await ready();
  await create();
  if (outcome) await does(outcome);
  expect(await query()).toMatchObject(expected);
  expect(await query(queryOf('another'))).toMatchObject({ return_code: 2, sub_return_code: -402 });
});

test('a callback is signed by the second key over its data, and names the transaction that a query names', async () => {
  const { house, create, query, does } = await ready();
  await create();
  await does('pay');
  const [sent] = house.sent as { body: string; headers: object }[];
  const { data, mac, type } = JSON.parse(sent?.body ?? '');
  expect([type, mac, sent?.headers]).toEqual([
    1,
    hmac([data], credentials.key2),
    { 'Content-Type': 'application/json' },
  ]);
  expect(JSON.parse(data)).toMatchObject({ app_id: 2553, app_trans_id: reference, app_time: NOW, amount: 150_000 });
  const { zp_trans_id } = JSON.parse(data);
  expect(String(zp_trans_id)).toMatch(new RegExp(`^${day}\\d{9}$`));
  expect(await query()).toMatchObject({ zp_trans_id });
});

test.each([
  ['pay', '1', '38'],
  ['decline', '-49', '0'],
])(
  'after %s the payer goes back with the status %s, signed, behind what the address had',
  async (outcome, status, pmcid) => {
    const { create, does, house } = await ready();
    await create();
    const { returnUrl } = await does(outcome);
    const { a, checksum, ...fields } = Object.fromEntries(new URL(returnUrl ?? '').searchParams);
    expect(a).toBe('1');
    expect(fields).toEqual({
      appid: '2553',
      apptransid: reference,
      pmcid,
      bankcode: '',
      amount: '150000',
      discountamount: '0',
      status,
    });
    expect(checksum).toBe(hmac(Object.values(fields), credentials.key2));
    if (outcome === 'decline') expect(house.sent).toEqual([]);
  },
);

test.each([
  [[{ return_code: 1 }], 1],
  [[{ return_code: 2 }], 1],
  [[{ return_code: -1 }], 1],
  [[{ return_code: 0 }, { return_code: 1 }], 2],
  [[undefined, { return_code: 0 }, { return_code: 0 }], 3],
  [[{ RspCode: '00' }, 'OK', { return_code: 1 }], 3],
])('a merchant that answers %j is told %i times', async (answers, times) => {
  const { house, create, does } = await ready();
  await create();
  house.answers = [...answers];
  await does('pay');
  expect(house.sent.length).toBe(times);
});

test('without an address to go back to the payer stays', async () => {
  const { create, does } = await ready();
  await create(createOf({ embed_data: '{}' }));
  expect((await does('pay')).returnUrl).toBeNull();
});
