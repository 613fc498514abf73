import { describe, expect, test } from 'vitest';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { MERCHANT } from '../../support/payments.ts';
import { tick, transferRoom, transferWords } from '../../support/transfer-room.ts';

const { by, reason } = transferWords;

describe('above the limit of its agency', () => {
  const limited = async () => {
    const made = await transferRoom();
    const transferId = await made.unmatched('1');
    made.limit.vnd = 100_000;
    const end = (approvalId: string, approve: boolean, authorization: string) =>
      made.call('approve', { approvalId }, { body: { approve, by: 'Lê Thị Hoa' }, headers: { authorization } });
    const approvals = async (state = 'open', authorization = made.keys.operator, more = {}) => {
      await made.settle();
      return made.call('listApprovals', {}, { query: { state: [state], ...more }, headers: { authorization } });
    };
    const state = async () => (await made.list()).body.items[0].state;
    return { ...made, transferId, end, approvals, state };
  };

  test.each([
    ['refund', 'refunding'],
    ['write_off', 'written_off'],
  ])('%s of a transfer waits for a second person, listed with what else waits', async (decision, becomes) => {
    const made = await limited();
    const { transferId, keys } = made;
    const asked = await made.decide(transferId, decision);
    expect(asked).toEqual({ status: 202, body: { approvalId: expect.stringMatching(/^apr_/) } });
    const { approvalId } = asked.body;
    expect(await made.state()).toBe('open');
    expect((await made.back(transferId, 'FT1')).status).toBe(409);
    expect(await made.decide(transferId, decision, keys.operator)).toEqual(asked);
    const other = decision === 'refund' ? 'write_off' : 'refund';
    for (const refused of [await made.decide(transferId, other), await made.match(transferId, await made.opened())])
      expect(refused).toMatchObject({ status: 409, body: { kind: 'already_decided' } });
    const subject = `/v1/unmatched-transfers/${transferId}`;
    const open = { approvalId, kind: 'transfer_decision', subject, agencyCode: 'H26', amountVnd: 150_000, reason };
    expect((await made.approvals()).body.items).toMatchObject([{ ...open, state: 'open' }]);
    expect((await made.approvals('open', keys.city)).body.items).toHaveLength(1);
    for (const key of [keys.main, keys.other]) {
      expect((await made.approvals('open', key)).body.items).toEqual([]);
      expect((await made.end(approvalId, true, key)).status).toBe(404);
    }
    expect(await made.end(approvalId, true, keys.city)).toMatchObject({ status: 409, body: { kind: 'same_person' } });
    const ended = await made.end(approvalId, true, keys.operator);
    expect(ended).toMatchObject({ status: 200, body: { ...open, state: 'approved' } });
    expect(await made.end(approvalId, true, keys.operator)).toEqual(ended);
    expect(await made.end(approvalId, false, keys.city)).toMatchObject({ body: { kind: 'already_decided' } });
    expect((await made.list()).body.items).toMatchObject([
      { state: becomes, decision: { decision, reason, by, approvedBy: 'Lê Thị Hoa' } },
    ]);
    expect((await made.approvals()).body.items).toEqual([]);
    expect((await made.approvals('approved')).body.items).toMatchObject([{ approvalId }]);
  });

  test('a match waits too, and pays its fee once the second person agreed', async () => {
    const made = await limited();
    const paymentId = await made.opened();
    const { approvalId } = (await made.match(made.transferId, paymentId)).body;
    expect((await made.known(paymentId)).receivedVnd).toBe(0);
    expect(await made.match(made.transferId, await made.opened(2))).toMatchObject({
      body: { kind: 'already_decided' },
    });
    const agree = () => made.end(approvalId, true, made.keys.operator);
    expect((await Promise.all([agree(), agree()])).map(({ status }) => status)).toEqual([200, 200]);
    expect(await made.known(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
    expect(await made.state()).toBe('matched');
    expect((await made.match(made.transferId, paymentId)).body).toEqual({ approvalId });
  });

  test.each(['transact', 'transact:written'])(
    'killed at %s of its approval a match is whole or not, and the same word ends it',
    async (at) => {
      const made = await limited();
      const paymentId = await made.opened();
      const { approvalId } = (await made.match(made.transferId, paymentId)).body;
      made.table.onCall = (name) => {
        if (name === at) throw new Error('killed');
      };
      expect((await made.end(approvalId, true, made.keys.operator)).status).toBe(500);
      made.table.onCall = undefined;
      const isKept = at !== 'transact';
      expect([(await made.known(paymentId)).receivedVnd, await made.state()]).toEqual(
        isKept ? [150_000, 'matched'] : [0, 'open'],
      );
      expect((await made.end(approvalId, true, made.keys.operator)).status).toBe(200);
      expect((await made.known(paymentId)).receivedVnd).toBe(150_000);
    },
  );

  test('what the second person refused is open, and is decided anew by the next number; of two words at once one stands', async () => {
    const made = await limited();
    const first = (await made.decide(made.transferId, 'refund')).body;
    expect((await made.end(first.approvalId, false, made.keys.city)).body).toMatchObject({ state: 'refused' });
    expect(await made.state()).toBe('open');
    // The same key finds what it asked for.
    expect((await made.decide(made.transferId, 'refund')).body).toEqual(first);
    const next = await made.call(
      'decideTransfer',
      { transferId: made.transferId },
      {
        body: { decision: 'write_off', reason, by },
        headers: { authorization: made.keys.city, 'idempotency-key': 'next' },
      },
    );
    expect(next.body.approvalId).not.toBe(first.approvalId);
    const words = await Promise.all([
      made.end(next.body.approvalId, true, made.keys.operator),
      made.end(next.body.approvalId, false, made.keys.city),
    ]);
    expect(words.map(({ status }) => status).sort()).toEqual([200, 409]);
    const isAgreed = words[0]?.status === 200;
    expect(await made.state()).toBe(isAgreed ? 'written_off' : 'open');
    expect((await made.approvals('refused')).body.items).toHaveLength(isAgreed ? 1 : 2);
  });

  test('up to the limit one person decides; with a limit of 0, or of another currency, never', async () => {
    const made = await limited();
    made.limit.vnd = 150_000;
    expect((await made.decide(made.transferId, 'write_off')).status).toBe(200);
    made.limit.vnd = 0;
    expect((await made.decide(await made.unmatched('2', 1), 'write_off')).status).toBe(202);
    made.limit.vnd = 1_000_000;
    const money = { provider: 'vnpay', merchant: MERCHANT, code: '00', currency: 'USD', outcome: 'paid' as const };
    const told = { ...money, amountVnd: 1, agencyCode: 'H26' as AgencyCode, providerTransactionId: '9' };
    await made.ledger.keepUnmatched({ ...told, reference: undefined }, tick);
    const dollars = (await made.list({ state: 'open' })).body.items.find(
      (one: { currency: string }) => one.currency === 'USD',
    );
    expect((await made.decide(dollars.transferId, 'refund')).status).toBe(202);
  });

  test('what waits is listed with that of fees, page by page', async () => {
    const made = await limited();
    const ids: string[] = [];
    for (const n of ['2', '3']) {
      made.clock.now += 1000;
      ids.push((await made.decide(await made.unmatched(n), 'refund')).body.approvalId);
    }
    const paymentId = await made.opened();
    made.limit.vnd = undefined;
    await made.match(made.transferId, paymentId);
    made.limit.vnd = 0;
    const body = { amountVnd: 1, reason, by };
    const refund = await made.call('askRefund', { paymentId }, { body, headers: { authorization: made.keys.main } });
    const first = await made.approvals('open', made.keys.operator, { limit: ['2'] });
    const rest = await made.approvals('open', made.keys.operator, { limit: ['2'], cursor: [first.body.nextCursor] });
    const shown = [...first.body.items, ...rest.body.items].map((one) => [one.approvalId, one.kind]);
    expect(shown).toEqual([...ids.map((id) => [id, 'transfer_decision']), [refund.body.approvalId, 'refund']]);
    expect(rest.body.nextCursor).toBeUndefined();
  });
});
