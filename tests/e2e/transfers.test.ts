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
  sendEvent,
  sendIpn,
  vnpaySigned,
} from '../support/deployed.ts';

const by = 'Trần Văn Bình';

interface Listed {
  readonly transferId: string;
  readonly providerTransactionId: string;
  readonly state: string;
  readonly amountVnd: number;
  readonly candidates: readonly { readonly paymentId: string }[];
}

/** The open transfer of a transaction, as the list shows it now. */
const listed = async (transaction: string): Promise<Listed> => {
  const page = await call('GET', '/v1/unmatched-transfers?state=open&limit=200', { key: keys.operator });
  expect(page.status, page.text).toBe(200);
  const found = page.body.items.find((each: Listed) => each.providerTransactionId === transaction);
  expect(found).toMatchObject({ provider: 'vnpay', state: 'open' });
  return found;
};

/** A callback of VNPAY under a good signature, for an order that nobody opened; its transaction. */
const strangeMoney = async (amountVnd: number) => {
  const transaction = String(randomInt(100_000_000, 999_999_999));
  const fields = ipnFields({ reference: `NOBODY${transaction}`, amountVnd }, { vnp_TransactionNo: transaction });
  expect(await sendIpn(vnpaySigned(fields))).toBe('01');
  return transaction;
};

const transferOf = async (amountVnd: number) => {
  const transaction = await strangeMoney(amountVnd);
  return eventually(() => listed(transaction));
};

const post = (transferId: string, deed: string, body: Record<string, unknown>) =>
  call('POST', `/v1/unmatched-transfers/${transferId}/${deed}`, {
    key: keys.operator,
    body: { by, ...body },
    headers: { 'idempotency-key': `${transferId}-${deed}` },
  });

/** Two fees of an amount that no other test asks for. */
const openFees = async () => {
  const amountVnd = randomInt(100_000, 900_000);
  const items = [{ code: 'LP01', name: 'Lệ phí cấp bản sao', kind: 'le_phi', amountVnd }];
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const fees = [(await openFee(dossierCode, { items })).body, (await openFee(dossierCode, { items })).body];
  await openAttempt(fees[0].paymentId);
  return fees;
};

test('money for an unknown order is listed with the fees that lack it, and pays the one that it is matched to; of two at once one', async () => {
  const [fee, other] = await openFees();
  const { transferId } = await transferOf(fee.amountVnd);
  const matches = await Promise.all(
    [fee, other].map(({ paymentId }) => post(transferId, 'match', { paymentId, reason: 'Sai nội dung' })),
  );
  expect(matches.map(({ status }) => status).sort(), matches.map(({ text }) => text).join()).toEqual([200, 409]);
  const paid = await Promise.all(
    [fee, other].map(
      async ({ paymentId }) => (await call('GET', `/v1/payments/${paymentId}`, { key: keys.backOffice })).body,
    ),
  );
  expect(paid.filter(({ state }) => state === 'paid')).toHaveLength(1);
  const winner = paid.find(({ state }) => state === 'paid');
  expect(winner).toMatchObject({ receivedVnd: fee.amountVnd, flags: [] });
  const again = await post(transferId, 'match', { paymentId: winner.paymentId, reason: 'Sai nội dung' });
  expect(again.body).toEqual(winner);
});

test("money that is nobody's names its candidates, goes back by hand, and a bank transfer gives back once", async () => {
  const [fee] = await openFees();
  const transaction = await strangeMoney(fee.amountVnd);
  await eventually(async () => {
    const { candidates } = await listed(transaction);
    expect(candidates.map(({ paymentId }) => paymentId)).toContain(fee.paymentId);
  });
  const [one, two] = [await transferOf(12_345), await transferOf(23_456)];
  const bankReference = `FT${randomInt(1_000_000, 9_999_999)}`;
  for (const { transferId } of [one, two]) {
    const decided = await post(transferId, 'decisions', { decision: 'refund', reason: 'Không phải phí' });
    expect(decided, decided.text).toMatchObject({ status: 200, body: { state: 'refunding' } });
  }
  const told = { bankReference, at: new Date().toISOString() };
  const back = await post(one.transferId, 'transfer', told);
  expect(back, back.text).toMatchObject({ status: 200, body: { state: 'refunded', refund: { bankReference } } });
  expect((await post(one.transferId, 'transfer', told)).body).toEqual(back.body);
  expect((await post(two.transferId, 'transfer', told)).status).toBe(409);
  expect((await post(two.transferId, 'decisions', { decision: 'write_off', reason: 'Nhầm' })).status).toBe(409);
});
