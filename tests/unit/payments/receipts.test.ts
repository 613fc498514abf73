import { describe, expect, test } from 'vitest';
import { receiptNumbersIn } from '../../../functions/payments/adapters/receipt-numbers.ts';
import { FeeItem } from '../../../functions/payments/domain/facts.ts';
import { allotted, creditedVnd } from '../../../functions/payments/domain/receipts.ts';
import { listDaysReceipts } from '../../../functions/payments/usecases/list-receipts.ts';
import { receiptTable } from '../../../functions/payments/usecases/receipt-view.ts';
import { backOffice, ITEMS, must, noticeFields, readyHouse, signedNotice } from '../../support/payments.ts';
import { paymentsApiRoom } from '../../support/payments-api.ts';
import { receiptMaker, SIGNS } from '../../support/receipts.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const by = { recordedBy: 'system', requestId: 'r-9' };

/** A fee with one attempt that was paid. */
const paid = async (house: Awaited<ReturnType<typeof readyHouse>>, id = 'a', token = 'b') => {
  const { payment, attempt } = await house.attempted(id, token);
  expect(await house.told(signedNotice(noticeFields(attempt)))).toBe('recorded');
  return { ...payment, attempt };
};

describe('a receipt', () => {
  test('is made of a paid fee over its items, once, with the transaction that paid it, and announced', async () => {
    const house = await readyHouse();
    const receipts = receiptMaker(house);
    const { paymentId } = await paid(house);
    expect(must(await receipts.ofPayment(paymentId, by))).toBe('recorded');
    expect(must(await receipts.ofPayment(paymentId, by))).toBe('repeated');
    const payment = await house.known(paymentId);
    expect(payment.receipts).toMatchObject([
      {
        ...SIGNS,
        receiptKind: 'receipt',
        number: 1,
        year: 2026,
        amountVnd: 150_000,
        items: ITEMS,
        transactions: [{ providerName: 'VNPAY', transactionId: '14226112' }],
        issuedAt: house.clock.now,
        sealed: undefined,
      },
    ]);
    await house.settle();
    const told = house.published.filter(({ type }) => type === 'receipt.made');
    expect(told).toMatchObject([
      { id: `${paymentId}:receipt:paid`, data: { paymentId, number: 1, amountVnd: 150_000, creditsNumber: null } },
    ]);
    expect(JSON.stringify(told)).not.toContain('Nguyễn');
  });

  test('is not made of a fee that is open, was paid in part, was taken back, or whose agency has no signs', async () => {
    const house = await readyHouse();
    const receipts = receiptMaker(house);
    const { payment } = await house.attempted();
    expect(must(await receipts.ofPayment(payment.paymentId, by))).toBe('not due');
    must(await house.cancel(payment.paymentId));
    expect(must(await receipts.ofPayment(payment.paymentId, by))).toBe('not due');
    const other = await paid(house, 'c', 'd');
    const without = receiptMaker(house, { of: async () => undefined });
    expect(must(await without.ofPayment(other.paymentId, by))).toBe('no signs');
    expect(house.table.all().filter(({ pk }) => pk.startsWith('RCT#'))).toEqual([]);
  });

  test('has nothing of what is too much', async () => {
    const house = await readyHouse();
    const receipts = receiptMaker(house);
    const { paymentId, attempt } = await paid(house);
    await house.told(signedNotice(noticeFields(attempt, { vnp_TransactionNo: '99' })));
    must(await receipts.ofPayment(paymentId, by));
    expect(await house.known(paymentId)).toMatchObject({ receivedVnd: 300_000, receipts: [{ amountVnd: 150_000 }] });
  });

  test('whoever dies between its number and its fact leaves both to the next, who finds the same number', async () => {
    const house = await readyHouse();
    const receipts = receiptMaker(house);
    const [first, second] = [await paid(house), await paid(house, 'c', 'd')];
    house.table.onCall = (name) => {
      if (name === 'putIfAbsent') throw new Error('killed');
    };
    await expect(receipts.ofPayment(first.paymentId, by)).rejects.toThrow('killed');
    house.table.onCall = undefined;
    must(await receipts.ofPayment(second.paymentId, by));
    must(await receipts.ofPayment(first.paymentId, by));
    const numbers = await Promise.all(
      [first, second].map(async ({ paymentId }) => (await house.known(paymentId)).receipts.map(({ number }) => number)),
    );
    expect(numbers).toEqual([[1], [2]]);
  });

  test('is credited as far as a refund gives its money back: surplus goes first', async () => {
    const house = await readyHouse();
    const receipts = receiptMaker(house);
    const { paymentId, attempt } = await paid(house);
    await house.told(signedNotice(noticeFields(attempt, { vnp_TransactionNo: '99' })));
    must(await receipts.ofPayment(paymentId, by));
    const refund = (letter: string, amountVnd: number, beforeVnd: number) => ({
      refundId: `rfd_${letter.repeat(26)}`,
      ...{ amountVnd, beforeVnd, provider: 'vnpay', transactionId: '7' },
    });
    expect(must(await receipts.ofRefund(paymentId, refund('a', 150_000, 0), by))).toBe('not due');
    expect(must(await receipts.ofRefund(paymentId, refund('b', 60_000, 150_000), by))).toBe('recorded');
    expect(must(await receipts.ofRefund(paymentId, refund('b', 60_000, 150_000), by))).toBe('repeated');
    const [receipt, note, ...more] = (await house.known(paymentId)).receipts;
    expect(more).toEqual([]);
    expect(note).toMatchObject({
      ...{ receiptKind: 'credit_note', number: 2, amountVnd: 60_000, creditsReceiptId: receipt?.receiptId },
      items: [{ amountVnd: 50_000 }, { amountVnd: 10_000 }],
    });
  });
});

