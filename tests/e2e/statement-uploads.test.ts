import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { call, eventually, keys, openAttempt, openFee, registered, stack } from '../support/deployed.ts';
import { csvOf } from '../support/statements.ts';

const DAY_MS = 86_400_000;
const VIET_NAM_MS = 7 * 3_600_000;
/** Another day than other tests' files are of. */
const day = new Date(Date.now() + VIET_NAM_MS - 3 * DAY_MS).toISOString().slice(0, 10);
const path = `/v1/reconciliations/vnpay/${stack.merchants.vnpay?.merchant}/${day}`;

/** The file is read in pieces of 512 KB; empty lines say nothing. */
const MORE_THAN_A_PIECE = '\n'.repeat(600_000);

const shown = async () => (await call('GET', path, { key: keys.operator })).body;

const newTransaction = () => String(randomInt(100_000_000, 999_999_999));

/** Asks for an address and puts a file there. */
const uploaded = async (text: string, query = '') => {
  const asked = await call('POST', `${path}/uploads${query}`, { key: keys.operator });
  expect(asked.status, asked.text).toBe(201);
  const { method, url, headers } = asked.body.upload;
  const put = await fetch(url, { method, headers, body: text });
  expect(put.status, await put.text()).toBe(200);
};

test('a file that is uploaded is worked through; a wrong one is refused with its place, and the other stands', async () => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  const fee = await openFee(dossierCode);
  const { reference } = (await openAttempt(fee.body.paymentId)).body;
  const unknown = Array.from({ length: 9 }, () => ({ transaction: newTransaction() }));
  const lines = [{ transaction: newTransaction(), reference, amountVnd: 150_000 }, ...unknown];
  await uploaded(csvOf(lines) + MORE_THAN_A_PIECE);
  await eventually(async () => expect(await shown()).toMatchObject({ state: 'done', version: 1, lines: 10 }));
  expect((await call('GET', `/v1/payments/${fee.body.paymentId}`, { key: keys.operator })).body.state).toBe('paid');

  await uploaded(csvOf([{ transaction: '1', amountVnd: -1 }]));
  await eventually(async () =>
    expect(await shown()).toMatchObject({
      ...{ state: 'refused', version: 1, lines: 10 },
      fields: [{ path: 'lines[2].amount_vnd' }],
    }),
  );
});

test('an operator says how a bank writes its file, and the file is read by it', async () => {
  const format = {
    ...{ delimiter: ';', encoding: 'utf-16le', skipLines: 1, amountScale: 1, times: 'dd/MM/yyyy HH:mm' },
    columns: { reference: 'Mã', providerTransactionId: 'Số', kind: 'Loại', amountVnd: 'Tiền', occurredAt: 'Lúc' },
    kinds: { 'Thanh toán': 'payment' },
    amountMarks: { thousands: '.' },
  };
  const put = await call('PUT', '/v1/statement-formats/bank-e2e', { key: keys.operator, body: format });
  expect(put.status, put.text).toBe(201);
  expect((await call('PUT', '/v1/statement-formats/bank-e2e', { key: keys.operator, body: format })).status).toBe(200);
  expect((await call('GET', '/v1/statement-formats/bank-e2e', { key: keys.operator })).body).toMatchObject({
    ...format,
    name: 'bank-e2e',
    version: 1,
  });
  expect((await call('GET', '/v1/statement-formats', { key: keys.operator })).body.items).toHaveLength(1);

  const transaction = newTransaction();
  const file = ['Sao kê', 'Mã;Số;Loại;Tiền;Lúc', `;${transaction};Thanh toán;150.000;20/11/2026 10:10`].join('\n');
  const sent = await call('PUT', `${path.replace(day, '2026-11-20')}?format=bank-e2e`, {
    key: keys.operator,
    raw: Buffer.from(`\ufeff${file}`, 'utf16le'),
    headers: { 'content-type': 'text/csv' },
  });
  expect(sent.status, sent.text).toBe(202);
  await eventually(async () => {
    const { body } = await call('GET', path.replace(day, '2026-11-20'), { key: keys.operator });
    // Other tests may have had money on that day.
    const its = body.breaks.filter((each: Record<string, unknown>) => each.providerTransactionId === transaction);
    expect([body.state, its]).toMatchObject(['done', [{ amountVnd: 150_000 }]]);
  });
});
