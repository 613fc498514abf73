import { describe, expect, test } from 'vitest';
import { transferIdOf } from '../../../functions/payments/domain/transfer-id.ts';
import { decideTransfer } from '../../../functions/payments/usecases/decide-transfer.ts';
import { matchTransfer } from '../../../functions/payments/usecases/match-transfer.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { must } from '../../support/payments.ts';
import { statementRoom, theCaller, theStatement } from '../../support/statement-room.ts';

const NUMBER = '77';
const line = { transaction: NUMBER };
const words = { reason: 'Đúng hồ sơ này', by: 'Bình' };
const by = { recordedBy: `key_${'1'.repeat(26)}`, requestId: 'r-1' };
const transferId = transferIdOf({ ...theStatement, providerTransactionId: NUMBER });

const twoFees = async () => {
  const made = await statementRoom();
  const [its, other] = [await made.attempt('a'), await made.attempt('b')];
  const match = async ({ paymentId }: { readonly paymentId: typeof its.paymentId }, n = '1') => {
    await made.settle();
    const matched = { paymentId, ...words };
    return matchTransfer(made.ports)({ transferId, token: n.repeat(26), match: matched, caller: theCaller, by });
  };
  const decide = async (decision: 'refund' | 'write_off') => {
    await made.settle();
    const asked = { transferId, token: '9'.repeat(26), decision: { decision, ...words }, caller: theCaller, by };
    return decideTransfer(made.ports)(asked);
  };
  const receivedVnd = async () =>
    Promise.all([its, other].map(async ({ paymentId }) => (await made.known(paymentId)).receivedVnd));
  return { ...made, its, other, match, decide, receivedVnd };
};

describe('a line without a reference, of money that its provider told under an order', () => {
  test('matches that money, and is no transfer', async () => {
    const made = await twoFees();
    await made.pay(made.its, NUMBER);
    expect(await made.reconciled([line])).toMatchObject({ matched: 1, breaks: [] });
    expect(await made.ports.transferLedger.transfer(transferId)).toBeUndefined();
    expect(await made.receivedVnd()).toEqual([150_000, 0]);
  });

  test('of the day before or after is found too, and of another sum differs', async () => {
    for (const day of ['20261119235959', '20261121000000']) {
      const made = await twoFees();
      await made.pay(made.its, NUMBER, day);
      expect(await made.reconciled([line]), day).toMatchObject({ matched: 1, breaks: [] });
    }
    const made = await twoFees();
    await made.pay(made.its, NUMBER);
    expect(await made.reconciled([{ ...line, amountVnd: 140_000 }])).toMatchObject({
      breaks: [{ kind: 'amount_differs', state: 'open' }],
    });
  });
});

describe('a transfer of which its provider tells afterwards under an order', () => {
  const toldLater = async () => {
    const made = await twoFees();
    expect(await made.reconciled([line])).toMatchObject({ matched: 1 });
    expect(await made.ports.transferLedger.transfer(transferId)).toMatchObject({ state: 'open' });
    made.clock.now += 2 * DAY_MS;
    expect(await made.pay(made.its, NUMBER)).toBe('recorded');
    return made;
  };

  test('is matched to the fee of that order alone, whose money it is once', async () => {
    const made = await toldLater();
    const refused = { failure: { kind: 'not_allowed_now', detail: expect.stringContaining(made.its.paymentId) } };
    expect(await made.match(made.other)).toMatchObject(refused);
    expect(await made.decide('refund')).toMatchObject(refused);
    expect(await made.decide('write_off')).toMatchObject(refused);
    expect(await made.receivedVnd()).toEqual([150_000, 0]);
    must(await made.match(made.its, '2'));
    expect(await made.receivedVnd()).toEqual([150_000, 0]);
    expect((await made.known(made.its.paymentId)).flags).toEqual([]);
    expect(await made.ports.transferLedger.transfer(transferId)).toMatchObject({ state: 'matched' });
  });

  test('that was matched to that fee before is its money once, and can go back once', async () => {
    const made = await twoFees();
    await made.reconciled([line]);
    must(await made.match(made.its));
    const before = (await made.known(made.its.paymentId)).transactions;
    made.clock.now += 1000;
    await made.pay(made.its, NUMBER);
    const payment = await made.known(made.its.paymentId);
    expect(payment).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
    expect(payment.transactions.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
    expect(payment.transactions).toMatchObject([{ reference: made.its.reference }]);
    // The match says the transfer's own moment, not its.
    expect(before).toMatchObject([{ occurredAt: Date.parse('2026-11-20T10:10:10+07:00') }]);
  });

  test('is one line of every account', async () => {
    const made = await toldLater();
    must(await made.match(made.its));
    await made.settle();
    const again = await made.reconciled([{ ...line, reference: made.its.reference }]);
    expect(again).toMatchObject({ lines: 1, matched: 1 });
    expect(again.breaks.filter(({ state }) => state === 'open')).toEqual([]);
    expect(await made.receivedVnd()).toEqual([150_000, 0]);
  });
});
