import { describe, expect, test } from 'vitest';
import { nearMemos } from '../../../functions/payments/domain/memo.ts';
import type { ProviderMessage } from '../../../functions/payments/ports.ts';
import { provider as makeSepay } from '../../../functions/payments/providers/sepay/client.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/kernel/time.ts';
import { must, readyHouse } from '../../support/payments.ts';
import {
  sepayCredentials,
  sepayKeyed,
  sepayList,
  sepayListed,
  sepayMessage,
  sepayNotice,
  sepayServer,
} from '../../support/sepay.ts';

const SEPAY = 'AN-KHANH-SEPAY';
const VIETQR = 'AN-KHANH-VIETQR';

const { webhookSecret, apiKey, ...account } = sepayCredentials;

/** A fee of 150,000 dong with one attempt at SePay, whose webhook is signed. */
const attempted = async (credentials: object = sepayCredentials) => {
  const { server, call } = sepayServer();
  const house = await readyHouse([makeSepay('live', call)]);
  await house.merchant(SEPAY, { current: credentials, previous: [] }, 'H26', 'sepay');
  await house.merchant(VIETQR, { current: account, previous: [] }, 'H26', 'vietqr');
  const { paymentId } = must(await house.fee());
  const attempt = must(await house.attempt(paymentId, { provider: 'sepay' }));
  const hears = (message: ProviderMessage) => house.told(message, SEPAY, 'sepay');
  const comes = (content: string, transferAmount = 150_000, changes: object = {}) => {
    const notice = sepayNotice({ content, transferAmount, ...changes });
    const at = house.clock.now;
    return hears({ ...sepayMessage(notice, { seconds: Math.floor(at / 1000) }), receivedAt: at });
  };
  const unmatched = async () => house.table.all().filter(({ pk }) => pk.startsWith('TXN#'));
  return { house, server, paymentId, attempt, memo: attempt.reference, hears, comes, unmatched };
};

describe('an attempt by bank transfer', () => {
  test.each([
    ['sepay', 'MB'],
    ['vietqr', 'MB'],
  ])('of %s is a code to scan, with the memo that is its reference', async (provider, bankName) => {
    const { house, paymentId } = await attempted();
    const attempt = must(await house.attempt(paymentId, { provider }, 'c2'));
    const { reference: memo } = attempt;
    expect(memo).toMatch(/^[A-Z0-9]{1,25}$/);
    const { accountNumber, accountName } = account;
    const payload = expect.stringContaining(`54061500005802VN6220${`0816${memo}`}6304`);
    expect(attempt.creation).toMatchObject({
      kind: 'created',
      checkout: { kind: 'qr', payload, bankName, accountNumber, accountName, memo },
    });
  });

  test('of vietqr believes no message, whoever sends it', async () => {
    const { house, paymentId } = await attempted();
    const { reference } = must(await house.attempt(paymentId, { provider: 'vietqr' }, 'c2'));
    for (const message of [sepayMessage(sepayNotice({ content: reference })), sepayKeyed(sepayNotice())])
      expect(await house.told(message, VIETQR, 'vietqr')).toBe('bad_signature');
    expect(await house.known(paymentId)).toMatchObject({ state: 'pending', receivedVnd: 0 });
  });

  test('of vietqr closes with its fee, alarms nobody, and its money may still come', async () => {
    const { house } = await attempted();
    const { paymentId, expiresAt } = must(await house.fee({}, 'b'));
    const attempt = must(await house.attempt(paymentId, { provider: 'vietqr' }, 'd'));
    expect(attempt.expiresAt).toBe(expiresAt);
    const early = await house.sweepAt(expiresAt - MINUTE_MS);
    expect([early.closed, (await house.known(paymentId)).state]).toEqual([[], 'pending']);
    const late = await house.sweepAt(expiresAt + 2 * DAY_MS);
    expect(late.unanswered.filter((each) => each.paymentId === paymentId)).toEqual([]);
    expect((await house.known(paymentId)).state).toBe('expired');
    const told = { provider: 'vietqr', merchant: VIETQR, reference: attempt.reference, amountVnd: 150_000 };
    const money = { kind: 'money_in', ...told, providerTransactionId: 'FT1', code: 'in', currency: 'VND' } as const;
    await house.ledger.record(paymentId, { ...money, outcome: 'paid' }, { recordedBy: 'test', requestId: 'r' });
    expect((await house.known(paymentId)).state).toBe('paid_after_close');
  });
});

