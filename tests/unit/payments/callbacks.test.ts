import { describe, expect, test } from 'vitest';
import { provider as vnpay } from '../../../functions/payments/providers/vnpay/client.ts';
import {
  CREDENTIALS,
  FAILED,
  messageOf,
  must,
  noticeFields,
  readyHouse,
  SUSPECTED,
  signedNotice,
  vnpayHash,
} from '../../support/payments.ts';

const house = async () => {
  const made = await readyHouse();
  return { ...made, ...(await made.attempted()) };
};

const factsOf = async (made: Awaited<ReturnType<typeof house>>) =>
  (await made.known(made.payment.paymentId)).facts.map(({ fact }) => fact.kind);

describe('a callback', () => {
  test('takes one read and one conditional put, once the merchant is known', async () => {
    const made = await house();
    await made.told(signedNotice(noticeFields(made.attempt, FAILED)));
    const calls: string[] = [];
    made.table.onCall = (name) => void calls.push(name);
    expect(await made.told(signedNotice(noticeFields(made.attempt)))).toBe('recorded');
    expect(calls).toEqual(['get', 'putIfAbsent', 'putIfAbsent:written']);
    calls.length = 0;
    expect(await made.told(signedNotice(noticeFields(made.attempt)))).toBe('repeated');
    expect(calls).toEqual(['get', 'putIfAbsent']);
    expect(made.secrets.asked).toHaveLength(1);
  });

  test('pays, and again is a repeat', async () => {
    const made = await house();
    expect(await made.told(signedNotice(noticeFields(made.attempt)))).toBe('recorded');
    expect(await made.told(signedNotice(noticeFields(made.attempt)))).toBe('repeated');
    const paid = await made.known(made.payment.paymentId);
    expect(paid).toMatchObject({ state: 'paid', receivedVnd: 150_000, heldVnd: 0, flags: [] });
    expect(paid.facts.find(({ fact }) => fact.kind === 'money_in')).toMatchObject({
      recordedBy: 'vnpay',
      requestId: 'r-2',
    });
    expect(paid.attempts[0]?.state).toBe('paid');
  });

  test('twenty equal ones at once: one is recorded, nineteen repeat it, paid once', async () => {
    const made = await house();
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, () => made.told(signedNotice(noticeFields(made.attempt)))),
    );
    expect(verdicts.filter((verdict) => verdict === 'recorded')).toHaveLength(1);
    expect(verdicts.filter((verdict) => verdict === 'repeated')).toHaveLength(19);
    expect((await made.known(made.payment.paymentId)).receivedVnd).toBe(150_000);
    await made.settle();
    expect(made.published.map(({ type }) => type).sort()).toEqual([
      'payment.counted',
      'payment.opened',
      'payment.paid',
      'payment.settled',
    ]);
  });

  test('of failure is recorded; a success after it is a fact of its own', async () => {
    const made = await house();
    expect(await made.told(signedNotice(noticeFields(made.attempt, FAILED)))).toBe('recorded');
    expect((await made.known(made.payment.paymentId)).attempts[0]?.state).toBe('failed');
    expect(await made.told(signedNotice(noticeFields(made.attempt)))).toBe('recorded');
    expect((await made.known(made.payment.paymentId)).state).toBe('paid');
    expect(await made.told(signedNotice(noticeFields(made.attempt, { ...FAILED, vnp_ResponseCode: '11' })))).toBe(
      'recorded',
    );
    expect((await made.known(made.payment.paymentId)).state).toBe('paid');
  });

  test('failures of two orders without a transaction number do not share a fact', async () => {
    const made = await house();
    const other = await made.attempted('c', 'd');
    expect(await made.told(signedNotice(noticeFields(made.attempt, FAILED)))).toBe('recorded');
    expect(await made.told(signedNotice(noticeFields(other.attempt, FAILED)))).toBe('recorded');
  });

  test.each([1, -1, 100_000])('with an amount off by %d dong is held, flagged, and never pays', async (offBy) => {
    const made = await house();
    const wrong = signedNotice(noticeFields({ ...made.attempt, amountVnd: 150_000 + offBy }));
    expect(await made.told(wrong)).toBe('mismatch');
    expect(await made.told(wrong)).toBe('mismatch');
    expect(await made.known(made.payment.paymentId)).toMatchObject({
      state: 'under_review',
      flags: ['amount_mismatch'],
      receivedVnd: 0,
      heldVnd: 150_000 + offBy,
      attempts: [{ state: 'open' }],
    });
  });

  test.each([SUSPECTED, { vnp_ResponseCode: '00', vnp_TransactionStatus: '04' }])(
    'of money under suspicion (%j) goes to a person',
    async (codes) => {
      const made = await house();
      expect(await made.told(signedNotice(noticeFields(made.attempt, codes)))).toBe('recorded');
      expect(await made.known(made.payment.paymentId)).toMatchObject({
        state: 'under_review',
        flags: ['fraud_review'],
        receivedVnd: 0,
        heldVnd: 150_000,
      });
    },
  );

  test.each([
    ['00', '02'],
    ['24', '00'],
    ['00', '01'],
    ['99', '00'],
  ])('with codes %s and %s is not money', async (vnp_ResponseCode, vnp_TransactionStatus) => {
    const made = await house();
    const codes = { vnp_ResponseCode, vnp_TransactionStatus };
    expect(await made.told(signedNotice(noticeFields(made.attempt, codes)))).toBe('recorded');
    expect(await made.known(made.payment.paymentId)).toMatchObject({ state: 'pending', receivedVnd: 0, heldVnd: 0 });
  });

  test('that tells another story of a transaction is a fact of its own; whichever comes first, the asked amount counts', async () => {
    const [made, other] = [await house(), await house()];
    const right = signedNotice(noticeFields(made.attempt));
    const wrong = signedNotice(noticeFields({ ...made.attempt, amountVnd: 1 }));
    expect([await made.told(right), await made.told(wrong)]).toEqual(['recorded', 'mismatch']);
    expect([await other.told(wrong), await other.told(right)]).toEqual(['mismatch', 'recorded']);
    const known = await made.known(made.payment.paymentId);
    expect(known).toMatchObject({ state: 'paid', receivedVnd: 150_000, heldVnd: 0, flags: ['amount_mismatch'] });
    expect(await other.known(other.payment.paymentId)).toEqual(known);
  });

  test('for no order of ours: money is kept for a person to match, once; a failure is not', async () => {
    const made = await house();
    const nobody = { reference: 'NOBODY1', amountVnd: 150_000 };
    expect(await made.told(signedNotice(noticeFields(nobody)))).toBe('unknown_reference');
    expect(await made.told(signedNotice(noticeFields(nobody)))).toBe('unknown_reference');
    expect(await made.told(signedNotice(noticeFields(nobody, FAILED)))).toBe('unknown_reference');
    expect(made.table.all().filter(({ pk }) => pk.startsWith('TXN#'))).toHaveLength(1);
  });

  test('to a merchant that is not set up reads no secret', async () => {
    const made = await house();
    made.secrets.asked.length = 0;
    const message = signedNotice(noticeFields(made.attempt));
    expect(await made.webhook({ provider: 'vnpay', merchant: 'nobody' }, message, 'r')).toEqual({
      verdict: 'unknown_merchant',
      notices: [],
    });
    expect(await made.told(message, 'nobody')).toBe('unknown_merchant');
    expect(await made.told(message, 'no#body')).toBe('unknown_merchant');
    expect(await made.told(message, `H26-vnpay${'x'.repeat(100)}`)).toBe('unknown_merchant');
    expect(made.secrets.asked).toEqual([]);
  });

  test('to another merchant with the same secret finds no order there', async () => {
    const made = await house();
    await made.merchant('other', { current: CREDENTIALS });
    expect(await made.told(signedNotice(noticeFields(made.attempt)), 'other')).toBe('unknown_reference');
    expect((await made.known(made.payment.paymentId)).receivedVnd).toBe(0);
  });
});

