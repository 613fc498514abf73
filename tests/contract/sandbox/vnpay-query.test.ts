import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HashAlgorithm, ignoreLogger, VNPay } from 'vnpay';
import { outcomes } from '../../../functions/sandbox/domain/outcomes.ts';
import { played as folder } from '../../../functions/sandbox/providers/vnpay/provider.ts';
import { httpServer } from '../../support/http-server.ts';
import { credentials, fieldsOf, NOW, payUrl, sandboxHouse } from '../../support/sandbox-house.ts';
import { isAnswerSigned, signedQuery } from '../../support/vnpay-query.ts';

const PATH = '/sandbox/vnpay/merchant_webapi/api/transaction';
const createDate = '20261118120000';

type House = Awaited<ReturnType<typeof sandboxHouse>>;

const ready = async () => {
  const house = await sandboxHouse();
  await house.order('ref1');
  return house;
};

const ask = async (house: House, changes: Readonly<Record<string, string>> = {}, account = credentials) => {
  const query = { ...signedQuery({ reference: 'ref1', createDate }, account), ...changes };
  return (await house.call('POST', PATH, { json: query })).json as Record<string, string>;
};

const does = (house: House, outcome: string) =>
  house.call('POST', '/sandbox/vnpay/orders/ref1/outcome', { json: { outcome } });

describe('a query about an order', () => {
  test('nobody came with: not found; its page was opened, or it was left: not finished', async () => {
    const house = await ready();
    expect(await ask(house)).toMatchObject({ vnp_ResponseCode: '91' });
    expect((await house.call('GET', payUrl('ref1'))).status).toBe(200);
    const opened = await ask(house);
    expect(opened).toMatchObject({ vnp_ResponseCode: '00', vnp_TransactionStatus: '01', vnp_Amount: '15000000' });
    await does(house, 'abandon');
    expect(await ask(house)).toMatchObject({ vnp_TransactionStatus: '01' });
  });

  const money = { vnp_TransactionStatus: '00', vnp_TransactionType: '01', vnp_ResponseCode: '00' };
  test.each([
    ['pay', money],
    ['callback_lost', money],
    ['callback_before_return', money],
    ['pay_late', money],
    ['pay_twice', money],
    ['wrong_amount', { ...money, vnp_Amount: '15100000' }],
    ['decline', { vnp_TransactionStatus: '02', vnp_TransactionNo: '0', vnp_ResponseCode: '00' }],
  ])('after %s says so, signed', async (outcome, expected) => {
    const house = await ready();
    await does(house, outcome);
    const answer = await ask(house);
    expect(answer).toMatchObject({ vnp_Amount: '15000000', ...expected });
    expect(isAnswerSigned(answer, credentials)).toBe(true);
    expect(isAnswerSigned({ ...answer, vnp_TransactionStatus: '05' }, credentials)).toBe(false);
  });

  test('names the transaction that the lost IPN would have named, whenever and however often it is asked', async () => {
    const house = await ready();
    const played = (await does(house, 'callback_lost')).json as { returnUrl: string };
    const { vnp_TransactionNo, vnp_PayDate } = fieldsOf(played.returnUrl);
    for (const _ of [1, 2]) expect(await ask(house)).toMatchObject({ vnp_TransactionNo, vnp_PayDate });
    await does(house, 'pay');
    expect(fieldsOf(house.notices[0] ?? '')).toMatchObject({ vnp_TransactionNo });
  });

  test('money stays, whatever was done before or after it', async () => {
    const house = await ready();
    for (const outcome of ['decline', 'pay', 'decline', 'abandon']) await does(house, outcome);
    expect(await ask(house)).toMatchObject(money);
  });

  test.each([
    ['an altered field', { vnp_OrderInfo: 'another' }, '97'],
    ['no hash', { vnp_SecureHash: '' }, '97'],
    ['another terminal', { vnp_TmnCode: 'OTHER001' }, '02'],
    ['another command', { vnp_Command: 'refund' }, '03'],
    ['no date', { vnp_TransactionDate: '' }, '03'],
  ])('with %s is refused', async (_, changes, code) => {
    const house = await ready();
    await does(house, 'pay');
    const answer = await ask(house, changes);
    expect(answer).toMatchObject({ vnp_ResponseCode: code });
    expect(answer.vnp_TransactionStatus).toBeUndefined();
  });

  test('signed by another secret, or of another day, or of no order of ours, finds nothing', async () => {
    const house = await ready();
    await does(house, 'pay');
    expect(await ask(house, {}, { ...credentials, hashSecret: 'another' })).toMatchObject({ vnp_ResponseCode: '97' });
    const otherDay = signedQuery({ reference: 'ref1', createDate: '20261117120000' }, credentials);
    expect((await house.call('POST', PATH, { json: otherDay })).json).toMatchObject({ vnp_ResponseCode: '91' });
    const unknown = signedQuery({ reference: 'nobody', createDate }, credentials);
    expect((await house.call('POST', PATH, { json: unknown })).json).toMatchObject({ vnp_ResponseCode: '91' });
    expect((await house.call('POST', PATH, { json: {} })).json).toMatchObject({ vnp_ResponseCode: '03' });
  });
});

describe('the oracle', () => {
  const played = folder.account(credentials);
  const order = {
    reference: 'ref1',
    amountVnd: 150_000,
    orderInfo: 'Nop le phi',
    createdAt: NOW,
    expiresAt: NOW + 900_000,
    returnUrl: 'https://motcua.test/return',
  };
  let server: Awaited<ReturnType<typeof httpServer>>;
  let outcome: (typeof outcomes)[number] = 'pay';
  let alters = false;
  beforeAll(async () => {
    server = await httpServer((body, _, response) => {
      const refunds = { refunds: [], refundOutcome: 'done' as const };
      const deeds = [{ deed: outcome, at: NOW }];
      const known = { reference: 'ref1', order, deeds, ...refunds, payPage: '', now: NOW };
      const request = { method: 'POST', query: {}, headers: {}, body: Buffer.from(body) };
      const answer = played.answer('', request, known).json as object;
      response.end(JSON.stringify(alters ? { ...answer, vnp_Amount: '1' } : answer));
    });
  });
  afterAll(() => server.stop());

  test.each(outcomes)('asks after %s, is understood, and verifies the answer', async (each) => {
    outcome = each;
    const oracle = new VNPay({
      tmnCode: credentials.tmnCode,
      secureSecret: credentials.hashSecret,
      vnpayHost: server.origin,
      queryDrAndRefundHost: server.origin,
      hashAlgorithm: HashAlgorithm.SHA512,
      enableLog: false,
      loggerFn: ignoreLogger,
    });
    const query = {
      vnp_RequestId: 'q1',
      vnp_TxnRef: 'ref1',
      vnp_TransactionDate: Number(createDate),
      vnp_CreateDate: Number(createDate),
      vnp_IpAddr: '127.0.0.1',
      vnp_OrderInfo: 'Truy van',
      vnp_TransactionNo: 0,
    };
    // The oracle sends dates as numbers, which VNPAY takes.
    for (const wrong of [false, true]) {
      alters = wrong;
      expect(await oracle.queryDr(query as never)).toMatchObject({ isVerified: !wrong, vnp_ResponseCode: '00' });
    }
  });
});
