import { describe, expect, test } from 'vitest';
import { defaultEnd } from '../../../functions/payments/domain/payment.ts';
import { MAX_ATTEMPTS } from '../../../functions/payments/usecases/open-attempt.ts';
import { FeeInput, MAX_FEES } from '../../../functions/payments/usecases/open-payment.ts';
import { MAX_FACTS } from '../../../shared/kernel/book.ts';
import { fail } from '../../../shared/kernel/result.ts';
import {
  AGENCY,
  backOffice,
  CREDENTIALS,
  DOSSIER,
  FAILED,
  ITEMS,
  must,
  noticeFields,
  pageOf,
  readyHouse,
  SUSPECTED,
  signedNotice,
} from '../../support/payments.ts';

const kindOf = (result: { readonly ok: boolean; readonly failure?: { readonly kind: string } }) =>
  result.ok ? 'ok' : result.failure?.kind;

describe('opening a fee', () => {
  test('adds its items up and blocks the dossier for a week, unless told otherwise', async () => {
    const house = await readyHouse();
    const payment = must(await house.fee());
    expect(payment).toMatchObject({
      dossierCode: DOSSIER,
      agencyCode: AGENCY,
      state: 'created',
      flags: [],
      amountVnd: 150_000,
      receivedVnd: 0,
      heldVnd: 0,
      refundedVnd: 0,
      blocksProcessing: true,
      expiresAt: defaultEnd(house.clock.now),
    });
    const other = must(await house.fee({ expiresAt: '2026-12-01T00:00:00+07:00', blocksProcessing: false }, 'b'));
    expect([other.expiresAt, other.blocksProcessing]).toEqual([Date.parse('2026-12-01T00:00:00+07:00'), false]);
  });

  test('is one conditional put beside that of its place; a repeat answers the payment as it is now, another body is a conflict', async () => {
    const house = await readyHouse();
    const calls: string[] = [];
    house.table.onCall = (name) => void calls.push(name);
    const first = must(await house.fee());
    expect(calls.filter((name) => name.startsWith('put') && !name.includes(':'))).toEqual([
      'putIfAbsent',
      'putIfAbsent',
    ]);
    house.table.onCall = undefined;
    house.clock.now += 3_600_000;
    expect(must(await house.fee())).toEqual(first);
    await house.cancel(first.paymentId);
    expect(must(await house.fee()).state).toBe('cancelled');
    for (const other of [
      { items: [{ ...ITEMS[0], amountVnd: 1 }] },
      ...[{ code: 'LP02' }, { name: 'Lệ phí' }, { kind: 'phi' }, { amountVnd: 60_000 }].map((changes) => ({
        items: [{ ...ITEMS[0], ...changes }, ITEMS[1]],
      })),
      { blocksProcessing: false },
      { expiresAt: '2026-12-01T00:00:00+07:00' },
    ])
      expect(kindOf(await house.fee(other))).toBe('conflict');
    expect((await house.known(first.paymentId)).amountVnd).toBe(150_000);
    const ends = ['2026-12-01T00:00:00+07:00', '2026-12-02T00:00:00+07:00'].map((expiresAt) => ({ expiresAt }));
    must(await house.fee(ends[0], 'c'));
    for (const other of [ends[1], {}]) expect(kindOf(await house.fee(other, 'c'))).toBe('conflict');
  });

  test('at a status that takes none is refused by the number of that status', async () => {
    const house = await readyHouse();
    await house.dossier(DOSSIER, 9);
    const failure = { kind: 'not_allowed_now', detail: 'a fee cannot be opened at status 9' };
    expect(await house.fee()).toEqual({ ok: false, failure });
  });

  test('ten equal requests at once open one', async () => {
    const house = await readyHouse();
    const opened = await Promise.all(Array.from({ length: 10 }, () => house.fee()));
    expect(new Set(opened.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(house.table.all().filter(({ sk }) => sk === 'FACT#opened')).toHaveLength(1);
  });

  test.each([
    [1, 'ok'],
    [2, 'ok'],
    [3, 'not_allowed_now'],
    [4, 'ok'],
    [5, 'ok'],
    [6, 'ok'],
    [7, 'not_allowed_now'],
    [8, 'not_allowed_now'],
    [9, 'not_allowed_now'],
    [10, 'not_allowed_now'],
  ])('at status %d: %s', async (status, expected) => {
    const house = await readyHouse();
    await house.dossier(DOSSIER, status);
    expect(kindOf(await house.fee())).toBe(expected);
  });

  test('that was allowed is still answered when the dossier has gone on, and its term is over', async () => {
    const house = await readyHouse();
    const input = { expiresAt: '2026-11-21T00:00:00+07:00' };
    must(await house.fee(input));
    await house.dossier(DOSSIER, 9);
    house.clock.now = Date.parse('2026-11-22T00:00:00+07:00');
    expect(kindOf(await house.fee(input))).toBe('ok');
    expect(kindOf(await house.fee(input, 'b'))).toBe('not_allowed_now');
    await house.dossier(DOSSIER, 2);
    expect(kindOf(await house.fee(input, 'b'))).toBe('invalid_input');
  });

  test('is refused once a dossier has had so many, however they come; those that were opened are still answered', async () => {
    const house = await readyHouse();
    const ids = Array.from({ length: MAX_FEES + 10 }, (_, n) => `f${n}`);
    const opened = await Promise.all(ids.map((id) => house.fee({}, id)));
    expect(opened.filter(({ ok }) => ok)).toHaveLength(MAX_FEES);
    expect(opened.filter(({ ok }) => !ok).map(kindOf)).toEqual(Array.from({ length: 10 }, () => 'not_allowed_now'));
    const first = must(opened.find(({ ok }) => ok) ?? fail('none'));
    must(await house.cancel(first.paymentId));
    const again = await Promise.all(ids.map((id) => house.fee({}, id)));
    expect(again.map(kindOf)).toEqual(opened.map(kindOf));
    await house.dossier('H26.10-261120-0008');
    expect(kindOf(await house.fee({}, 'g', backOffice(), 'H26.10-261120-0008'))).toBe('ok');
  });

  test('takes an end that is still to come, be it by a millisecond', async () => {
    const house = await readyHouse();
    const until = (ms: number) => house.fee({ expiresAt: new Date(house.clock.now + ms).toISOString() }, `${ms}`);
    expect(kindOf(await until(0))).toBe('invalid_input');
    expect(kindOf(await until(1))).toBe('ok');
  });

  test('takes items of 6,000 bytes in all and not one more', () => {
    const item = (letters: number) => ({ code: 'P', name: 'x'.repeat(letters), kind: 'phi', amountVnd: 1000 });
    const full = Array.from({ length: 16 }, () => item(300));
    const left = 6000 - JSON.stringify([...full, item(1)]).length + 1;
    expect(FeeInput.safeParse({ items: [...full, item(left)] }).success).toBe(true);
    expect(FeeInput.safeParse({ items: [...full, item(left + 1)] })).toMatchObject({
      success: false,
      error: { issues: [{ path: ['items'], message: 'expected at most 6000 bytes in all' }] },
    });
  });

  test('for a dossier of another agency, or none, is not found', async () => {
    const house = await readyHouse();
    const notFound = { ok: false, failure: { kind: 'not_found', what: 'dossier' } };
    expect(await house.fee({}, 'a', backOffice('H26.11'))).toEqual(notFound);
    expect(kindOf(await house.fee({}, 'a', backOffice('H26')))).toBe('ok');
    const nowhere = { paymentId: 'pay_x', dossierCode: 'H26.10-261120-9999', caller: backOffice(), now: 0 } as const;
    const fee = { items: [], blocksProcessing: true };
    const by = { recordedBy: 'test', requestId: 'r' };
    expect(await house.openPayment({ ...nowhere, fee, by })).toEqual(notFound);
  });
});

test('the counter that took the dossier in reads its fees, and opens, pays and takes back none', async () => {
  const house = await readyHouse();
  const card = await house.dossierTable.get(`DOS#${DOSSIER}`, 'CARD#registration');
  if (!card) throw new Error('no card');
  await house.dossierTable.put({ ...card, fact: { ...(card.fact as object), receivingAgencyCode: 'H26.40' } });
  const counter = backOffice('H26.40');
  const { paymentId } = must(await house.fee());
  expect(must(await house.read(paymentId, counter)).paymentId).toBe(paymentId);
  await house.settle();
  expect((await house.list(DOSSIER, counter)).map((listed) => listed.paymentId)).toEqual([paymentId]);
  expect(await house.read(paymentId, backOffice('H26.41'))).toEqual({
    ok: false,
    failure: { kind: 'not_found', what: 'payment' },
  });
  const cancellation = { reason: 'x', by: 'y' };
  const by = { recordedBy: 'test', requestId: 'r' };
  expect(kindOf(await house.fee({}, 'b', counter))).toBe('forbidden');
  expect(kindOf(await house.attempt(paymentId, {}, 'b', counter))).toBe('forbidden');
  expect(kindOf(await house.cancelPayment({ paymentId, cancellation, viewer: counter, by }))).toBe('forbidden');
  expect((await house.known(paymentId)).facts).toHaveLength(1);
});

describe('a way to pay', () => {
  test('asks for what is due, for a quarter of an hour, with the agency’s merchant', async () => {
    const house = await readyHouse();
    const { payment, attempt } = await house.attempted();
    expect(attempt).toMatchObject({
      provider: 'vnpay',
      merchant: 'H26-vnpay',
      state: 'open',
      amountVnd: 150_000,
      expiresAt: house.clock.now + 15 * 60_000,
    });
    const url = new URL(pageOf(attempt));
    expect(url.href).toMatch(/^http:\/\/localhost:8080\/sandbox\/vnpay\/paymentv2\/vpcpay\.html\?/);
    expect(url.searchParams.get('vnp_ReturnUrl')).toBe('http://localhost:8080/payments/return/vnpay/H26-vnpay');
    expect(url.searchParams.get('vnp_IpAddr')).toBe('203.0.113.7');
    expect((await house.known(payment.paymentId)).state).toBe('pending');
  });

  test.each([
    ['vi', 'vn'],
    ['vn', 'vn'],
    ['en', 'en'],
    [undefined, 'vn'],
  ])('asked for in %s opens the provider’s page in %s', async (locale, shown) => {
    const house = await readyHouse();
    const { paymentId } = must(await house.fee());
    const url = new URL(pageOf(must(await house.attempt(paymentId, { locale }))));
    expect(url.searchParams.get('vnp_Locale')).toBe(shown);
  });

  test('lies under its reference, whole, for the callback’s one read', async () => {
    const house = await readyHouse();
    const { payment, attempt } = await house.attempted();
    const { state: _, creation: __, ...kept } = attempt;
    expect(await house.ledger.findAttempt('vnpay', 'H26-vnpay', attempt.reference)).toEqual({
      ...kept,
      paymentId: payment.paymentId,
      dossierCode: DOSSIER,
    });
  });

  test('ends with the fee’s own term', async () => {
    const house = await readyHouse();
    const expiresAt = house.clock.now + 60_000;
    const { paymentId } = must(await house.fee({ expiresAt: new Date(expiresAt).toISOString() }));
    expect(must(await house.attempt(paymentId)).expiresAt).toBe(expiresAt);
    house.clock.now = expiresAt;
    expect(kindOf(await house.attempt(paymentId, {}, 'c'))).toBe('not_allowed_now');
  });

  test('is given once: a repeat answers it as it is now, another choice is a conflict', async () => {
    const house = await readyHouse();
    const { payment, attempt } = await house.attempted();
    house.clock.now += 5000;
    expect(must(await house.attempt(payment.paymentId))).toEqual(attempt);
    expect(kindOf(await house.attempt(payment.paymentId, { merchant: 'H26-vnpay' }))).toBe('ok');
    expect(kindOf(await house.attempt(payment.paymentId, { locale: 'en' }))).toBe('conflict');
    expect(kindOf(await house.attempt(payment.paymentId, { merchant: 'other' }))).toBe('conflict');
    await house.told(signedNotice(noticeFields(attempt)));
    expect(must(await house.attempt(payment.paymentId)).state).toBe('paid');
  });

  test('asked for ten times at once, at different moments, is one', async () => {
    const house = await readyHouse();
    const { paymentId } = must(await house.fee());
    const given = await Promise.all(
      Array.from({ length: 10 }, () => {
        house.clock.now += 1000;
        return house.attempt(paymentId);
      }),
    );
    expect(new Set(given.map((each) => pageOf(must(each)))).size).toBe(1);
    expect((await house.known(paymentId)).attempts).toHaveLength(1);
  });

  test('is refused once the fee is paid, cancelled, or under review; after a failure it is not', async () => {
    const house = await readyHouse();
    const paid = await house.attempted('a', 'a1');
    await house.told(signedNotice(noticeFields(paid.attempt, FAILED)));
    expect(kindOf(await house.attempt(paid.payment.paymentId, {}, 'a2'))).toBe('ok');
    await house.told(signedNotice(noticeFields(paid.attempt)));
    const held = await house.attempted('b', 'b1');
    await house.told(signedNotice(noticeFields(held.attempt, SUSPECTED)));
    const cancelled = await house.attempted('c', 'c1');
    await house.cancel(cancelled.payment.paymentId);
    for (const { payment } of [paid, held, cancelled])
      expect(kindOf(await house.attempt(payment.paymentId, {}, 'd'))).toBe('not_allowed_now');
  });

  test('is not given without end: what a provider tells still finds room among the facts', async () => {
    const house = await readyHouse();
    const { payment, attempt } = await house.attempted();
    for (let n = 1; n < MAX_ATTEMPTS; n += 1) must(await house.attempt(payment.paymentId, {}, `c${n}`));
    expect(await house.attempt(payment.paymentId, {}, 'd')).toEqual({
      ok: false,
      failure: { kind: 'not_allowed_now', detail: `${MAX_ATTEMPTS} ways to pay were opened for this fee` },
    });
    expect(must(await house.attempt(payment.paymentId)).reference).toBe(attempt.reference);
    expect(await house.told(signedNotice(noticeFields(attempt)))).toBe('recorded');
    expect(await house.known(payment.paymentId)).toMatchObject({ state: 'paid' });
  });

  test('asked for under more keys than there are ways, all at once, is given no more often', async () => {
    const house = await readyHouse();
    const { paymentId } = must(await house.fee());
    const asked = Array.from({ length: MAX_ATTEMPTS + 20 }, (_, n) => house.attempt(paymentId, {}, `c${n}`));
    const kinds = (await Promise.all(asked)).map(kindOf);
    expect(kinds.filter((kind) => kind === 'ok')).toHaveLength(MAX_ATTEMPTS);
    expect(kinds.filter((kind) => kind === 'not_allowed_now')).toHaveLength(20);
    const { attempts, facts } = await house.known(paymentId);
    expect([attempts.length, facts.length]).toEqual([MAX_ATTEMPTS, 1 + 2 * MAX_ATTEMPTS]);
    // Each may fail in several words, be found unfinished, and bring money, and the fee stays readable.
    expect(facts.length + 5 * MAX_ATTEMPTS).toBeLessThan(MAX_FACTS);
  });

  test('is given to those who may know of the fee: its agency, and the holder of its dossier’s link', async () => {
    const house = await readyHouse();
    const { paymentId } = must(await house.fee());
    const asCitizen = (dossierCode: string) => house.attempt(paymentId, {}, 'e', { dossierCode } as never);
    expect(kindOf(await asCitizen('H26.10-261120-0008'))).toBe('not_found');
    expect(kindOf(await asCitizen(DOSSIER))).toBe('ok');
    expect(kindOf(await house.attempt(paymentId, {}, 'f', backOffice('H26.11')))).toBe('not_found');
  });

  test('names a provider that is known and takes the amount', async () => {
    const house = await readyHouse();
    const { paymentId } = must(await house.fee());
    expect(await house.attempt(paymentId, { provider: 'nobodys' })).toMatchObject({
      failure: { kind: 'invalid_input', fields: [{ path: 'provider' }] },
    });
    const large = must(await house.fee({ items: [{ ...ITEMS[0], amountVnd: 10_000_000_000 }] }, 'c'));
    expect(await house.attempt(large.paymentId)).toMatchObject({ failure: { fields: [{ path: 'provider' }] } });
  });
});

describe('taking a fee back', () => {
  test('settles it; a repeat answers it again, another reason is a conflict', async () => {
    const house = await readyHouse();
    const { paymentId } = must(await house.fee());
    expect(must(await house.cancel(paymentId)).state).toBe('cancelled');
    expect(must(await house.cancel(paymentId)).state).toBe('cancelled');
    expect(kindOf(await house.cancel(paymentId, 'Lý do khác'))).toBe('conflict');
  });

  test('that was never opened, or of another agency, is not found; one whose term is over is no longer open', async () => {
    const house = await readyHouse();
    const notFound = { ok: false, failure: { kind: 'not_found', what: 'payment' } };
    expect(await house.cancel(`pay_${'z'.repeat(26)}`)).toEqual(notFound);
    const { paymentId, expiresAt } = must(await house.fee());
    const by = { recordedBy: 'test', requestId: 'r' };
    const stranger = { paymentId, cancellation: { reason: 'x', by: 'y' }, viewer: backOffice('H26.11'), by };
    expect(await house.cancelPayment(stranger)).toEqual(notFound);
    await house.sweepAt(expiresAt);
    expect(await house.cancel(paymentId)).toEqual({
      ok: false,
      failure: { kind: 'not_allowed_now', detail: 'the fee is no longer open' },
    });
    expect((await house.known(paymentId)).state).toBe('expired');
  });

  test.each<Record<string, string>>([{}, SUSPECTED, { vnp_Amount: '100' }])(
    'is refused once money has come (%j)',
    async (changes) => {
      const house = await readyHouse();
      const { payment, attempt } = await house.attempted();
      await house.told(signedNotice(noticeFields(attempt, changes)));
      expect(await house.cancel(payment.paymentId)).toEqual({
        ok: false,
        failure: { kind: 'not_allowed_now', detail: 'money has come for this fee' },
      });
    },
  );

  test('at the moment in which money comes loses none of it', async () => {
    const house = await readyHouse();
    const { payment, attempt } = await house.attempted();
    await house.cancel(payment.paymentId);
    house.clock.now += 1000;
    expect(await house.told(signedNotice(noticeFields(attempt)))).toBe('recorded');
    expect(await house.known(payment.paymentId)).toMatchObject({ state: 'paid_after_close', receivedVnd: 150_000 });
    expect(kindOf(await house.cancel(payment.paymentId))).toBe('ok');
    await house.settle();
    const settled = house.published.filter(({ type }) => type === 'payment.settled');
    expect(settled).toMatchObject([{ data: { outcome: 'cancelled' } }]);
  });
});

describe('two attempts that both pay', () => {
  test('are received twice, and flagged', async () => {
    const house = await readyHouse();
    const { payment, attempt } = await house.attempted();
    const second = must(await house.attempt(payment.paymentId, {}, 'c'));
    await house.told(signedNotice(noticeFields(attempt, { vnp_TransactionNo: '1' })));
    await house.told(signedNotice(noticeFields(second, { vnp_TransactionNo: '2' })));
    expect(await house.known(payment.paymentId)).toMatchObject({
      state: 'paid',
      receivedVnd: 300_000,
      flags: ['duplicate', 'overpaid'],
      attempts: [{ state: 'paid' }, { state: 'paid' }],
    });
  });
});

test('a dossier’s fees are listed oldest first, for those who may know of them', async () => {
  const house = await readyHouse();
  await house.merchant('other', { current: CREDENTIALS });
  await house.fee({}, 'z');
  house.clock.now += 1000;
  await house.fee({}, 'a');
  await house.settle();
  const ids = (await house.list(DOSSIER, { dossierCode: DOSSIER })).map(({ paymentId }) => paymentId);
  expect(ids.map((id) => id.at(-1))).toEqual(['z', 'a']);
  expect(await house.list(DOSSIER, backOffice('H26.11'))).toEqual([]);
});