describe('scenario 4: transfers that SePay tells of', () => {
  test('100,000 and 50,000 are the fee in two parts', async () => {
    const { house, paymentId, memo, comes } = await attempted();
    expect(await comes(`CT ${memo}`, 100_000, { id: 1 })).toBe('recorded');
    expect(await house.known(paymentId)).toMatchObject({ state: 'partially_paid', receivedVnd: 100_000 });
    expect(await comes(`CT ${memo}`, 50_000, { id: 2 })).toBe('recorded');
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
  });

  test('200,000 pays the fee and is more than it', async () => {
    const { house, paymentId, memo, comes } = await attempted();
    expect(await comes(memo, 200_000)).toBe('recorded');
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', surplusVnd: 50_000, flags: ['overpaid'] });
  });

  test('a memo in small letters, split by what a bank puts in, is the memo', async () => {
    const { house, paymentId, memo, comes } = await attempted();
    const split = `${memo.slice(0, 7)} ${memo.slice(7)}`.toLowerCase();
    expect(await comes(`IBFT 0123 ${split}-GD 064217`)).toBe('recorded');
    expect((await house.known(paymentId)).state).toBe('paid');
  });

  test('a memo that SePay found by itself counts as one in the content', async () => {
    const { memo, comes } = await attempted();
    expect(await comes('nop le phi', 150_000, { code: memo })).toBe('recorded');
  });

  test('a mangled memo is unmatched, and the right one is among those that are near', async () => {
    const { house, paymentId, memo, comes, unmatched } = await attempted();
    const mangled = `${memo.slice(0, 5)}0${memo.slice(6)}`;
    expect(await comes(`CT ${mangled} nop le phi`)).toBe('unknown_reference');
    expect(nearMemos(`CT ${mangled} nop le phi`)).toContain(memo);
    expect(await unmatched()).toMatchObject([{ fact: { providerTransactionId: '92704', amountVnd: 150_000 } }]);
    expect((await house.known(paymentId)).receivedVnd).toBe(0);
  });

  test.each(['', 'nop le phi ho so', null])('without a memo ("%s") it is unmatched', async (content) => {
    const { comes, unmatched } = await attempted();
    expect(await comes(content as string)).toBe('unknown_reference');
    expect(await unmatched()).toHaveLength(1);
  });

  test('with two memos it is unmatched, and pays neither', async () => {
    const { house, paymentId, memo, comes, unmatched } = await attempted();
    const other = must(await house.attempt(paymentId, { provider: 'sepay' }, 'c2'));
    expect(await comes(`${memo} ${other.reference}`)).toBe('unknown_reference');
    expect(await unmatched()).toHaveLength(1);
    expect((await house.known(paymentId)).receivedVnd).toBe(0);
  });

  test('an outgoing transfer is no notice', async () => {
    const { house, paymentId, memo, comes, unmatched } = await attempted();
    expect(await comes(memo, 150_000, { transferType: 'out' })).toBe('repeated');
    expect([await unmatched(), (await house.known(paymentId)).receivedVnd]).toEqual([[], 0]);
  });

  test('to another account it is not the merchant’s; to a virtual account of it, it is', async () => {
    const { house, paymentId, memo, comes, unmatched } = await attempted();
    expect(await comes(memo, 150_000, { accountNumber: '999' })).toBe('unknown_merchant');
    expect([await unmatched(), (await house.known(paymentId)).receivedVnd]).toEqual([[], 0]);
    const { accountNumber } = account;
    expect(await comes(memo, 150_000, { accountNumber: '999', subAccount: accountNumber })).toBe('recorded');
  });

  test('told again it is a repeat, and is answered as one', async () => {
    const { house, paymentId, memo, comes } = await attempted();
    expect([await comes(memo), await comes(memo)]).toEqual(['recorded', 'repeated']);
    expect(await house.known(paymentId)).toMatchObject({ receivedVnd: 150_000, flags: [] });
  });
});