describe('a bad callback records nothing', () => {
  const bad: Record<string, (fields: Record<string, string>) => ReturnType<typeof messageOf>> = {
    'of another terminal': (fields) => signedNotice({ ...fields, vnp_TmnCode: 'OTHER001' }),
    'signed with another secret': (fields) => signedNotice(fields, 'another secret of theirs'),
    'without a signature': (fields) => messageOf(fields),
    'with an empty signature': (fields) => messageOf({ ...fields, vnp_SecureHash: '' }),
    'with a signature cut short': (fields) => messageOf({ ...fields, vnp_SecureHash: vnpayHash(fields).slice(0, 127) }),
    'with a parameter given twice': (fields) =>
      messageOf({ ...fields, vnp_Amount: [fields.vnp_Amount ?? '', '100'], vnp_SecureHash: vnpayHash(fields) }),
    'with the signature given twice': (fields) =>
      messageOf({ ...fields, vnp_SecureHash: [vnpayHash(fields), vnpayHash(fields)] }),
    'with broken UTF-8': (fields) => signedNotice({ ...fields, vnp_OrderInfo: 'Thanh to\ufffdn' }),
    'with half a character': (fields) =>
      messageOf({ ...fields, vnp_OrderInfo: 'Thanh to\ud83dn', vnp_SecureHash: vnpayHash(fields) }),
    'with a body of 70 KB': (fields) => ({ ...signedNotice(fields), body: Buffer.alloc(70_000, 'x') }),
    'with a broken body': (fields) => ({ ...signedNotice(fields), body: Buffer.from([0xff, 0xfe]) }),
    'with a fraction of a dong': (fields) => signedNotice({ ...fields, vnp_Amount: '15000050' }),
    'with an amount that is no number': (fields) => signedNotice({ ...fields, vnp_Amount: '15e6' }),
    'with a negative amount': (fields) => signedNotice({ ...fields, vnp_Amount: '-15000000' }),
    'without a reference': ({ vnp_TxnRef: _, ...fields }) => signedNotice(fields),
    'with a reference that is a key': (fields) => signedNotice({ ...fields, vnp_TxnRef: `${fields.vnp_TxnRef}#x` }),
    'with nothing': () => messageOf({}),
  };

  test.each(Object.entries(bad))('%s', async (_, forge) => {
    const made = await house();
    const before = made.table.changes.length;
    const to = { provider: 'vnpay', merchant: 'H26-vnpay' };
    const { verdict, notices } = await made.webhook(to, forge(noticeFields(made.attempt)), 'r');
    expect(['bad_signature', 'malformed', 'unknown_merchant']).toContain(verdict);
    expect(notices).toEqual([]);
    expect(made.table.changes).toHaveLength(before);
    expect((await factsOf(made)).sort()).toEqual(['attempt', 'opened', 'ordered']);
  });
});

