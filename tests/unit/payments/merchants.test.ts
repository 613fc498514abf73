import { describe, expect, test } from 'vitest';
import { merchantsIn } from '../../../functions/payments/adapters/merchants.ts';
import { checkMerchant } from '../../../functions/payments/usecases/check-merchant.ts';
import { failurePolicy } from '../../../shared/kernel/failures.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import {
  CREDENTIALS,
  MERCHANT,
  must,
  noticeFields,
  pageOf,
  readyHouse,
  signedNotice,
  vnpayHash,
} from '../../support/payments.ts';
import { counter, counterCredentials, counterServer } from '../../support/toy-providers/counter.ts';
import { transferCredentials } from '../../support/toy-providers/transfer.ts';

const NEXT = { tmnCode: CREDENTIALS.tmnCode, hashSecret: 'the secret after the rotation' };
const SECRET_ID = `merchants/vnpay/${MERCHANT}`;

const house = async () => {
  const made = await readyHouse();
  const { attempt } = await made.attempted();
  return { ...made, attempt };
};

describe('credentials', () => {
  test('are read once for many callbacks', async () => {
    const made = await house();
    for (let i = 0; i < 5; i += 1)
      await made.told(signedNotice(noticeFields(made.attempt, { vnp_TransactionNo: `${i}1` })));
    expect(made.secrets.asked).toEqual([SECRET_ID]);
  });

  test('of a merchant whose name an earlier rule let in are found, and what can be no name finds nobody', async () => {
    const made = await readyHouse();
    const old = `${'TÊN CŨ '.repeat(20)}1`;
    await made.merchant(old, { current: CREDENTIALS });
    expect(await made.merchants.findNow('vnpay', old)).toMatchObject({ provider: 'vnpay', merchant: old });
    for (const name of ['', '#', `${MERCHANT}#`, `${MERCHANT}#MER`, 'x'.repeat(5000)])
      expect(await made.merchants.findNow('vnpay', name)).toBeUndefined();
    expect(await made.merchants.findNow('vnpay#', MERCHANT)).toBeUndefined();
  });

  test('that changed are in force at once: for callbacks, and for what is signed for a citizen', async () => {
    const made = await readyHouse();
    const { attempt } = await made.attempted();
    const told = (no: string, secret?: string) =>
      made.told(signedNotice(noticeFields(attempt, { vnp_TransactionNo: no }), secret));
    expect(await told('10')).toBe('recorded');
    made.clock.now += 1;
    await made.merchant(MERCHANT, { current: NEXT });
    const { paymentId } = must(await made.fee({}, 'f'));
    for (const choice of [{}, { merchant: MERCHANT }]) {
      const url = pageOf(must(await made.attempt(paymentId, choice, `t${Object.keys(choice).length}`)));
      const { vnp_SecureHash, ...fields } = Object.fromEntries(new URL(url).searchParams);
      expect(vnp_SecureHash).toBe(vnpayHash(fields, NEXT.hashSecret));
    }
    expect(await told('11', NEXT.hashSecret)).toBe('recorded');
  });

  test('that changed are found on a mismatch though the row is kept, once for many mismatches', async () => {
    const made = await house();
    await made.told(signedNotice(noticeFields(made.attempt, { vnp_TransactionNo: '10' })));
    made.clock.now += 1;
    await made.merchant(MERCHANT, { current: NEXT, previous: [] });
    const before = made.secrets.asked.length;
    const fresh = signedNotice(noticeFields(made.attempt, { vnp_TransactionNo: '11' }), NEXT.hashSecret);
    expect(await made.told(fresh)).toBe('recorded');
    for (let i = 0; i < 5; i += 1)
      expect(await made.told(signedNotice(noticeFields(made.attempt), 'a secret of somebody else'))).toBe(
        'bad_signature',
      );
    expect(made.secrets.asked).toHaveLength(before + 1);
  });

  test('that changed unseen by the row are found on a mismatch, and the former ones hold until their time is over', async () => {
    const made = await house();
    const validUntil = made.clock.now + 86_400_000;
    const secret = { current: NEXT, previous: [{ credentials: CREDENTIALS, validUntil }] };
    made.secrets.texts.set(SECRET_ID, JSON.stringify(secret));
    made.clock.now += 30_000;
    const old = (no: string) => signedNotice(noticeFields(made.attempt, { vnp_TransactionNo: no }));
    const fresh = (no: string) => signedNotice(noticeFields(made.attempt, { vnp_TransactionNo: no }), NEXT.hashSecret);
    expect(await made.told(fresh('11'))).toBe('recorded');
    expect(await made.told(old('12'))).toBe('recorded');
    made.clock.now = validUntil - 1;
    expect(await made.told(old('13'))).toBe('recorded');
    made.clock.now = validUntil;
    expect(await made.told(old('14'))).toBe('bad_signature');
    expect(await made.told(fresh('15'))).toBe('recorded');
  });

  test('are not asked for again for a message that is well signed and cannot be read', async () => {
    const made = await house();
    await made.told(signedNotice(noticeFields(made.attempt, { vnp_TransactionNo: '10' })));
    const before = made.secrets.asked.length;
    made.clock.now += 31_000;
    const previous = [{ credentials: NEXT, validUntil: made.clock.now + 86_400_000 }];
    await made.merchant(MERCHANT, { current: CREDENTIALS, previous });
    expect(await made.told(signedNotice(noticeFields(made.attempt, { vnp_Amount: '15000050' })))).toBe('malformed');
    expect(made.secrets.asked).toHaveLength(before);
  });

  test('are asked for again at most every 30 s, however many forgeries come', async () => {
    const made = await house();
    const forged = signedNotice(noticeFields(made.attempt), 'a secret of somebody else');
    for (let second = 0; second < 60; second += 1) {
      for (let i = 0; i < 5; i += 1) expect(await made.told(forged)).toBe('bad_signature');
      made.clock.now += 1000;
    }
    expect(made.secrets.asked).toHaveLength(2);
  });

  test('that are missing or malformed are our fault, never a verdict on the caller', async () => {
    const made = await house();
    await made.merchant('bare', { current: { tmnCode: 'MOTCUA01' } });
    await expect(made.told(signedNotice(noticeFields(made.attempt)), 'bare')).rejects.toThrow();
    made.secrets.texts.delete('merchants/vnpay/bare');
    await made.table.put({
      pk: 'MER#vnpay#lost',
      sk: 'MER',
      agencyCode: 'H26',
      secretId: 'nowhere',
      credentialsUpdatedAt: 0,
    });
    await expect(made.told(signedNotice(noticeFields(made.attempt)), 'lost')).rejects.toThrow('no secret');
  });
});

