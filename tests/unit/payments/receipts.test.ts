import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { receiptNumbersIn } from '../../../functions/payments/adapters/receipt-numbers.ts';
import { FeeItem } from '../../../functions/payments/domain/facts.ts';
import { allotted, type Receipt } from '../../../functions/payments/domain/receipts.ts';
import { listDaysReceipts } from '../../../functions/payments/usecases/list-receipts.ts';
import { receiptTable } from '../../../functions/payments/usecases/receipt-view.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import { cases } from '../../support/cases.ts';
import {
  backOffice,
  DOSSIER,
  EXEMPT,
  ITEMS,
  MERCHANT,
  must,
  noticeFields,
  readyHouse,
  signedNotice,
} from '../../support/payments.ts';
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

type House = Awaited<ReturnType<typeof readyHouse>>;

/** A fee that is paid, with who makes its receipts. */
const receipted = async () => {
  const house = await readyHouse();
  const { paymentId, attempt } = await paid(house);
  return { house, receipts: receiptMaker(house), paymentId, attempt };
};

const refundIdOf = (letter: string): `rfd_${string}` => `rfd_${letter.repeat(26)}`;

/** A person gives money of the n-th transaction back by a bank transfer, or is yet to. */
const refund = async (house: House, paymentId: PaymentId, letter: string, amountVnd: number, isDone = true, n = 0) => {
  const refundId = refundIdOf(letter);
  const transaction = (await house.known(paymentId)).transactions[n]?.key ?? '';
  const asked = { refundId, transaction, amountVnd, way: 'hand', reason: 'Nộp nhầm', by: 'Bình' } as const;
  house.clock.now += 1000;
  await house.ledger.record(paymentId, { kind: 'refund', ...asked } as never, by);
  const transfer = { refundId, bankReference: `FT${letter}`, at: house.clock.now, by: 'Hoa' };
  house.clock.now += 1000;
  if (isDone) await house.ledger.record(paymentId, { kind: 'refund_transferred', ...transfer } as never, by);
};

/** A person finds a transfer to be for a fee. */
const matched = async (house: House, paymentId: PaymentId, amountVnd: number) => {
  const told = {
    provider: 'vnpay',
    merchant: MERCHANT,
    providerTransactionId: `T${amountVnd}`,
    currency: 'VND',
    code: '00',
  };
  const fact = { kind: 'matched', transferId: `trf_${'1'.repeat(26)}`, ...told, amountVnd, outcome: 'paid' };
  expect(await house.ledger.record(paymentId, { ...fact, reason: 'Đúng mã', by: 'Bình' } as never, by)).toBe(
    'recorded',
  );
};

/** A person decides about a fee's money. */
const decide = async (room: Awaited<ReturnType<typeof paymentsApiRoom>>, paymentId: PaymentId, decision: string) => {
  const decided = await room.call('decide', { paymentId }, { body: { decision, reason: 'Đủ', by: 'Bình' } });
  expect(decided.status, JSON.stringify(decided.body)).toBe(200);
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

  test('of a fee of 0 has its exemptions and their legal basis, also where it is announced', async () => {
    const house = await readyHouse();
    const { paymentId } = must(await house.fee({ items: [EXEMPT] }));
    must(await receiptMaker(house).ofPayment(paymentId, by));
    const { kind, name, fullAmountVnd, exemption } = EXEMPT;
    expect((await house.known(paymentId)).receipts).toMatchObject([
      { amountVnd: 0, items: [EXEMPT], transactions: [] },
    ]);
    await house.settle();
    const told = house.published.find(({ type }) => type === 'receipt.made');
    expect(told?.data).toMatchObject({ amountVnd: 0, items: [{ kind, name, amountVnd: 0, fullAmountVnd, exemption }] });
  });

  test('of a part payment whose rest is forgiven is over what came', async () => {
    const room = await paymentsApiRoom();
    const { paymentId } = must(await room.fee());
    await matched(room, paymentId, 60_000);
    expect(must(await receiptMaker(room).ofPayment(paymentId, by))).toBe('not due');
    await decide(room, paymentId, 'write_off');
    must(await receiptMaker(room).ofPayment(paymentId, by));
    const transactions = [{ providerName: 'VNPAY', transactionId: 'T60000' }];
    expect((await room.known(paymentId)).receipts).toMatchObject([
      { amountVnd: 60_000, items: [{ amountVnd: 50_000 }, { amountVnd: 10_000 }], transactions },
    ]);
  });

  test('of money that came after the end of the fee is made once it is accepted', async () => {
    const room = await paymentsApiRoom();
    const { payment, attempt } = await room.attempted();
    must(await room.cancel(payment.paymentId));
    room.clock.now += 1000;
    await room.told(signedNotice(noticeFields(attempt)));
    expect(must(await receiptMaker(room).ofPayment(payment.paymentId, by))).toBe('not due');
    await decide(room, payment.paymentId, 'accept');
    must(await receiptMaker(room).ofPayment(payment.paymentId, by));
    expect((await room.known(payment.paymentId)).receipts).toMatchObject([
      { amountVnd: 150_000, transactions: [{ transactionId: '14226112' }] },
    ]);
  });
});

