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
  vnpaySigned,
} from '../support/deployed.ts';

const words = { by: 'Trần Văn Bình', reason: 'Sai nội dung' };

const read = async (paymentId: string) => (await call('GET', `/v1/payments/${paymentId}`, { key: keys.operator })).body;

/** The ids of all fees that are listed so. */
const listed = async (query: string): Promise<readonly string[]> => {
  const ids: string[] = [];
  let cursor = '';
  do {
    const page = await call('GET', `/v1/payments?${query}&limit=200${cursor}`, { key: keys.operator });
    expect(page.status, page.text).toBe(200);
    ids.push(...page.body.items.map((each: { paymentId: string }) => each.paymentId));
    cursor = page.body.nextCursor === undefined ? '' : `&cursor=${encodeURIComponent(page.body.nextCursor)}`;
  } while (cursor !== '');
  return ids;
};

/** A transaction that is known without an order, a fee with an order, and another fee. */
const scene = async () => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  const [its, other] = [(await openFee(dossierCode)).body, (await openFee(dossierCode)).body];
  const { reference } = (await openAttempt(its.paymentId)).body;
  const vnp_TransactionNo = String(randomInt(100_000_000, 999_999_999));
  const order = { reference, amountVnd: its.amountVnd as number };
  const ofOrder = () => sendIpn(vnpaySigned(ipnFields(order, { vnp_TransactionNo })));
  const strange = { ...order, reference: `NOBODY${vnp_TransactionNo}` };
  expect(await sendIpn(vnpaySigned(ipnFields(strange, { vnp_TransactionNo })))).toBe('01');
  const transferId = await eventually(async () => {
    const page = await call('GET', '/v1/unmatched-transfers?state=open&limit=200', { key: keys.operator });
    const found = page.body.items.find(
      (each: { providerTransactionId: string }) => each.providerTransactionId === vnp_TransactionNo,
    );
    expect(found).toBeDefined();
    return found.transferId as string;
  });
  const match = () =>
    call('POST', `/v1/unmatched-transfers/${transferId}/match`, {
      key: keys.operator,
      body: { ...words, paymentId: other.paymentId },
      headers: { 'idempotency-key': transferId },
    });
  return { its, other, ofOrder, match };
};

test('what a person matched to one fee and the provider tells later under the order of another counts once, and is listed', async () => {
  const { its, other, ofOrder, match } = await scene();
  const matched = await match();
  expect(matched, matched.text).toMatchObject({ status: 200, body: { state: 'paid' } });
  expect(await ofOrder()).toBe('00');
  await eventually(async () => expect(await listed('flag=claimed_elsewhere')).toContain(its.paymentId));
  expect(await read(its.paymentId)).toMatchObject({ receivedVnd: 0, flags: ['claimed_elsewhere'] });
  expect(await read(other.paymentId)).toMatchObject({ receivedVnd: other.amountVnd, flags: [] });
  expect((await match()).body).toMatchObject({ state: 'paid', receivedVnd: other.amountVnd });
});

test('what the provider tells first under the order of a fee is matched to no other', async () => {
  const { its, other, ofOrder, match } = await scene();
  expect(await ofOrder()).toBe('00');
  await eventually(async () => expect(await listed('state=paid')).toContain(its.paymentId));
  expect((await match()).status).toBe(409);
  expect(await read(its.paymentId)).toMatchObject({ state: 'paid', flags: [] });
  expect((await read(other.paymentId)).receivedVnd).toBe(0);
});
