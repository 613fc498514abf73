import { describe, expect, test } from 'vitest';
import { rebuildableTable } from '../../../functions/installation/adapters/rebuildable-table.ts';
import { unmatchedItems } from '../../../functions/payments/adapters/unmatched-items.ts';
import { memoOf } from '../../../functions/payments/domain/memo.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { ParkedAggregate } from '../../../shared/platform/ledger/parked.ts';
import { refoldAndAnnounce } from '../../../shared/platform/stream-handler.ts';
import { MERCHANT, SUSPECTED } from '../../support/payments.ts';
import { tick, transferRoom, transferWords } from '../../support/transfer-room.ts';

const { by, reason } = transferWords;

describe('money that belongs to no fee', () => {
  test('goes back by hand once it is a fee’s: its provider knows no order of it to give back', async () => {
    const made = await transferRoom();
    const [transferId, paymentId] = [await made.unmatched('7'), await made.opened()];
    expect((await made.match(transferId, paymentId)).body.state).toBe('paid');
    const wish = { amountVnd: 150_000, reason, by };
    const { refundId } = (await made.call('askRefund', { paymentId }, { body: wish })).body;
    const transfer = { bankReference: 'FT7', at: new Date(made.clock.now).toISOString(), by };
    const done = await made.call('recordTransfer', { paymentId, refundId }, { body: transfer });
    expect(done).toMatchObject({ status: 200, body: { state: 'done', amountVnd: 150_000 } });
    expect(await made.known(paymentId)).toMatchObject({ state: 'refunded', refundedVnd: 150_000 });
  });

  test('is listed once, open, with who has the account, until somebody decides', async () => {
    const made = await transferRoom();
    const transferId = await made.unmatched('1');
    await made.strange('1');
    const { status, body } = await made.list();
    expect(status).toBe(200);
    expect(body).toEqual({
      items: [
        {
          transferId,
          agencyCode: 'H26',
          provider: 'vnpay',
          merchant: MERCHANT,
          reference: 'NOBODY1',
          providerTransactionId: '1',
          amountVnd: 150_000,
          currency: 'VND',
          isSuspected: false,
          receivedAt: '2026-11-20T09:00:00+07:00',
          state: 'open',
          candidates: [],
        },
      ],
    });
    await made.decide(transferId, 'write_off');
    expect((await made.list({ state: 'open' })).body.items).toEqual([]);
    expect((await made.list({ state: 'written_off' })).body.items).toMatchObject([
      { transferId, state: 'written_off' },
    ]);
  });

  test('of which another amount is told is one transfer, of the larger sum', async () => {
    const made = await transferRoom();
    const transferId = await made.unmatched('1', 100_000);
    await made.strange('1', 120_000);
    await made.strange('1', 200_000, SUSPECTED);
    await made.strange('1', 200_000, { ...SUSPECTED, vnp_TransactionNo: '1' });
    expect((await made.list()).body.items).toMatchObject([{ transferId, amountVnd: 120_000, isSuspected: false }]);
  });

  test('is nothing that another agency or a portal may know of; pages follow each other', async () => {
    const made = await transferRoom();
    for (const n of ['1', '2', '3']) {
      made.clock.now += 1000;
      await made.unmatched(n);
    }
    const [first] = (await made.list()).body.items;
    for (const key of [made.keys.other, made.keys.main]) {
      expect((await made.list({}, key)).body.items).toEqual([]);
      expect((await made.decide(first.transferId, 'refund', key)).status).toBe(404);
      expect((await made.match(first.transferId, await made.opened(), key)).status).toBe(404);
    }
    expect((await made.list({}, made.keys.portal)).status).toBe(403);
    expect((await made.list({ agency: 'H26' }, made.keys.main)).status).toBe(404);
    expect((await made.list({ agency: 'H26.10' })).body.items).toEqual([]);
    const page = await made.list({ limit: '2' }, made.keys.operator);
    const rest = await made.list({ limit: '2', cursor: page.body.nextCursor }, made.keys.operator);
    expect([...page.body.items, ...rest.body.items].map((one) => one.providerTransactionId)).toEqual(['1', '2', '3']);
    expect(rest.body.nextCursor).toBeUndefined();
    expect((await made.list({ state: 'lost' })).status).toBe(422);
  });

  test('names the fees that it may be for: the nearly written memo first, then what lacks the sum, newest first, five at most', async () => {
    const made = await transferRoom();
    const fees: string[] = [];
    for (let n = 1; n <= 7; n += 1) fees.push(await made.opened(n));
    const [meant = ''] = fees;
    const memo = memoOf('0123456789abcdefghjkmnpqrs');
    const attempt = { provider: 'vnpay', merchant: MERCHANT, reference: memo, amountVnd: 1, exactAmount: false };
    const attemptId = `att_${'0'.repeat(26)}` as const;
    const payment = await made.known(meant as `pay_${string}`);
    const more = { attemptId, locale: 'vi' as const, createdAt: 1, expiresAt: 2 };
    await made.ledger.recordAttempt(payment, { kind: 'attempt', ...attempt, ...more }, tick);
    const wrong = `${memo.slice(0, 8)}${memo[8] === 'A' ? 'B' : 'A'}${memo.slice(9)}`;
    const money = { provider: 'vnpay', merchant: MERCHANT, code: '00', currency: 'VND', outcome: 'paid' as const };
    const told = { ...money, amountVnd: 150_000, agencyCode: 'H26' as AgencyCode, providerTransactionId: '9' };
    await made.ledger.keepUnmatched({ ...told, reference: undefined, content: `MBVCB. ${wrong} nop phi` }, tick);
    const [{ candidates, content }] = (await made.list()).body.items;
    expect(content).toBe(`MBVCB. ${wrong} nop phi`);
    const newest = fees.slice(1).reverse().slice(0, 4);
    expect(candidates.map((one: { paymentId: string }) => one.paymentId)).toEqual([meant, ...newest]);
    expect(candidates[0]).toEqual({ paymentId: meant, dossierCode: payment.dossierCode, amountVnd: 150_000 });
  });
});

