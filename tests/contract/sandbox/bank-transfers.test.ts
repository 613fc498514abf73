import { expect, test } from 'vitest';
import type { ProviderMessage } from '../../../functions/payments/ports.ts';
import { provider as makeSepay } from '../../../functions/payments/providers/sepay/client.ts';
import { sandboxHouse } from '../../support/sandbox-house.ts';
import { sepayCredentials } from '../../support/sepay.ts';

const { accountNumber, apiKey, webhookSecret, ...rest } = sepayCredentials;
const bank = { accountNumber, ...rest };

const houseOf = (provider: 'sepay' | 'vietqr', credentials: Readonly<Record<string, string>>) =>
  sandboxHouse({ provider, merchant: 'H26', credentials });

type House = Awaited<ReturnType<typeof sandboxHouse>>;

const transfers = (house: House, changes: object = {}) =>
  house.call('POST', '/sandbox/sepay/transfers', {
    json: { accountNumber, content: 'nop le phi', amountVnd: 100_000, ...changes },
  });

const listed = (house: House, token = apiKey, account = accountNumber) =>
  house.call('GET', `/sandbox/sepay/userapi/transactions/list?account_number=${account}&limit=5000`, {
    headers: { Authorization: `Bearer ${token}` },
  });

test.each([
  ['by HMAC', { ...bank, apiKey, webhookSecret }],
  ['by API key', { ...bank, apiKey }],
])('a transfer reaches the merchant of the account by SePay’s webhook, authenticated %s', async (_, credentials) => {
  const house = await houseOf('sepay', credentials);
  house.confirmation = { status: 200, text: '{"success":true}' };
  const { status, json } = await transfers(house);
  const { providerTransactionId } = json as { providerTransactionId: string };
  expect([status, providerTransactionId]).toEqual([201, expect.stringMatching(/^\d{9}$/)]);
  const [notice, ...others] = house.sent;
  if (!notice || !('body' in notice)) throw new Error('nothing was posted');
  expect(others).toEqual([]);
  const headers = Object.fromEntries(
    Object.entries(notice.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const receivedAt = Number(headers['x-sepay-timestamp'] ?? 0) * 1000;
  const message: ProviderMessage = { query: {}, headers, body: Buffer.from(notice.body), receivedAt };
  const { terminal } = makeSepay('live', async () => undefined);
  expect(terminal(credentials).read(message)).toMatchObject({
    ok: true,
    value: [{ providerTransactionId, amountVnd: 100_000, reference: undefined }],
  });
});

test('a notice that is not confirmed is sent three times', async () => {
  const house = await houseOf('sepay', sepayCredentials);
  house.confirmation = { status: 200, text: '{"success":false}' };
  expect((await transfers(house)).status).toBe(201);
  expect([house.sent.length, house.pauses]).toEqual([3, 2]);
});

test('to an account that nobody has there is no transfer, nor one of nothing', async () => {
  const house = await houseOf('sepay', sepayCredentials);
  expect((await transfers(house, { accountNumber: '999' })).status).toBe(404);
  for (const amountVnd of [0, -1, 0.5, '1']) expect((await transfers(house, { amountVnd })).status).toBe(422);
  expect(house.sent).toEqual([]);
  expect((await house.call('POST', '/sandbox/vnpay/transfers', { json: {} })).status).toBe(404);
});

test('a transfer to an account that VietQR merchants alone have is made, and told to nobody', async () => {
  const house = await houseOf('vietqr', bank);
  expect((await transfers(house)).status).toBe(201);
  expect(house.sent).toEqual([]);
});

test('SePay lists the transfers to an account, the latest first, to whoever has its token, and to nobody else', async () => {
  const house = await houseOf('sepay', sepayCredentials);
  house.confirmation = { status: 200, text: '{"success":true}' };
  await transfers(house);
  await transfers(house, { amountVnd: 50_000 });
  const { status, json } = await listed(house);
  const { transactions } = json as { transactions: Record<string, string>[] };
  expect([status, transactions.length]).toEqual([200, 2]);
  expect(transactions.map(({ amount_in }) => amount_in).sort()).toEqual(['100000.00', '50000.00']);
  expect((await listed(house, 'other')).status).toBe(401);
  expect((await listed(house, apiKey, '999')).status).toBe(401);
});

test('its list by dates is what our side reads, both edges of a day included', async () => {
  const house = await houseOf('sepay', sepayCredentials);
  house.confirmation = { status: 200, text: '{"success":true}' };
  const days = ['2026-11-17T23:59:59', '2026-11-18T00:00:00', '2026-11-18T23:59:59', '2026-11-19T00:00:00'];
  const ids: string[] = [];
  for (const day of days) {
    house.now = Date.parse(`${day}+07:00`);
    ids.push(((await transfers(house)).json as { providerTransactionId: string }).providerTransactionId);
  }
  const { terminal } = makeSepay('http://localhost:8080/sandbox', async (url, { method, headers = {} }) => {
    const { pathname, search } = new URL(url);
    const { status, json } = await house.call(method, `${pathname}${search}`, { headers });
    return { status, bytes: Buffer.from(JSON.stringify(json)) };
  });
  const from = Date.parse('2026-11-18T00:00:00+07:00');
  const span = { from, to: from + 86_399_000 };
  const listed = await terminal(sepayCredentials).list?.(span);
  if (listed?.kind !== 'listed') throw new Error(listed?.why);
  expect(listed.callbacks.map(({ providerTransactionId }) => providerTransactionId)).toEqual([ids[2], ids[1]]);
  expect(await terminal({ ...sepayCredentials, apiKey: 'other' }).list?.(span)).toEqual({
    kind: 'refused',
    why: 'http.401',
  });
});
