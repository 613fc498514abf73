import { describe, expect, test } from 'vitest';
import { paymentBooks } from '../../../functions/payments/adapters/books.ts';
import { must, noticeFields, signedNotice } from '../../support/payments.ts';
import { transferRoom, transferWords } from '../../support/transfer-room.ts';

const NUMBER = '77';

/** A transaction without an order, a fee under whose order its provider can tell of it, and another. */
const house = async () => {
  const made = await transferRoom();
  const [its, other] = [await made.opened(1), await made.opened(2)] as const;
  const order = must(await made.attempt(its));
  const transferId = await made.unmatched(NUMBER);
  const tell = () => made.told(signedNotice(noticeFields(order, { vnp_TransactionNo: NUMBER })));
  const decided = async (decision: string, n = 1) => {
    const body = { ...transferWords, decision };
    const headers = { authorization: made.keys.city, 'idempotency-key': `d${n}` };
    const answer = await made.call('decide', { paymentId: its }, { body, headers });
    await made.settle();
    return answer;
  };
  return { ...made, its, other, transferId, tell, decided };
};

/** The transaction was matched to the other fee before its provider told of it. */
const claimed = async () => {
  const made = await house();
  expect((await made.match(made.transferId, made.other)).status).toBe(200);
  expect(await made.tell()).toBe('recorded');
  await made.settle();
  return made;
};

describe('money that a person matched to one fee and its provider tells later under the order of another', () => {
  test('counts once; the other fee shows it, is listed and told, and is not paid', async () => {
    const made = await claimed();
    const shown = await made.known(made.its);
    expect(shown).toMatchObject({ state: 'under_review', receivedVnd: 0, heldVnd: 0, flags: ['claimed_elsewhere'] });
    expect((await made.known(made.other)).receivedVnd).toBe(150_000);
    const told = made.published.filter(({ id }) => id.startsWith(made.its)).map(({ type }) => type);
    expect(told.sort()).toEqual(['payment.opened', 'payment.under_review']);
    const query = { flag: ['claimed_elsewhere'] };
    const headers = { authorization: made.keys.operator };
    const page = await made.call('listPayments', {}, { query, headers });
    expect(page.body.items).toMatchObject([{ paymentId: made.its }]);
  });

  test('is nothing that a person could count or give back there; that it was looked at ends the flag', async () => {
    const made = await claimed();
    expect((await made.decided('refund', 1)).status).toBe(409);
    expect((await made.decided('accept', 2)).status).toBe(200);
    expect(await made.known(made.its)).toMatchObject({ state: 'pending', receivedVnd: 0, refunds: [], flags: [] });
    expect((await made.known(made.other)).receivedVnd).toBe(150_000);
  });

  test('is in no account of a day twice', async () => {
    const made = await claimed();
    const places = made.table
      .all()
      .filter(({ listPk, listSk }) => listPk?.startsWith('DAY#') && listSk?.includes(NUMBER));
    expect(places.map(({ pk }) => pk).sort()).toEqual([`PAY#${made.other}`, `TXN#${made.transferId}`]);
  });

  test('by a decision of two persons is claimed when the second agrees, not before', async () => {
    const made = await house();
    made.limit.vnd = 0;
    const asked = await made.match(made.transferId, made.other);
    const { approvalId } = asked.body;
    expect(await made.tell()).toBe('recorded');
    await made.settle();
    const word = { body: { approve: true, by: 'Hoa' }, headers: { authorization: made.keys.operator } };
    expect(await made.call('approve', { approvalId }, word)).toMatchObject({ status: 409 });
    expect((await made.known(made.its)).receivedVnd).toBe(150_000);
    expect((await made.known(made.other)).receivedVnd).toBe(0);
  });
});

test('money that is to be given back by hand does not pay the fee under whose order its provider tells of it', async () => {
  const made = await house();
  expect((await made.decide(made.transferId, 'refund')).status).toBe(200);
  await made.tell();
  await made.settle();
  expect(await made.known(made.its)).toMatchObject({ receivedVnd: 0, flags: ['claimed_elsewhere'] });
});

test('money that a provider told first is matched to no other fee, before its place among the days’ money is seen', async () => {
  const made = await house();
  await made.tell();
  const [book] = paymentBooks(made.table, () => made.clock.now);
  await book!.refold(made.its);
  const refused = await made.match(made.transferId, made.other);
  expect(refused).toMatchObject({ status: 409, body: { kind: 'not_allowed_now' } });
  expect((await made.match(made.transferId, made.its)).status).toBe(200);
  await made.settle();
  expect(await made.known(made.its)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
});