/** The merchants with which an agency takes money; each is also what is found for its provider alone. */
const named = async ({ merchants }: Awaited<ReturnType<typeof readyHouse>>, agencyCode: AgencyCode) => {
  const all = await merchants.ofAgency(agencyCode);
  for (const each of all) expect(await merchants.nearest(each.provider, agencyCode)).toEqual(each);
  return all.map(({ provider, merchant }) => `${provider}/${merchant}`);
};

describe('the merchant of an agency', () => {
  test('is its own, else that of its nearest ancestor', async () => {
    const made = await readyHouse();
    expect(await named(made, 'H26.10.3')).toEqual([`vnpay/${MERCHANT}`]);
    await made.merchant('own', { current: CREDENTIALS }, 'H26.10');
    expect(await named(made, 'H26.10.3')).toEqual(['vnpay/own']);
    expect(await named(made, 'H26.11')).toEqual([`vnpay/${MERCHANT}`]);
    expect(await named(made, 'H27')).toEqual([]);
  });

  test('is found for every provider, each at its own nearest level', async () => {
    const made = await readyHouse();
    await made.merchant('shop', { current: counterCredentials }, 'H26.10', 'counter');
    await made.merchant('bank', { current: transferCredentials }, 'H26', 'transfer');
    await made.merchant('till', { current: transferCredentials }, 'H26.10.3', 'transfer');
    expect((await named(made, 'H26.10.3')).sort()).toEqual(['counter/shop', 'transfer/till', `vnpay/${MERCHANT}`]);
    expect((await named(made, 'H26.11')).sort()).toEqual(['transfer/bank', `vnpay/${MERCHANT}`]);
  });

  test('is, of several, the first that was set up; what was written before that was noted came before all', async () => {
    const made = await readyHouse();
    const setUp = (merchant: string, agencyCode: AgencyCode, setUpAt?: number) =>
      made.merchant(merchant, { current: CREDENTIALS }, agencyCode, 'vnpay', setUpAt === undefined ? {} : { setUpAt });
    await setUp('a-later', 'H26.10', 2000);
    await setUp('z-first', 'H26.10', 1000);
    expect(await named(made, 'H26.10')).toEqual(['vnpay/z-first']);
    await setUp('unnoted-b', 'H26.10');
    await setUp('unnoted-a', 'H26.10');
    expect(await named(made, 'H26.10')).toEqual(['vnpay/unnoted-a']);
  });

  test('is found among more merchants than one page of a list holds', async () => {
    const made = await readyHouse();
    for (let n = 100; n < 205; n += 1) await made.merchant(`shop${n}`, {}, 'H26.10', 'counter', { setUpAt: 1000 - n });
    expect(await named(made, 'H26.10')).toContain('counter/shop204');
  });

  test('costs as many reads at each level however many providers there are', async () => {
    const made = await readyHouse();
    const reads: string[] = [];
    const counted: Table = {
      ...made.table,
      queryIndex: (query) => {
        reads.push(query.pk);
        return made.table.queryIndex(query);
      },
    };
    const merchants = merchantsIn(counted, made.secrets.reader, made.providers, () => made.clock.now);
    for (let n = 0; n < 20; n += 1) await made.merchant('m', {}, 'H26', `provider${n}`);
    expect(await merchants.ofAgency('H26.10.3')).toHaveLength(21);
    expect(reads.sort()).toEqual(
      ['H26', 'H26.10', 'H26.10.3'].flatMap((code) => [`MER#${code}`, `MER#vnpay#${code}`]).sort(),
    );
  });

  test('is missing: 409, and nothing was opened; a provider that nobody knows is a wrong field', async () => {
    const made = await readyHouse([counter(counterServer().post)]);
    const { paymentId } = must(await made.fee());
    expect(await made.attempt(paymentId, { provider: 'counter' })).toEqual({
      ok: false,
      failure: { kind: 'no_merchant', provider: 'counter' },
    });
    expect(await made.attempt(paymentId, { provider: 'nobody' })).toMatchObject({
      failure: { kind: 'invalid_input', fields: [{ path: 'provider' }] },
    });
    expect((await made.known(paymentId)).attempts).toEqual([]);
    expect(failurePolicy.no_merchant.status).toBe(409);
  });

  test('is one of the fee’s agency or above it, where one is named', async () => {
    const made = await readyHouse();
    const { paymentId } = (await made.attempted()).payment;
    await made.merchant('other', { current: CREDENTIALS }, 'H26.11');
    await made.merchant('own', { current: CREDENTIALS }, 'H26.10');
    expect(await made.attempt(paymentId, { merchant: 'own' }, 'c')).toMatchObject({ ok: true });
    for (const merchant of ['other', 'nobody'])
      expect(await made.attempt(paymentId, { merchant }, 'd')).toMatchObject({
        ok: false,
        failure: { kind: 'invalid_input', fields: [{ path: 'merchant' }] },
      });
  });
});