test('a fee without a receipt has no credit note', async () => {
  const house = await readyHouse();
  const { paymentId } = await paid(house);
  const refund = { refundId: 'rfd_x', amountVnd: 1, beforeVnd: 0, provider: 'vnpay', transactionId: '7' };
  expect(must(await receiptMaker(house).ofRefund(paymentId, refund, by))).toBe('not due');
});

test('items get a sum in their order as far as it goes; those of 0 stay', () => {
  const items = [
    { code: 'a', name: 'A', kind: 'phi' as const, amountVnd: 0 },
    { code: 'b', name: 'B', kind: 'phi' as const, amountVnd: 50 },
    { code: 'c', name: 'C', kind: 'le_phi' as const, amountVnd: 100 },
  ];
  const sums = (amountVnd: number) => allotted(items, amountVnd).map(({ code, amountVnd: sum }) => `${code}${sum}`);
  expect(sums(150)).toEqual(['a0', 'b50', 'c100']);
  expect(sums(60)).toEqual(['a0', 'b50', 'c10']);
  expect(sums(50)).toEqual(['a0', 'b50']);
  expect(sums(0)).toEqual(['a0']);
  expect(FeeItem.safeParse(items[0]).success).toBe(true);
});

test('what is credited of several refunds comes to what was collected, never more', () => {
  const refunds = [30, 100, 20, 150];
  let beforeVnd = 0;
  const credited = refunds.map((refundVnd) => {
    const sum = creditedVnd({ collectedVnd: 150, receivedVnd: 200, beforeVnd, refundVnd });
    beforeVnd += refundVnd;
    return sum;
  });
  expect(credited).toEqual([0, 80, 20, 50]);
});

describe('over the API', () => {
  test('the receipts of a fee, with the file once it is sealed; strangers do not learn that there is one', async () => {
    const room = await paymentsApiRoom();
    const receipts = receiptMaker(room);
    const { paymentId } = await paid(room);
    must(await receipts.ofPayment(paymentId, by));
    const read = (key: string) => room.call('readReceipts', { paymentId }, { headers: { authorization: key } });
    const { status, body } = await read(room.keys.main);
    expect(status).toBe(200);
    expect(body.items).toEqual([
      {
        receiptId: expect.stringMatching(/^rct_[0-9a-z]{26}$/),
        ...{ number: 1, formSign: SIGNS.formSign, receiptSign: SIGNS.receiptSign, kind: 'receipt' },
        ...{ amountVnd: 150_000, issuedAt: '2026-11-20T09:00:00+07:00' },
      },
    ]);
    const { receiptId } = body.items[0];
    const file = { receiptId, sha256: 'a'.repeat(64), objectKey: `receipts/${receiptId}.pdf`, objectVersionId: 'v1' };
    must(await receipts.sealed(paymentId, file, by));
    must(await receipts.sealed(paymentId, file, by));
    expect((await read(room.keys.operator)).body.items).toMatchObject([
      { sha256: file.sha256, downloadUrl: expect.stringContaining(`${file.objectKey}?versionId=v1`) },
    ]);
    expect((await read(room.keys.other)).status).toBe(404);
    expect((await read(room.keys.portal)).status).toBe(403);
    expect(await receipts.sealed(paymentId, { ...file, sha256: 'b'.repeat(64) }, by)).toMatchObject({
      failure: { kind: 'conflict' },
    });
  });

  test('a day’s table: the caller’s agencies only, by number, a wrong day or agency named', async () => {
    const room = await paymentsApiRoom();
    const receipts = receiptMaker(room);
    for (const [id, token] of [
      ['a', 'b'],
      ['c', 'd'],
    ] as const)
      must(await receipts.ofPayment((await paid(room, id, token)).paymentId, by));
    const numbers = receiptNumbersIn(room.table, () => room.clock.now);
    const of = (agencyCode?: 'H26.10' | 'H27', date = '2026-11-20') =>
      listDaysReceipts({ numbers })({ caller: backOffice(), date, agencyCode });
    expect(must(await of()).map(({ receipt }) => receipt.number)).toEqual([1, 2]);
    expect(must(await of('H26.10', '2026-11-21'))).toEqual([]);
    expect(await of('H27')).toMatchObject({ failure: { kind: 'not_found' } });
    const wrong = await room.call('listReceipts', {}, { query: { date: ['2026-02-30'] } });
    expect(wrong).toMatchObject({ status: 422, body: { fields: [{ path: 'date' }] } });
    const lines = receiptTable(must(await of())).split('\r\n');
    expect(lines[0]).toMatch(/^tax_code,form_sign,receipt_sign,number,kind,/);
    expect(lines[1]).toContain(`${SIGNS.taxCode},${SIGNS.formSign},${SIGNS.receiptSign},00000001,receipt,H26.10,`);
    expect(lines).toHaveLength(4);
  });

  test('nothing in the table is a formula, and quotes and commas stay in their field', async () => {
    const house = await readyHouse();
    house.clock.now = inVietNam('2026-11-20 10:00');
    const signs = { taxCode: '0101243150', formSign: '=1+1', receiptSign: '@A,"B"' };
    const { paymentId } = await paid(house);
    must(await receiptMaker(house, { of: async () => signs }).ofPayment(paymentId, by));
    const numbers = receiptNumbersIn(house.table, () => house.clock.now);
    const [, line] = receiptTable(await numbers.ofDay('2026-11-20', undefined)).split('\r\n');
    expect(line).toContain(`0101243150,'=1+1,"'@A,""B""",00000001`);
  });
});
