import { describe, expect, test } from 'vitest';
import { ledgerTransfers } from '../../../functions/payments/adapters/ledger-transfers.ts';
import { placesIn } from '../../../functions/payments/adapters/places.ts';
import { forgetPayers } from '../../../functions/payments/usecases/forget-payer.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { DOSSIER, MERCHANT } from '../../support/payments.ts';
import { tick, transferRoom } from '../../support/transfer-room.ts';

const PHONE = '0912345678';

/** A transfer whose payer wrote a phone number, and a fee that it may be matched to. */
const written = async ({ isListed = true } = {}) => {
  const made = await transferRoom();
  const money = { provider: 'vnpay', merchant: MERCHANT, code: '00', currency: 'VND', outcome: 'paid' as const };
  const told = { ...money, amountVnd: 150_000, agencyCode: 'H26' as AgencyCode, providerTransactionId: '9' };
  const content = `Nguyen Thi Anh nop phi ${PHONE}`;
  await made.ledger.keepUnmatched({ ...told, reference: undefined, content }, tick);
  const [{ transferId }] = (await made.list()).body.items as [{ transferId: `trf_${string}` }];
  const paymentId = await made.opened();
  if (isListed) await made.settle();
  return {
    ...made,
    transferId,
    paymentId,
    /** The dossier's persons are erased; payments have not heard of it. */
    erased: () => made.dossierTable.put({ pk: `DOS#${DOSSIER}`, sk: 'CARD#erased', fact: { kind: 'erased' } }),
    hear: () =>
      forgetPayers({
        ledger: made.ledger,
        places: placesIn(made.table),
        transferLedger: ledgerTransfers(made.table, () => made.clock.now),
      })(DOSSIER, tick),
    async bearing() {
      await made.settle();
      return made.table.all().filter((item) => JSON.stringify(item).includes(PHONE)).length;
    },
  };
};

describe('what a payer wrote in a transfer', () => {
  test('that was matched to a fee goes with the personal data of its dossier, however often that is told', async () => {
    const made = await written();
    expect((await made.match(made.transferId, made.paymentId)).status).toBe(200);
    await made.settle();
    expect(await made.bearing()).toBeGreaterThan(0);
    await made.hear();
    await made.hear();
    expect(await made.bearing()).toBe(0);
    expect((await made.known(made.paymentId)).receivedVnd).toBe(150_000);
    expect((await made.list({ state: 'matched' })).body.items).toMatchObject([{ amountVnd: 150_000 }]);
  });

  test('that belongs to no fee stays for whoever looks for its own', async () => {
    const made = await written();
    await made.hear();
    expect(await made.bearing()).toBeGreaterThan(0);
  });

  test('that is matched after the erasure goes with the match', async () => {
    const made = await written();
    await made.erased();
    await made.hear();
    expect(await made.bearing()).toBeGreaterThan(0);
    expect((await made.match(made.transferId, made.paymentId)).status).toBe(200);
    expect(await made.bearing()).toBe(0);
  });

  test('that a second person lets be matched after the erasure goes with that word', async () => {
    const made = await written();
    await made.erased();
    made.limit.vnd = 0;
    const { approvalId } = (await made.match(made.transferId, made.paymentId)).body;
    expect(await made.bearing()).toBeGreaterThan(0);
    const word = { body: { approve: true, by: 'Hoa' }, headers: { authorization: made.keys.operator } };
    expect((await made.call('approve', { approvalId }, word)).status).toBe(200);
    expect(await made.bearing()).toBe(0);
  });

  test('that was matched to a fee which no list had yet when the erasure was heard goes with it all the same', async () => {
    const made = await written({ isListed: false });
    expect((await made.match(made.transferId, made.paymentId)).status).toBe(200);
    await made.erased();
    await made.hear();
    expect(await made.bearing()).toBe(0);
  });

  test.each(Array.from({ length: 40 }, (_, call) => call))(
    'that is matched to a fee which is opened when the erasure is at its %i. call goes, whichever of them is later',
    async (call) => {
      const made = await written({ isListed: false });
      await made.erased();
      const heard = made.hear();
      for (let turn = 0; turn < call; turn += 1) await Promise.resolve();
      const paymentId = await made.opened(2);
      expect((await made.match(made.transferId, paymentId)).status).toBe(200);
      await heard;
      expect(await made.bearing()).toBe(0);
    },
  );
});