describe('a transfer that is matched', () => {
  test('pays its fee as if it had come with its reference; the same again is no more, another fee is refused', async () => {
    const made = await transferRoom();
    const [paymentId, other] = [await made.opened(1), await made.opened(2)];
    const transferId = await made.unmatched('1');
    const matched = await made.match(transferId, paymentId);
    expect(matched.status, JSON.stringify(matched.body)).toBe(200);
    expect(matched.body).toMatchObject({ paymentId, state: 'paid', receivedVnd: 150_000, flags: [] });
    expect(matched.body.facts.at(-1)).toMatchObject({ kind: 'matched', provider: 'vnpay', reference: 'NOBODY1' });
    expect((await made.match(transferId, paymentId)).body).toEqual(matched.body);
    expect((await made.match(transferId, other)).status).toBe(409);
    expect((await made.decide(transferId, 'refund')).status).toBe(409);
    expect((await made.known(other)).receivedVnd).toBe(0);
    await made.settle();
    expect(made.published.map(({ type }) => type)).toContain('payment.paid');
    expect((await made.list({ state: 'matched' })).body.items).toMatchObject([{ transferId, candidates: [] }]);
  });

  test('pays a part, too much, twice and too late as any other money does; what is suspected stays under review', async () => {
    const made = await transferRoom();
    const states = async (
      n: number,
      amounts: readonly number[],
      more?: Record<string, string>,
      isCancelled = false,
    ) => {
      const paymentId = await made.opened(n);
      if (isCancelled) await made.cancel(paymentId);
      for (const [i, amountVnd] of amounts.entries()) {
        const transaction = `${n}${i}`;
        const told = more && { ...more, vnp_TransactionNo: transaction };
        expect((await made.match(await made.unmatched(transaction, amountVnd, told), paymentId)).status).toBe(200);
      }
      const { state, flags, receivedVnd } = await made.known(paymentId);
      return { state, flags, receivedVnd };
    };
    expect(await states(1, [50_000])).toEqual({ state: 'partially_paid', flags: [], receivedVnd: 50_000 });
    expect(await states(2, [50_000, 100_000])).toEqual({ state: 'paid', flags: [], receivedVnd: 150_000 });
    expect(await states(3, [200_000])).toEqual({ state: 'paid', flags: ['overpaid'], receivedVnd: 200_000 });
    expect(await states(4, [150_000, 150_000])).toMatchObject({ state: 'paid', flags: ['duplicate', 'overpaid'] });
    expect(await states(5, [150_000], undefined, true)).toMatchObject({ state: 'paid_after_close' });
    expect(await states(6, [150_000], SUSPECTED)).toEqual({
      state: 'under_review',
      flags: ['fraud_review'],
      receivedVnd: 0,
    });
  });

  test('to two fees at once pays one of them, and only one decision is kept', async () => {
    const made = await transferRoom();
    const fees = [await made.opened(1), await made.opened(2)];
    const transferId = await made.unmatched('1');
    const answers = await Promise.all([
      ...fees.map((paymentId) => made.match(transferId, paymentId)),
      made.decide(transferId, 'refund'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const received = await Promise.all(fees.map(async (paymentId) => (await made.known(paymentId)).receivedVnd));
    const { state } = (await made.list()).body.items[0];
    expect(received.reduce((sum, one) => sum + one, 0)).toBe(state === 'matched' ? 150_000 : 0);
  });

  test.each([0, 1])('killed at write %d leaves both or neither, and the same again ends it', async (at) => {
    const made = await transferRoom();
    const paymentId = await made.opened();
    const transferId = await made.unmatched('1');
    made.table.onCall = (name) => {
      if (name === (at === 0 ? 'transact' : 'transact:written')) throw new Error('killed');
    };
    expect((await made.match(transferId, paymentId)).status).toBe(500);
    made.table.onCall = undefined;
    const { receivedVnd } = await made.known(paymentId);
    const state = (await made.list()).body.items[0].state;
    expect([receivedVnd, state]).toEqual(at === 0 ? [0, 'open'] : [150_000, 'matched']);
    expect((await made.match(transferId, paymentId)).body).toMatchObject({ state: 'paid', receivedVnd: 150_000 });
  });

  test('to a fee of another tree, or to none, is a wrong field', async () => {
    const made = await transferRoom();
    await made.merchant('H27-vnpay', { current: {}, previous: [] }, 'H27');
    const money = { provider: 'vnpay', merchant: 'H27-vnpay', code: '00', currency: 'VND', outcome: 'paid' as const };
    const told = { ...money, amountVnd: 1, agencyCode: 'H27' as AgencyCode, providerTransactionId: '9' };
    await made.ledger.keepUnmatched({ ...told, reference: undefined }, tick);
    await made.ledger.keepUnmatched(
      { ...told, currency: 'USD', agencyCode: 'H26', providerTransactionId: '8', reference: 'x' },
      tick,
    );
    const [dollars, foreign] = (await made.list({}, made.keys.operator)).body.items;
    const paymentId = await made.opened();
    for (const id of [paymentId, `pay_${'9'.repeat(26)}`, 'pay_1'])
      expect(await made.match(foreign.transferId, id, made.keys.operator)).toMatchObject({
        status: 422,
        body: { fields: [{ path: 'paymentId' }] },
      });
    expect((await made.match(dollars.transferId, paymentId)).status).toBe(409);
    expect((await made.match(`trf_${'9'.repeat(26)}`, paymentId)).status).toBe(404);
    expect((await made.match('trf_1', paymentId)).status).toBe(422);
  });

  test('needs an Idempotency-Key, and so does a decision', async () => {
    const made = await transferRoom();
    const transferId = await made.unmatched('1');
    const headers = { authorization: made.keys.city, 'idempotency-key': '' };
    for (const route of ['matchTransfer', 'decideTransfer'] as const)
      expect(await made.call(route, { transferId }, { body: {}, headers })).toMatchObject({
        status: 400,
        body: { kind: 'idempotency_key_required' },
      });
  });
});

describe('a transfer that is given back', () => {
  test('is refunding until a person names the bank transfer; then it is refunded for good', async () => {
    const made = await transferRoom();
    const transferId = await made.unmatched('1');
    expect((await made.back(transferId, 'FT1')).status).toBe(409);
    const decided = await made.decide(transferId, 'refund');
    expect(decided).toMatchObject({ status: 200, body: { transferId, state: 'refunding', decision: { reason, by } } });
    expect((await made.decide(transferId, 'refund')).body).toEqual(decided.body);
    expect((await made.decide(transferId, 'write_off')).status).toBe(409);
    expect((await made.decide(transferId, 'keep')).status).toBe(422);
    const at = made.clock.now;
    made.clock.now += 600_000;
    for (const wrong of [at - 61_000, made.clock.now + 61_000])
      expect(await made.back(transferId, 'FT1', wrong)).toMatchObject({
        status: 422,
        body: { fields: [{ path: 'at' }] },
      });
    const back = await made.back(transferId, 'FT1', at);
    expect(back).toMatchObject({ status: 200, body: { state: 'refunded', refund: { bankReference: 'FT1', by } } });
    expect((await made.back(transferId, 'FT1', at)).body).toEqual(back.body);
    expect((await made.back(transferId, 'FT2', at)).status).toBe(409);
    expect((await made.back(transferId, 'FT1', at + 60_000)).status).toBe(409);
  });

  test('by a bank transfer that gave other money back is refused, also at the same moment', async () => {
    const made = await transferRoom();
    const both = [await made.unmatched('1'), await made.unmatched('2')];
    for (const transferId of both) await made.decide(transferId, 'refund');
    const answers = await Promise.all(both.map((transferId) => made.back(transferId, 'FT1')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await made.list({ state: 'refunding' })).body.items).toHaveLength(1);
    expect((await made.list({ state: 'refunded' })).body.items).toHaveLength(1);
  });
});

describe('what the payer wrote', () => {
  const content = 'Nguyen Thi Anh nop phi 0912345678';
  const money = { provider: 'vnpay', merchant: MERCHANT, code: '00', currency: 'VND', outcome: 'paid' as const };
  const told = {
    ...money,
    amountVnd: 5,
    agencyCode: 'H26' as AgencyCode,
    providerTransactionId: '9',
    reference: undefined,
  };

  test('lies on the card alone; once it is to be erased it is gone, and further words come without it', async () => {
    const made = await transferRoom();
    const { key: pk } = await made.ledger.keepUnmatched({ ...told, content }, tick);
    await made.settle();
    const bearing = () => made.table.all().filter((item) => JSON.stringify(item).includes('0912345678'));
    expect(bearing().map(({ sk }) => sk)).toEqual([expect.stringMatching(/^CARD#told#/)]);
    await made.table.put({ pk, sk: 'CARD#erased', fact: { kind: 'erased', erasedAt: 1 }, recordedAt: 1, ...tick });
    await made.settle();
    expect(bearing()).toEqual([]);
    await made.ledger.keepUnmatched({ ...told, content }, tick);
    await made.ledger.keepUnmatched({ ...told, content, amountVnd: 7 }, tick);
    expect(bearing()).toEqual([]);
    const [item] = (await made.list()).body.items;
    expect(item).toMatchObject({ amountVnd: 7, state: 'open' });
    expect(item.content).toBeUndefined();
  });

  test('does not go with the money to the fee', async () => {
    const made = await transferRoom();
    await made.ledger.keepUnmatched({ ...told, content }, tick);
    const [{ transferId }] = (await made.list()).body.items;
    const paymentId = await made.opened();
    expect((await made.match(transferId, paymentId)).status).toBe(200);
    const fee = made.table.all().filter(({ pk }) => pk === `PAY#${paymentId}`);
    expect(JSON.stringify(fee)).not.toContain('0912345678');
  });
});

describe('what release 0.1.0 kept', () => {
  const item = (more: Record<string, unknown> = {}) => ({
    pk: `UNM#vnpay#${MERCHANT}#OLD1#77#paid#90000.VND`,
    sk: 'UNM',
    fact: {
      kind: 'money_in',
      provider: 'vnpay',
      merchant: MERCHANT,
      reference: 'OLD1',
      providerTransactionId: '77',
      code: '00.00',
      amountVnd: 90_000,
      currency: 'VND',
      outcome: 'paid',
      ...more,
    },
    recordedAt: Date.parse('2026-11-19T08:00:00+07:00'),
    ...tick,
  });

  test('becomes a transfer when it is refolded or comes by the stream, once, as old as it is', async () => {
    const made = await transferRoom();
    const now = () => made.clock.now;
    await made.table.put(item());
    const parts = {
      capability: 'payments',
      books: [unmatchedItems(made.table, now)],
      bus: { async publish() {} },
      refoldQueue: { async send() {} },
    };
    await refoldAndAnnounce(item().pk, parts);
    await refoldAndAnnounce(item().pk, parts);
    const { items } = (await made.list()).body;
    expect(items).toMatchObject([
      {
        reference: 'OLD1',
        amountVnd: 90_000,
        receivedAt: '2026-11-19T08:00:00+07:00',
        state: 'open',
        agencyCode: 'H26',
      },
    ]);
    await made.strange('77', 90_000, { vnp_TxnRef: 'OLD1' });
    expect((await made.list()).body.items).toEqual(items);
  });

  test('is found by a rebuild', async () => {
    const made = await transferRoom();
    await made.table.put(item());
    const table = rebuildableTable(made.table, { async send() {} });
    const step = { run: 'r', capability: 'payments' as const, segment: 0, segments: 1, since: 0 };
    expect((await table.page(step, undefined)).aggregates).toContain(item().pk);
  });

  test('is parked where it cannot be read or its merchant has no row', async () => {
    const made = await transferRoom();
    await made.table.put(item({ merchant: 'gone' }));
    const book = unmatchedItems(made.table, () => 1);
    const id = item().pk.slice('UNM#'.length);
    await expect(book.refold(id)).rejects.toThrow(ParkedAggregate);
    await made.table.put(item({ amountVnd: 'many' }));
    await expect(book.refold(id)).rejects.toThrow(ParkedAggregate);
  });
});
