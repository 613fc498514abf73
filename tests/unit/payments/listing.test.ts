import { describe, expect, test } from 'vitest';
import { cursorAfter } from '../../../shared/kernel/paging.ts';
import { DOSSIER, ITEMS, noticeFields, vnpayHash } from '../../support/payments.ts';

import { paymentsApiRoom as room } from '../../support/payments-api.ts';

describe('the list of payments', () => {
  const worked = async () => {
    const made = await room();
    await made.dossier('H26.1-261120-0001', undefined, 'H26.1');
    const opened = async (dossierCode: string, key: string, n: number) => {
      made.clock.now += 1000;
      const headers = { authorization: key, 'idempotency-key': `k${n}` };
      const { body } = await made.call('openPayment', { dossierCode }, { body: { items: ITEMS }, headers });
      return body.paymentId as string;
    };
    const list = async (query: Record<string, string> = {}, key = made.keys.city) => {
      await made.settle();
      const answer = await made.call(
        'listPayments',
        {},
        {
          query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value]])),
          headers: { authorization: key },
        },
      );
      const ids: string[] = answer.body.items?.map(({ paymentId }: { paymentId: string }) => paymentId) ?? [];
      return { ...answer, ids };
    };
    const { city } = made.keys;
    const [created, twice, late, small] = [
      await opened(DOSSIER, city, 1),
      await opened(DOSSIER, city, 2),
      await opened(DOSSIER, city, 3),
      await opened('H26.1-261120-0001', city, 4),
    ] as const;
    const attemptsOf = async (paymentId: string) =>
      Promise.all(
        ['x', 'y'].map(async (n) => {
          const headers = { authorization: city, 'idempotency-key': n };
          return (await made.call('openAttempt', { paymentId }, { body: { provider: 'vnpay' }, headers })).body;
        }),
      );
    const tell = (attempt: { reference: string; amountVnd: number }, transaction: string) => {
      const fields = noticeFields(attempt, { vnp_TransactionNo: transaction });
      const signed = { ...fields, vnp_SecureHash: vnpayHash(fields) };
      return made.hear(Object.fromEntries(Object.entries(signed).map(([name, value]) => [name, [value]])));
    };
    const [first, second] = await attemptsOf(twice);
    await tell(first, '1');
    await tell(second, '2');
    const [afterCancel] = await attemptsOf(late);
    await made.call(
      'cancelPayment',
      { paymentId: late },
      { body: { reason: 'Thu nhầm', by: 'Bình' }, headers: { authorization: city } },
    );
    await tell(afterCancel, '3');
    await tell((await attemptsOf(small))[0], '4');
    return { ...made, list, created, twice, late, small };
  };

  test('by state and by flag, those of an agency and those below it, each as it is now and without its facts', async () => {
    const { list, created, twice, late, small } = await worked();
    expect((await list()).ids).toEqual([small, created, twice, late]);
    expect((await list({ flag: 'overpaid,duplicate' })).ids).toEqual([twice]);
    expect((await list({ flag: 'duplicate,fraud_review' })).ids).toEqual([twice]);
    expect((await list({ state: 'paid_after_close,under_review' })).ids).toEqual([late]);
    expect((await list({ state: 'paid' })).ids).toEqual([small, twice]);
    expect((await list({ state: 'paid', flag: 'duplicate' })).ids).toEqual([twice]);
    expect((await list({ state: 'created', flag: 'duplicate' })).ids).toEqual([]);
    // H26.10 is not below H26.1.
    expect((await list({ agency: 'H26.1' })).ids).toEqual([small]);
    expect((await list({ agency: 'H26.10' })).ids).toEqual([created, twice, late]);
    const { body } = await list({ flag: 'duplicate' });
    expect(body).toEqual({
      items: [
        expect.objectContaining({
          state: 'paid',
          flags: ['duplicate', 'overpaid'],
          amountVnd: 150_000,
          receivedVnd: 300_000,
          surplusVnd: 150_000,
        }),
      ],
    });
    expect(body.items[0]).not.toHaveProperty('facts');
    expect(body.items[0].attempts).toHaveLength(2);
  });

  test('a page at a time goes on where the last one ended, through all of them', async () => {
    const { list, created, twice, late, small } = await worked();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { ids, body } = await list({ limit: '1', ...(cursor ? { cursor } : {}) });
      expect(ids.length).toBeLessThanOrEqual(1);
      seen.push(...ids);
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen).toEqual([small, created, twice, late]);
  });

  test('shows each key its own agencies: operators all, others none, portals are refused', async () => {
    const { list, keys, small } = await worked();
    expect((await list({}, keys.operator)).ids).toHaveLength(4);
    expect((await list({}, keys.main)).ids).toHaveLength(3);
    expect((await list({}, keys.other)).ids).toEqual([]);
    expect((await list({}, keys.main)).ids).not.toContain(small);
    expect((await list({ agency: 'H26.10' }, keys.other)).status).toBe(404);
    expect((await list({ agency: 'H26' }, keys.main)).status).toBe(404);
    expect((await list({}, keys.portal)).status).toBe(403);
  });

  test.each([
    ['state', 'open'],
    ['state', 'paid,'],
    ['flag', 'odd'],
    ['agency', 'x'],
    ['limit', '0'],
    ['limit', '201'],
    ['cursor', 'x'],
    ['cursor', cursorAfter(`#H26.10#1763604001000#pay_${'0'.repeat(26)}`)],
    ['cursor', cursorAfter(`H26.10#1763604001000#pay_${'0'.repeat(26)}#`)],
  ])('refuses %s=%s by name', async (name, value) => {
    const { list } = await worked();
    const { status, body } = await list({ [name]: value });
    expect(status).toBe(422);
    expect(body.fields.map((field: { path: string }) => field.path)).toEqual([name]);
  });
});
