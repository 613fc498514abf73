import { describe, expect, test } from 'vitest';
import { pullsIn } from '../../../functions/payments/adapters/pulls-in-table.ts';
import type { Merchant } from '../../../functions/payments/ports.ts';
import { provider as makeSepay } from '../../../functions/payments/providers/sepay/client.ts';
import { type PullPorts, pullTransfers } from '../../../functions/payments/usecases/pull-transfers.ts';
import type { Settlement } from '../../../functions/payments/usecases/record-callback.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { MERCHANTS } from '../../../shared/platform/merchant-lists.ts';
import { must, readyHouse } from '../../support/payments.ts';
import { sepayBank, sepayCredentials, sepayMessage, sepayNotice } from '../../support/sepay.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const SEPAY = 'AN-KHANH-SEPAY';
const MORNING = '2026-11-20 09:00';

interface SetUp {
  readonly credentials?: object;
  readonly setUpAt?: number;
  readonly endedAt?: number;
}

/** Payments with merchants of SePay whose bank is played, pulled at Vietnamese moments. */
const bankHouse = async () => {
  const { bank, call } = sepayBank();
  const house = await readyHouse([makeSepay('live', call)]);
  const found: { readonly merchant: Merchant; readonly settlement: Settlement }[] = [];
  let pauses = 0;
  const ports: PullPorts = {
    ...house,
    pulls: pullsIn(house.table),
    async pause() {
      pauses += 1;
    },
    found: (merchant, settlement) => found.push({ merchant, settlement }),
  };
  const setUp = async (name: string, { credentials = sepayCredentials, ...more }: SetUp = {}) => {
    await house.merchant(name, { current: credentials, previous: [] }, 'H26', 'sepay', more);
    await house.table.put({ pk: `MER#sepay#${name}`, sk: 'LISTED', listPk: MERCHANTS, listSk: `sepay#${name}` });
  };
  await setUp(SEPAY, { setUpAt: 0 });
  const pullAt = (moment: string, changes: Partial<PullPorts> = {}, hasTime = () => true) => {
    house.clock.now = inVietNam(moment);
    return pullTransfers({ ...ports, ...changes })(house.clock.now, 'r-pull', hasTime);
  };
  const kept = (name = SEPAY) => house.table.get(`MER#sepay#${name}`, 'PULL');
  const unmatched = () =>
    house.table.all().filter(({ pk, sk }) => pk.startsWith('TXN#') && /^(FACT|CARD)#told#/.test(sk));
  /** The spans that were asked for since the last look. */
  const spans = () =>
    bank.asked.splice(0).map((asked) => `${asked.transaction_date_min} ${asked.transaction_date_max}`);
  return { house, bank, ports, found, setUp, pullAt, kept, unmatched, spans, pauses: () => pauses };
};

/** Whether there is time, so many times. */
const times = (most: number) => {
  let asked = 0;
  return () => {
    asked += 1;
    return asked <= most;
  };
};

const day = (date: string): string => `${date} 00:00:00 ${date} 23:59:59`;

describe('a transfer whose notices were lost', () => {
  test('is found by its memo, and pays its fee', async () => {
    const { house, bank, pullAt, found } = await bankHouse();
    const { paymentId } = must(await house.fee());
    const { reference: memo } = must(await house.attempt(paymentId, { provider: 'sepay' }));
    bank.takes('1', '2026-11-20 09:05:00', `CT ${memo.toLowerCase()} nop phi`);
    expect(await pullAt('2026-11-20 10:00')).toMatchObject({ listed: 1, found: 1, unlisted: [], failed: [] });
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
    expect(found.map(({ settlement }) => settlement.verdict)).toEqual(['recorded']);
  });

  test('is found with a mangled memo, waits for a person, and is told once however often it is listed', async () => {
    const { bank, pullAt, found, unmatched } = await bankHouse();
    bank.takes('1', '2026-11-20 08:05:00', 'CT MCW0O nop phi');
    for (const moment of [MORNING, '2026-11-20 12:00', '2026-11-21 03:00', '2026-11-21 09:00']) await pullAt(moment);
    expect(unmatched()).toMatchObject([{ fact: { providerTransactionId: '1', amountVnd: 150_000 } }]);
    expect(found.map(({ settlement }) => settlement.alarm)).toEqual(['money_unmatched']);
  });

  test('is a repeat where its notice had come', async () => {
    const { house, bank, pullAt, found } = await bankHouse();
    const { paymentId } = must(await house.fee());
    const { reference: memo } = must(await house.attempt(paymentId, { provider: 'sepay' }));
    const seconds = Math.floor(house.clock.now / 1000);
    const receivedAt = house.clock.now;
    const notice = { ...sepayMessage(sepayNotice({ id: 1, content: memo }), { seconds }), receivedAt };
    expect(await house.told(notice, SEPAY, 'sepay')).toBe('recorded');
    bank.takes('1', '2026-11-20 09:00:00', memo);
    expect(await pullAt('2026-11-20 10:00')).toMatchObject({ listed: 1, found: 0 });
    expect(found).toEqual([]);
    expect(await house.known(paymentId)).toMatchObject({ receivedVnd: 150_000, flags: [] });
  });
});

describe('a day', () => {
  test('is asked for from its first second to its last, the day before and today', async () => {
    const { bank, pullAt, spans, unmatched, kept } = await bankHouse();
    const edges = ['18 23:59:59', '19 00:00:00', '19 23:59:59', '20 00:00:00'];
    for (const [i, edge] of edges.entries()) bank.takes(String(i), `2026-11-${edge}`);
    await pullAt(MORNING);
    expect(spans()).toEqual([day('2026-11-19'), day('2026-11-20')]);
    const ids = unmatched().map(({ fact }) => (fact as { providerTransactionId: string }).providerTransactionId);
    expect(ids.sort()).toEqual(['1', '2', '3']);
    expect(await kept()).toMatchObject({ date: '2026-11-20' });
  });

  test('is asked for again until six hours after its end, for what banks tell late', async () => {
    const { bank, pullAt, spans, unmatched, kept } = await bankHouse();
    await pullAt('2026-11-21 00:30');
    expect(spans()).toEqual([day('2026-11-20'), day('2026-11-21')]);
    bank.takes('late', '2026-11-20 23:59:50');
    await pullAt('2026-11-21 05:59');
    expect([spans()[0], (await kept())?.date, unmatched().length]).toEqual([day('2026-11-20'), '2026-11-20', 1]);
    await pullAt('2026-11-21 06:00');
    expect([spans()[0], (await kept())?.date]).toEqual([day('2026-11-20'), '2026-11-21']);
    await pullAt('2026-11-21 09:00');
    expect(spans()).toEqual([day('2026-11-21')]);
  });

  test('is asked for later where nobody could ask, each one that was missed', async () => {
    const { bank, pullAt, spans, unmatched } = await bankHouse();
    await pullAt(MORNING);
    bank.takes('1', '2026-11-22 10:00:00');
    spans();
    await pullAt('2026-11-24 09:00');
    expect(spans()).toEqual(['20', '21', '22', '23', '24'].map((date) => day(`2026-11-${date}`)));
    expect(unmatched()).toHaveLength(1);
  });

  test('is asked for from the moment at which the merchant was set up', async () => {
    const { bank, pullAt, spans, setUp, unmatched } = await bankHouse();
    await setUp(SEPAY, { setUpAt: inVietNam('2026-11-20 08:30') + 700 });
    bank.takes('before', '2026-11-20 08:29:59');
    bank.takes('after', '2026-11-20 08:30:00');
    await pullAt(MORNING);
    expect(spans()).toEqual(['2026-11-20 08:30:00 2026-11-20 23:59:59']);
    expect(unmatched()).toHaveLength(1);
  });
});

/** As many transactions of one day as pages of a thousand hold, one each ten seconds, and one more. */
const many = (bank: Awaited<ReturnType<typeof bankHouse>>['bank'], pages: number, date = '2026-11-19') => {
  const begin = inVietNam(`${date} 00:00`);
  for (let i = 0; i <= pages * 1000; i += 1) {
    const at = new Date(begin + i * 10_000 + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
    bank.takes(`t${i}`, at);
  }
};

describe('more than a page', () => {
  test('is read page after page, at most two calls a second, and each transfer kept once', async () => {
    const { bank, pullAt, unmatched, pauses, found } = await bankHouse();
    many(bank, 2);
    await pullAt(MORNING);
    expect(bank.asked.length).toBe(4); // three pages of the day before, whose last one overlaps, and today
    expect(pauses()).toBe(bank.asked.length);
    expect([unmatched().length, found.length]).toEqual([2001, 2001]);
  });

  test('goes on where a page was known whole, after whoever read it was killed', async () => {
    const { house, bank, pullAt, unmatched, spans, kept } = await bankHouse();
    many(bank, 2);
    let left = 1500;
    const dying = {
      ...house.ledger,
      keepUnmatched: async (...of: Parameters<typeof house.ledger.keepUnmatched>) => {
        left -= 1;
        if (left < 0) throw new Error('killed');
        return house.ledger.keepUnmatched(...of);
      },
    };
    expect((await pullAt(MORNING, { ledger: dying })).failed).toHaveLength(1);
    expect(await kept()).toMatchObject({ date: '2026-11-19', to: expect.any(Number) });
    const [, second] = spans();
    await pullAt('2026-11-20 12:00');
    expect(spans()[0]).toBe(second);
    expect(unmatched()).toHaveLength(2001);
    expect((await kept())?.date).toBe('2026-11-20');
  });

  test('of a day that may still grow begins anew, so that what came meanwhile is not passed over', async () => {
    const { bank, pullAt, unmatched, kept } = await bankHouse();
    await pullAt(MORNING);
    many(bank, 1, '2026-11-20');
    await pullAt('2026-11-20 12:00', {}, times(1));
    expect(await kept()).not.toHaveProperty('to');
    bank.takes('meanwhile', '2026-11-20 13:00:00');
    await pullAt('2026-11-20 15:00');
    expect(unmatched()).toHaveLength(1002);
  });

  test('in one second is not believed to be all', async () => {
    const { bank, pullAt } = await bankHouse();
    for (let i = 0; i < 1001; i += 1) bank.takes(`t${i}`, '2026-11-19 23:59:59');
    expect((await pullAt(MORNING)).unlisted).toMatchObject([{ why: 'too_many', alarm: undefined }]);
  });

  test('read by two at once is kept once', async () => {
    const { bank, pullAt, unmatched } = await bankHouse();
    many(bank, 1);
    const both = await Promise.all([pullAt(MORNING), pullAt(MORNING)]);
    expect(unmatched()).toHaveLength(1001);
    expect(both.flatMap(({ failed }) => failed)).toEqual([]);
    expect(both.reduce((sum, { found }) => sum + found, 0)).toBe(1001);
  });
});

describe('a provider that does not list', () => {
  test('since it refuses the credentials is told of at once', async () => {
    const { bank, pullAt } = await bankHouse();
    bank.status = 401;
    const { listed, unlisted } = await pullAt(MORNING);
    expect([listed, unlisted]).toMatchObject([0, [{ why: 'http.401', alarm: 'transfers_not_listed' }]]);
  });

  test.each([
    [0, 'no_answer'],
    [429, 'http.429'],
    [503, 'http.503'],
  ])('but answers %i is told of when it has been so for a day, and loses nothing', async (status, why) => {
    const { bank, pullAt, unmatched } = await bankHouse();
    await pullAt(MORNING);
    bank.takes('1', '2026-11-20 11:00:00');
    bank.status = status;
    expect((await pullAt('2026-11-20 12:00')).unlisted).toMatchObject([{ why, alarm: undefined }]);
    expect((await pullAt('2026-11-21 08:59')).unlisted).toMatchObject([{ why, alarm: undefined }]);
    expect((await pullAt('2026-11-21 09:00')).unlisted).toMatchObject([{ why, alarm: 'transfers_not_listed' }]);
    bank.status = 200;
    expect((await pullAt('2026-11-23 09:00')).unlisted).toEqual([]);
    expect(unmatched()).toHaveLength(1);
  });

  test('holds up no other merchant, and neither does a fault', async () => {
    const { house, bank, pullAt, setUp, unmatched } = await bankHouse();
    const accountNumber = '0999';
    await setUp('A-BROKEN');
    house.secrets.texts.delete('merchants/sepay/A-BROKEN');
    await setUp('B-OTHER', { credentials: { ...sepayCredentials, accountNumber } });
    bank.takes('1', '2026-11-20 08:00:00', 'nop phi', { account_number: accountNumber });
    const { listed, failed } = await pullAt(MORNING);
    expect([listed, failed.map(({ merchant }) => merchant.merchant)]).toEqual([2, ['A-BROKEN']]);
    expect(unmatched()).toHaveLength(1);
  });
});

describe('which merchants are asked for', () => {
  test('those with a token, also 180 days after their end, and no others', async () => {
    const { bank, pullAt, setUp } = await bankHouse();
    const { apiKey: _, ...untold } = sepayCredentials;
    const now = inVietNam(MORNING);
    await setUp('NO-TOKEN', { credentials: { ...untold, accountNumber: '1' } });
    await setUp('ENDED', { credentials: { ...sepayCredentials, accountNumber: '2' }, endedAt: now - 179 * DAY_MS });
    await setUp('GONE', { credentials: { ...sepayCredentials, accountNumber: '3' }, endedAt: now - 181 * DAY_MS });
    await pullAt(MORNING);
    const accounts = new Set(bank.asked.map(({ account_number }) => account_number));
    expect([...accounts].sort()).toEqual([sepayCredentials.accountNumber, '2'].sort());
  });

  test('first those that waited longest, where time is short', async () => {
    const { bank, pullAt, setUp } = await bankHouse();
    const others = ['2', '3'];
    for (const accountNumber of others)
      await setUp(accountNumber, { credentials: { ...sepayCredentials, accountNumber } });
    const seen = new Set<string | undefined>();
    for (const moment of ['09:00', '12:00', '15:00']) {
      const { unlisted } = await pullAt(`2026-11-20 ${moment}`, {}, times(2));
      expect(unlisted.map(({ why }) => why)).toContain('no_time');
      for (const { account_number } of bank.asked.splice(0)) seen.add(account_number);
    }
    expect(seen.size).toBe(3);
  });
});