describe('a credit note', () => {
  test('is made of each refund in the order in which they were done, over the items that are left, by which transfer', async () => {
    const { house, receipts, paymentId, attempt } = await receipted();
    must(await receipts.ofPayment(paymentId, by));
    await refund(house, paymentId, 'c', 60_000);
    await refund(house, paymentId, 'b', 60_000);
    await refund(house, paymentId, 'd', 30_000, false);
    must(await receipts.ofPayment(paymentId, by));
    must(await receipts.ofPayment(paymentId, by));
    expect(attempt.amountVnd).toBe(150_000);
    const [receipt, ...notes] = (await house.known(paymentId)).receipts;
    expect(notes).toMatchObject([
      {
        ...{ receiptKind: 'credit_note', number: 2, amountVnd: 60_000, creditsReceiptId: receipt?.receiptId },
        ...{ cause: refundIdOf('c'), transactions: [{ providerName: 'VNPAY', transactionId: 'FTc' }] },
        items: [{ amountVnd: 50_000 }, { amountVnd: 10_000 }],
      },
      { cause: refundIdOf('b'), number: 3, amountVnd: 60_000, items: [{ code: 'P01', amountVnd: 60_000 }] },
    ]);
    await house.settle();
    const told = house.published.filter(({ type }) => type === 'receipt.made');
    expect(told.at(-1)).toMatchObject({ data: { kind: 'credit_note', creditsNumber: 1, number: 3 } });
  });

  test('has nothing of surplus that goes back, and all of what goes back after it', async () => {
    const { house, receipts, paymentId, attempt } = await receipted();
    await house.told(signedNotice(noticeFields(attempt, { vnp_TransactionNo: '99' })));
    must(await receipts.ofPayment(paymentId, by));
    await refund(house, paymentId, 'b', 150_000);
    must(await receipts.ofPayment(paymentId, by));
    expect((await house.known(paymentId)).receipts).toHaveLength(1);
    await refund(house, paymentId, 'c', 150_000, true, 1);
    must(await receipts.ofPayment(paymentId, by));
    expect((await house.known(paymentId)).receipts).toMatchObject([{}, { cause: refundIdOf('c'), amountVnd: 150_000 }]);
  });

  test('of a refund that was done before its receipt was made comes with it', async () => {
    const { house, receipts, paymentId } = await receipted();
    await refund(house, paymentId, 'b', 150_000);
    must(await receipts.ofPayment(paymentId, by));
    expect((await house.known(paymentId)).receipts).toMatchObject([
      { cause: 'paid', number: 1 },
      {
        cause: refundIdOf('b'),
        number: 2,
        amountVnd: 150_000,
        items: ITEMS.map(({ code, amountVnd }) => ({ code, amountVnd })),
      },
    ]);
  });

  test('has nothing of held money that goes back', async () => {
    const { house, receipts, paymentId, attempt } = await receipted();
    must(await receipts.ofPayment(paymentId, by));
    const held = noticeFields(attempt, { vnp_TransactionNo: '98', vnp_Amount: '9000000' });
    await house.told(signedNotice(held));
    const payment = await house.known(paymentId);
    const transaction = payment.transactions.find(({ standing }) => standing !== 'received');
    expect(transaction).toBeDefined();
    await refund(house, paymentId, 'b', 90_000, true, payment.transactions.indexOf(transaction as never));
    must(await receipts.ofPayment(paymentId, by));
    expect((await house.known(paymentId)).receipts).toHaveLength(1);
  });

  test('is not made of a fee without a receipt, nor of one that was taken back', async () => {
    const { house, paymentId } = await receipted();
    await refund(house, paymentId, 'b', 150_000);
    must(await receiptMaker(house, { of: async () => undefined }).ofPayment(paymentId, by));
    expect((await house.known(paymentId)).receipts).toEqual([]);
  });
});

