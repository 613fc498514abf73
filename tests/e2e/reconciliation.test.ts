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

/** The fee is listed among the paid ones, so that its money has its place by day, too. */
const isListed = (paymentId: string) =>
  eventually(async () => {
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await call('GET', `/v1/payments?state=paid&limit=200${cursor}`, { key: keys.operator });
      ids.push(...page.body.items.map((each: { paymentId: string }) => each.paymentId));
      cursor = page.body.nextCursor === undefined ? '' : `&cursor=${encodeURIComponent(page.body.nextCursor)}`;
    } while (cursor !== '');
    expect(ids).toContain(paymentId);
  });

interface Broken {
  readonly breakId: string;
  readonly kind: string;
  readonly providerTransactionId: string;
  readonly state: string;
}

test('a statement is matched with what was told, pays what was not, finds what it lacks, is decided about and corrected', async () => {
  const [told, untold, lacked] = [await attempt(), await attempt(), await attempt()];
  const [known, unknown, nobody, missing] = [newTransaction(), newTransaction(), newTransaction(), newTransaction()];
  const vnp_PayDate = `${yesterday.replaceAll('-', '')}235959`;
  await sendIpn(vnpaySigned(ipnFields(told, { vnp_TransactionNo: known, vnp_PayDate })));
  await sendIpn(vnpaySigned(ipnFields(lacked, { vnp_TransactionNo: missing, vnp_PayDate })));
  await isListed(lacked.paymentId);
  const lines = [
    { ...told, transaction: known, amountVnd: 140_000 },
    { ...untold, transaction: unknown },
    { transaction: nobody },
  ];
  const first = await put(lines);
  expect(first.status, first.text).toBe(202);
  expect((await put(lines)).body).toEqual(first.body);

  const broken: readonly Broken[] = await eventually(async () => {
    const { status, body, text } = await call('GET', path, { key: keys.operator });
    expect(status, text).toBe(200);
    expect(body).toMatchObject({ ...first.body, state: 'done', lines: 3, matched: 2 });
    const about = [known, unknown, nobody, missing];
    const breaks = body.breaks.filter((each: Broken) => about.includes(each.providerTransactionId));
    expect(breaks).toHaveLength(4);
    return breaks;
  });
  const breakOf = (transaction: string) => broken.find((each) => each.providerTransactionId === transaction);
  expect(await stateOf(untold.paymentId)).toBe('paid');
  expect(breakOf(nobody)).toMatchObject({ kind: 'missing_in_ledger', state: 'closed' });
  expect(breakOf(missing)).toMatchObject({ kind: 'missing_at_provider', state: 'open' });
  expect(breakOf(known)).toMatchObject({ kind: 'amount_differs', state: 'open' });

  const decide = (transaction: string, decision: string) =>
    call('POST', `${path}/breaks/${breakOf(transaction)?.breakId}/decisions`, {
      key: keys.operator,
      body: { decision, reason: 'Đã đối chiếu với ngân hàng', by: 'B' },
      headers: { 'idempotency-key': `${decision}-${transaction}` },
    });
  const refused = await decide(missing, 'refund');
  expect([refused.status, refused.body.kind]).toEqual([409, 'not_allowed_now']);
  const accepted = await decide(known, 'accept');
  expect(accepted.status, accepted.text).toBe(200);
  expect(accepted.body).toMatchObject({ state: 'closed', decision: { decision: 'accept' } });
  expect(await stateOf(told.paymentId)).toBe('partially_paid');

  const corrected = [
    { ...told, transaction: known, amountVnd: 140_000 },
    { ...lacked, transaction: missing },
  ];
  expect((await put(corrected)).status).toBe(202);
  await eventually(async () => {
    const { body } = await call('GET', path, { key: keys.operator });
    expect(body).toMatchObject({ version: first.body.version + 1, state: 'done', lines: 2, matched: 2 });
    expect(body.changes).toHaveLength(3);
  });
  const listed = await call('GET', `${path}/breaks?kind=missing_at_provider&state=open`, { key: keys.operator });
  const open = listed.body.items.map((each: Broken) => each.providerTransactionId);
  expect(open).toEqual(expect.arrayContaining([unknown, nobody]));
  expect(open).not.toContain(missing);
});

test('a file with a wrong line is refused with its place', async () => {
  const { status, body } = await put([{ transaction: '1' }, { transaction: '2', amountVnd: -1 }]);
  expect(status).toBe(422);
  expect(body.fields).toMatchObject([{ path: 'lines[3].amount_vnd' }]);
});