describe('a webhook of SePay', () => {
  test('is believed by API key where the merchant has that, and not by another', async () => {
    const { memo, hears } = await attempted({ ...account, apiKey });
    expect(await hears(sepayKeyed(sepayNotice({ content: memo }), `${apiKey}1`))).toBe('bad_signature');
    expect(await hears(sepayMessage(sepayNotice({ content: memo })))).toBe('bad_signature');
    expect(await hears(sepayKeyed(sepayNotice({ content: memo })))).toBe('recorded');
  });

  test('is not believed by API key where the merchant has a secret alone', async () => {
    const { memo, hears } = await attempted({ ...account, webhookSecret });
    for (const key of [apiKey, webhookSecret, 'undefined', ''])
      expect(await hears(sepayKeyed(sepayNotice({ content: memo }), key))).toBe('bad_signature');
  });

  test.each([
    ['five minutes old', 5 * 60, 'recorded'],
    ['older', 5 * 60 + 1, 'bad_signature'],
    ['five minutes ahead', -5 * 60, 'recorded'],
    ['further ahead', -5 * 60 - 1, 'bad_signature'],
  ])('that is %s: %s s', async (_, age, verdict) => {
    const { house, memo, hears } = await attempted();
    const receivedAt = Math.floor(house.clock.now / 1000) * 1000;
    const seconds = receivedAt / 1000 - age;
    expect(await hears({ ...sepayMessage(sepayNotice({ content: memo }), { seconds }), receivedAt })).toBe(verdict);
  });

  test.each<[string, unknown]>([
    ['no JSON object', 'text'],
    ['no number', sepayNotice({ id: undefined })],
    ['a number that no key may hold', sepayNotice({ id: 'a#b' })],
    ['a part of a dong', sepayNotice({ transferAmount: 0.5 })],
    ['nothing', sepayNotice({ transferAmount: 0 })],
    ['no direction', sepayNotice({ transferType: 'sideways' })],
  ])('with %s is malformed', async (_, notice) => {
    const { hears } = await attempted();
    expect(await hears(sepayMessage(notice))).toBe('malformed');
  });
});

describe('SePay, asked', () => {
  const day = DAY_MS + 6 * MINUTE_MS;

  test('tells of a transfer whose notices were lost, in parts and once each, by the account and its token', async () => {
    const { house, server, paymentId, memo, comes } = await attempted();
    const begun = house.clock.now;
    await comes(memo, 100_000, { id: 1 });
    server.reply = sepayList(
      sepayListed({ id: '1', transaction_content: memo, amount_in: '100000.00' }),
      sepayListed({ id: '2', transaction_content: `CT ${memo.toLowerCase()}`, amount_in: '50000.00' }),
      sepayListed({ id: '3', transaction_content: memo, amount_in: '0.00', amount_out: '150000.00' }),
      sepayListed({ id: '4', transaction_content: memo, account_number: '999' }),
      sepayListed({ id: '5', transaction_content: 'tien dien' }),
    );
    await house.sweepAt(begun + day);
    expect(await house.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
    const [asked] = server.asked;
    expect(asked?.authorization).toBe(`Bearer ${apiKey}`);
    expect(asked?.url.origin).toBe('https://my.sepay.vn');
    expect(Object.fromEntries(asked?.url.searchParams ?? [])).toEqual({
      account_number: account.accountNumber,
      transaction_date_min: '2026-11-20 08:50:00',
      limit: '5000',
    });
  });

  test.each([
    ['too many questions', 429, { status: 429 }, 'http.429'],
    ['another token', 401, { status: 401 }, 'http.401'],
    ['no list', 200, { status: 200 }, 'malformed'],
    ['nothing', 200, undefined, 'no_answer'],
  ])('and answering %s, has not said that nothing came', async (_, status, reply, why) => {
    const { house, server, paymentId } = await attempted();
    Object.assign(server, { status, reply });
    const { unanswered } = await house.sweepAt(house.clock.now + day);
    expect(unanswered).toMatchObject([{ why }]);
    expect((await house.known(paymentId)).state).toBe('pending');
  });

  test('and listing as many as it may without the order among them, has not said so either', async () => {
    const { house, server } = await attempted();
    server.reply = sepayList(...Array.from({ length: 5000 }, (_, n) => sepayListed({ id: String(n) })));
    const { unanswered } = await house.sweepAt(house.clock.now + day);
    expect(unanswered).toMatchObject([{ why: 'too_many' }]);
  });
});