test('whatever refunds are done in whatever order, and whoever is told when: the notes come to what is not collected any more', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ amountVnd: fc.integer({ min: 1, max: 80_000 }), isTold: fc.boolean() }), { maxLength: 5 }),
      fc.boolean(),
      async (refunds, isDoubled) => {
        const { house, receipts, paymentId, attempt } = await receipted();
        if (isDoubled) await house.told(signedNotice(noticeFields(attempt, { vnp_TransactionNo: '99' })));
        const receivedVnd = isDoubled ? 300_000 : 150_000;
        let refundedVnd = 0;
        for (const [n, { amountVnd, isTold }] of refunds.entries()) {
          if (refundedVnd + amountVnd > 150_000) break;
          refundedVnd += amountVnd;
          await refund(house, paymentId, 'bcdef'[n] as string, amountVnd);
          if (isTold) must(await receipts.ofPayment(paymentId, by));
        }
        must(await receipts.ofPayment(paymentId, by));
        const [receipt, ...notes] = (await house.known(paymentId)).receipts as readonly [Receipt, ...Receipt[]];
        const credited = notes.reduce((sum, note) => sum + note.amountVnd, 0);
        expect(credited).toBe(Math.max(0, receipt.amountVnd - (receivedVnd - refundedVnd)));
        for (const { amountVnd, items } of notes) {
          expect(items.reduce((sum, item) => sum + item.amountVnd, 0)).toBe(amountVnd);
          expect(amountVnd).toBeGreaterThan(0);
        }
        for (const { code, amountVnd } of receipt.items) {
          const back = notes.flatMap(({ items }) => items).filter((item) => item.code === code);
          expect(back.reduce((sum, item) => sum + item.amountVnd, 0)).toBeLessThanOrEqual(amountVnd);
        }
      },
    ),
    cases(60),
  );
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

test('what was given back before is left out of the items', () => {
  const sums = (amountVnd: number, pastVnd: number) =>
    allotted(ITEMS as never, amountVnd, pastVnd).map(({ code, amountVnd: sum }) => `${code}:${sum}`);
  expect(sums(60_000, 0)).toEqual(['LP01:50000', 'P01:10000']);
  expect(sums(60_000, 60_000)).toEqual(['P01:60000']);
  expect(sums(30_000, 120_000)).toEqual(['P01:30000']);
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

  test('outlive the erasing of who paid: then for operators alone', async () => {
    const room = await paymentsApiRoom();
    const { paymentId } = await paid(room);
    const read = (key: string) => room.call('readReceipts', { paymentId }, { headers: { authorization: key } });
    await room.dossierTable.put({ pk: `DOS#${DOSSIER}`, sk: 'CARD#erased', fact: { kind: 'erased' } });
    expect(await read(room.keys.main)).toMatchObject({ status: 200, body: { items: [] } });
    must(await receiptMaker(room).ofPayment(paymentId, by));
    for (const key of [room.keys.main, room.keys.city])
      expect(await read(key)).toMatchObject({ status: 409, body: { kind: 'personal_data_erased' } });
    expect(await read(room.keys.operator)).toMatchObject({ status: 200, body: { items: [{ number: 1 }] } });
    expect((await read(room.keys.other)).status).toBe(404);
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