describe('a merchant that was ended', () => {
  const DAY_MS = 86_400_000;

  const ended = async () => {
    const made = await readyHouse();
    const { attempt: opened, payment } = await made.attempted();
    await made.merchant(MERCHANT, { current: CREDENTIALS }, 'H26', 'vnpay', { endedAt: made.clock.now });
    return { ...made, opened, payment, endedAt: made.clock.now };
  };

  test('opens no attempt where it is named', async () => {
    const made = await ended();
    expect(await made.attempt(made.payment.paymentId, { merchant: MERCHANT }, 'c')).toEqual({
      ok: false,
      failure: { kind: 'merchant_ended', merchant: MERCHANT },
    });
    expect((await made.known(made.payment.paymentId)).attempts).toHaveLength(1);
    expect(failurePolicy.merchant_ended.status).toBe(409);
  });

  test('of another agency is a wrong field, ended or not', async () => {
    const made = await ended();
    await made.merchant('other', { current: CREDENTIALS }, 'H26.11', 'vnpay', { endedAt: 1 });
    expect(await made.attempt(made.payment.paymentId, { merchant: 'other' }, 'c')).toMatchObject({
      failure: { kind: 'invalid_input', fields: [{ path: 'merchant' }] },
    });
  });

  test('is believed for 180 days, and a stranger after them', async () => {
    const made = await ended();
    const at = (receivedAt: number, vnp_TransactionNo: string) => {
      made.clock.now = receivedAt;
      return made.told({ ...signedNotice(noticeFields(made.opened, { vnp_TransactionNo })), receivedAt });
    };
    expect(await at(made.endedAt + 180 * DAY_MS - 1, '1')).toBe('recorded');
    expect(await at(made.endedAt + 180 * DAY_MS, '2')).toBe('unknown_merchant');
    expect(await made.known(made.payment.paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000 });
  });

  test('has its open attempts asked about', async () => {
    const made = await ended();
    await made.settle();
    made.truth.set(made.opened.reference, {});
    await made.sweepAt(made.clock.now + 20 * 60_000);
    expect((await made.known(made.payment.paymentId)).state).toBe('paid');
  });
});