test('a message is read up to 64 KB, query and body together', async () => {
  const made = await house();
  const message = signedNotice(noticeFields(made.attempt));
  const inQuery = Object.entries(message.query).reduce(
    (sum, [name, [value = '']]) => sum + name.length + value.length,
    0,
  );
  const left = 64 * 1024 - inQuery;
  expect(await made.told({ ...message, body: Buffer.alloc(left + 1, 'x') })).toBe('malformed');
  expect(await made.told({ ...message, body: Buffer.alloc(left, 'x') })).toBe('recorded');
});

test('VNPAY hears its own words, always with HTTP 200', () => {
  const { answer } = vnpay('live', async () => undefined);
  const verdicts = [
    'recorded',
    'repeated',
    'unknown_reference',
    'unknown_merchant',
    'mismatch',
    'bad_signature',
    'malformed',
    'our_fault',
  ] as const;
  const codes = verdicts.map((verdict) => answer(verdict));
  expect(codes.map(({ status }) => status)).toEqual(verdicts.map(() => 200));
  expect(codes.map(({ json }) => (json as { RspCode: string }).RspCode)).toEqual([
    '00',
    '02',
    '01',
    '01',
    '04',
    '97',
    '99',
    '99',
  ]);
});

test('of two ways to pay one fee the browser’s is shown', async () => {
  const made = await readyHouse();
  const { payment, attempt } = await made.attempted();
  const other = must(await made.attempt(payment.paymentId, {}, 'c'));
  for (const { reference, amountVnd } of [attempt, other]) {
    const told = signedNotice(noticeFields({ reference, amountVnd }));
    const back = await made.describeReturn({ provider: 'vnpay', merchant: 'H26-vnpay' }, told);
    expect(back).toMatchObject({ value: { attempt: { reference } } });
  }
});

test('what the browser brings back changes nothing, and shows both what it was told and what is known', async () => {
  const made = await house();
  const changes = made.table.changes.length;
  const to = { provider: 'vnpay', merchant: 'H26-vnpay' };
  const told = await made.describeReturn(to, signedNotice(noticeFields(made.attempt)));
  expect(told).toMatchObject({ ok: true, value: { told: 'paid', payment: { state: 'pending' } } });
  const forged = messageOf({ ...noticeFields(made.attempt), vnp_SecureHash: '0'.repeat(128) });
  expect(await made.describeReturn(to, forged)).toMatchObject({ ok: false, failure: { kind: 'signature_invalid' } });
  const nobody = signedNotice(noticeFields({ reference: 'NOBODY1', amountVnd: 1 }));
  const notFound = (what: string) => ({ ok: false, failure: { kind: 'not_found', what } });
  expect(await made.describeReturn(to, nobody)).toEqual(notFound('attempt'));
  expect(await made.describeReturn({ ...to, merchant: 'nobody' }, nobody)).toEqual(notFound('merchant'));
  expect(made.table.changes).toHaveLength(changes);
});
