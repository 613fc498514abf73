import { describe, expect, test } from 'vitest';
import type { ReturnQueryFromVNPay } from 'vnpay';
import { outcomes } from '../../../functions/sandbox/domain/outcomes.ts';
import type { OpenedOrder, PlayedNotice } from '../../../functions/sandbox/ports.ts';
import { readPayUrl } from '../../../functions/sandbox/providers/vnpay/pay-url.ts';
import { played as folder } from '../../../functions/sandbox/providers/vnpay/provider.ts';
import { credentials, fieldsOf, NOW, ORIGIN, oracle, payUrl } from '../../support/sandbox-house.ts';

const queryOf = (address: string) =>
  Object.fromEntries(Object.entries(fieldsOf(address)).map(([name, value]) => [name, [value]]));

const order: OpenedOrder = {
  reference: 'ref1',
  amountVnd: 150_000,
  orderInfo: 'Nop le phi ho so H26.10-261120-0007',
  createdAt: NOW,
  expiresAt: NOW + 900_000,
  returnUrl: `${ORIGIN}/payments/return/vnpay/main`,
};
const played = folder.account(credentials);
const queryIn = (notice: PlayedNotice): string => ('query' in notice ? notice.query : '');
const verified = (query: string) =>
  oracle.verifyIpnCall(Object.fromEntries(new URLSearchParams(query)) as unknown as ReturnQueryFromVNPay);

describe('a pay URL made by the oracle', () => {
  test('is read as the order that it is', () => {
    expect(readPayUrl(queryOf(payUrl('ref1')), credentials)).toEqual(order);
  });

  test.each([
    ['amount', (url: string) => url.replace('vnp_Amount=15000000', 'vnp_Amount=14999900')],
    ['reference', (url: string) => url.replace('vnp_TxnRef=ref1', 'vnp_TxnRef=ref2')],
    ['hash', (url: string) => url.replace(/vnp_SecureHash=./, 'vnp_SecureHash=g')],
    ['no hash', (url: string) => url.replace(/&vnp_SecureHash=\w+/, '')],
  ])('with another %s is refused with 70', (_, alter) => {
    expect(alter(payUrl('ref1'))).not.toBe(payUrl('ref1'));
    expect(readPayUrl(queryOf(alter(payUrl('ref1'))), credentials)).toMatchObject({ code: '70' });
  });

  test('with a parameter twice, another secret, or another terminal is refused', () => {
    const query = queryOf(payUrl('ref1'));
    expect(readPayUrl({ ...query, vnp_Amount: ['15000000', '100'] }, credentials)).toMatchObject({ code: '70' });
    expect(readPayUrl(query, { ...credentials, hashSecret: 'another' })).toMatchObject({ code: '70' });
    expect(readPayUrl(query, { ...credentials, tmnCode: 'OTHER001' })).toMatchObject({ code: '03' });
  });
});

describe('what the sandbox sends', () => {
  test.each(outcomes)('%s: the oracle verifies every notice and the way back', (outcome) => {
    const { notices, returnUrl } = played.play(order, outcome, NOW);
    const signed = [...notices.map(queryIn), ...(returnUrl ? [new URL(returnUrl).search.slice(1)] : [])];
    for (const query of signed) {
      expect(verified(query).isVerified).toBe(true);
      const altered = query.replace(/vnp_Amount=\d/, 'vnp_Amount=9');
      expect(verified(altered).isVerified).toBe(false);
    }
    expect(notices).toHaveLength({ abandon: 0, callback_lost: 0, pay_twice: 2 }[outcome as string] ?? 1);
    expect(returnUrl === undefined).toBe(outcome === 'abandon');
  });

  const told = (outcome: (typeof outcomes)[number]) =>
    played.play(order, outcome, NOW).notices.map((notice) => Object.fromEntries(new URLSearchParams(queryIn(notice))));

  test('paid, cancelled, wrong, late and twice are what they say', () => {
    expect(told('pay')).toMatchObject([
      { vnp_ResponseCode: '00', vnp_TransactionStatus: '00', vnp_Amount: '15000000' },
    ]);
    expect(told('decline')).toMatchObject([
      { vnp_ResponseCode: '24', vnp_TransactionStatus: '02', vnp_TransactionNo: '0' },
    ]);
    expect(told('wrong_amount')).toMatchObject([{ vnp_ResponseCode: '00', vnp_Amount: '15100000' }]);
    expect(told('pay_late')).toMatchObject([{ vnp_PayDate: '20261118121600', vnp_ResponseCode: '00' }]);
    const [first, second] = told('pay_twice');
    expect(first?.vnp_TransactionNo).not.toBe(second?.vnp_TransactionNo);
    expect(first?.vnp_TransactionNo).toBe(told('pay')[0]?.vnp_TransactionNo);
  });

  test('a way back with a query of its own keeps it', () => {
    const { returnUrl } = played.play({ ...order, returnUrl: `${order.returnUrl}?a=1` }, 'pay', NOW);
    expect(fieldsOf(returnUrl ?? '')).toMatchObject({ a: '1', vnp_TxnRef: 'ref1' });
  });
});