describe('whether the credentials of a merchant work', () => {
  const check = (made: Awaited<ReturnType<typeof readyHouse>>, provider = 'vnpay', merchant = MERCHANT) =>
    checkMerchant(made)(provider, merchant, 'z'.repeat(26), made.clock.now);

  test('is asked of the provider, about an order that it has not', async () => {
    const made = await readyHouse();
    expect(await check(made)).toEqual({
      ok: true,
      value: { works: true, detail: 'the provider takes the credentials (91)' },
    });
    expect(made.questions).toMatchObject([{ vnp_TxnRef: 'z'.repeat(26), vnp_Command: 'querydr' }]);
    made.truth.set('z'.repeat(26), { vnp_ResponseCode: '97' });
    expect(await check(made)).toEqual({
      ok: true,
      value: { works: false, detail: 'the provider does not take the credentials (97)' },
    });
    made.truth.set('z'.repeat(26), 'down');
    expect(await check(made)).toEqual({
      ok: true,
      value: { works: null, detail: 'the provider has not said whether it takes the credentials (no_answer)' },
    });
  });

  test('is not known where a provider cannot be asked', async () => {
    const made = await readyHouse([counter(counterServer().post)]);
    await made.merchant('shop', { current: counterCredentials }, 'H26', 'counter');
    const value = { works: null, detail: 'the provider cannot be asked' };
    expect(await check(made, 'counter', 'shop')).toEqual({ ok: true, value });
  });

  test('is a question about a merchant that is set up', async () => {
    const made = await readyHouse();
    for (const [provider, merchant] of [
      ['vnpay', 'nobody'],
      ['nobody', MERCHANT],
    ] as const)
      expect(await check(made, provider, merchant)).toMatchObject({ failure: { kind: 'not_found', what: 'merchant' } });
  });
});
