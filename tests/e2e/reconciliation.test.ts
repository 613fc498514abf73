import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  call,
  eventually,
  ipnFields,
  keys,
  openAttempt,
  openFee,
  registered,
  sendIpn,
  stack,
  vnpaySigned,
} from '../support/deployed.ts';
import { csvOf, type Written } from '../support/statements.ts';

const DAY_MS = 86_400_000;
const VIET_NAM_MS = 7 * 3_600_000;
/** The file is yesterday's: a line matches whatever the day of the money. */
const yesterday = new Date(Date.now() + VIET_NAM_MS - DAY_MS).toISOString().slice(0, 10);
const path = `/v1/reconciliations/vnpay/${stack.merchants.vnpay?.merchant}/${yesterday}`;

const put = (lines: readonly Written[]) =>
  call('PUT', path, { key: keys.operator, raw: csvOf(lines), headers: { 'content-type': 'text/csv' } });

const attempt = async () => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  const fee = await openFee(dossierCode);
  const opened = await openAttempt(fee.body.paymentId);
  return { paymentId: fee.body.paymentId as string, reference: opened.body.reference as string, amountVnd: 150_000 };
};

const stateOf = async (paymentId: string) =>
  (await call('GET', `/v1/payments/${paymentId}`, { key: keys.operator })).body.state;

const newTransaction = () => String(randomInt(100_000_000, 999_999_999));

test('a statement is matched with what was told, pays what was not, and is corrected', async () => {
  const [told, untold] = [await attempt(), await attempt()];
  const [known, unknown, nobody] = [newTransaction(), newTransaction(), newTransaction()];
  await sendIpn(vnpaySigned(ipnFields(told, { vnp_TransactionNo: known })));
  const lines = [
    { ...told, transaction: known },
    { ...untold, transaction: unknown },
    { transaction: nobody },
  ];
  const first = await put(lines);
  expect(first.status, first.text).toBe(202);
  expect((await put(lines)).body).toEqual(first.body);

  const shown = await eventually(async () => {
    const { status, body, text } = await call('GET', path, { key: keys.operator });
    expect(status, text).toBe(200);
    expect(body).toMatchObject({ ...first.body, state: 'done', lines: 3, matched: 2 });
    expect(body.breaks).toHaveLength(2);
    return body;
  });
  expect(await stateOf(untold.paymentId)).toBe('paid');
  const open = shown.breaks.find((each: { state: string }) => each.state === 'open');
  expect(open).toMatchObject({ kind: 'missing_in_ledger', providerTransactionId: nobody });
  const decided = await call('POST', `${path}/breaks/${open.breakId}/decisions`, {
    key: keys.operator,
    body: { decision: 'write_off', reason: 'Không phải tiền nộp phí', by: 'B' },
    headers: { 'idempotency-key': open.breakId },
  });
  expect(decided.status, decided.text).toBe(200);
  expect(decided.body).toMatchObject({ state: 'closed' });

  expect((await put(lines.slice(0, 1))).status).toBe(202);
  await eventually(async () => {
    const { body } = await call('GET', path, { key: keys.operator });
    expect(body).toMatchObject({ version: first.body.version + 1, state: 'done', lines: 1, matched: 1 });
    expect(body.changes).toHaveLength(2);
  });
  const listed = await call('GET', `${path}/breaks?kind=missing_at_provider&state=open`, { key: keys.operator });
  expect(listed.body.items).toMatchObject([{ providerTransactionId: unknown }]);
});

test('a file with a wrong line is refused with its place', async () => {
  const { status, body } = await put([{ transaction: '1' }, { transaction: '2', amountVnd: -1 }]);
  expect(status).toBe(422);
  expect(body.fields).toMatchObject([{ path: 'lines[3].amount_vnd' }]);
});
