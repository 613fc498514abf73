import { describe, expect, test } from 'vitest';
import { ledgerTransfers } from '../../../functions/payments/adapters/ledger-transfers.ts';
import { placesIn } from '../../../functions/payments/adapters/places.ts';
import { forgetPayers } from '../../../functions/payments/usecases/forget-payer.ts';
import { MAX_FACT_BYTES } from '../../../shared/kernel/book.ts';
import {
  DOSSIER,
  FAILED,
  messageOf,
  must,
  noticeFields,
  SUSPECTED,
  signedNotice,
  vnpayHash,
} from '../../support/payments.ts';
import { tick, transferRoom } from '../../support/transfer-room.ts';

const PAYER = 'Lê Thị Người Nộp 0912345678';

/** An attempt whose payer a notice names. */
const house = async () => {
  const made = await transferRoom();
  const paymentId = await made.opened();
  const order = must(await made.attempt(paymentId));
  const notice = (more: Record<string, string> = {}) => noticeFields(order, { vnp_OrderInfo: PAYER, ...more });
  const bearing = () => made.table.all().filter((item) => /0912345678/.test(JSON.stringify(item)));
  const ports = {
    ledger: made.ledger,
    places: placesIn(made.table),
    transferLedger: ledgerTransfers(made.table, () => made.clock.now),
  };
  const hear = () => forgetPayers(ports)(DOSSIER, tick);
  return { ...made, paymentId, notice, bearing, hear };
};

describe('what a provider sent', () => {
  test('is kept whole with its word, on the card and nowhere else, by one put', async () => {
    const made = await house();
    const fields = made.notice();
    const sent = { ...fields, vnp_SecureHash: vnpayHash(fields) };
    await made.told(signedNotice(made.notice(FAILED)));
    const calls: string[] = [];
    made.table.onCall = (name) => void (name.includes(':') || calls.push(name));
    expect(await made.told(messageOf(sent))).toBe('recorded');
    expect(calls).toEqual(['get', 'putIfAbsent']);
    made.table.onCall = undefined;
    await made.settle();
    const kept = made.bearing();
    expect(kept.map(({ sk }) => sk).sort()).toEqual([
      expect.stringMatching(/^CARD#in#.*#failed\./),
      expect.stringMatching(/^CARD#in#.*#paid#/),
    ]);
    const { evidence } = kept.find(({ sk }) => sk.includes('#paid#'))!.fact as { evidence: string };
    expect(Object.fromEntries(new URLSearchParams(evidence))).toEqual(sent);
    expect(JSON.stringify(made.published)).not.toContain('0912345678');
    const { body } = await made.call('readPayment', { paymentId: made.paymentId });
    expect(body.state).toBe('paid');
    expect(JSON.stringify(body)).not.toContain('0912345678');
  });

  test('goes with the personal data of its dossier, and so does what comes afterwards; the money stays', async () => {
    const made = await house();
    await made.told(signedNotice(made.notice()));
    await made.settle();
    expect(made.bearing()).toHaveLength(1);
    await made.hear();
    await made.hear();
    await made.settle();
    expect(made.bearing()).toEqual([]);
    expect(await made.told(signedNotice(made.notice()))).toBe('repeated');
    expect(await made.told(signedNotice(made.notice({ ...SUSPECTED, vnp_TransactionNo: '15' })))).toBe('recorded');
    await made.settle();
    expect(made.bearing()).toEqual([]);
    expect(await made.known(made.paymentId)).toMatchObject({ receivedVnd: 150_000, heldVnd: 150_000 });
  });

  test('of a fee that is opened after the erasure goes, too', async () => {
    const made = await house();
    await made.dossierTable.put({ pk: `DOS#${DOSSIER}`, sk: 'CARD#erased', fact: { kind: 'erased' } });
    await made.hear();
    const later = must(await made.attempt(await made.opened(2), {}, 'z'));
    expect(await made.told(signedNotice(noticeFields(later, { vnp_OrderInfo: PAYER })))).toBe('recorded');
    await made.settle();
    expect(made.bearing()).toEqual([]);
  });

  test('about no order of ours lies with its transfer, and goes once that is the fee’s of an erased dossier', async () => {
    const made = await house();
    const transferId = await made.unmatched('77', 150_000, { vnp_OrderInfo: PAYER });
    expect(made.bearing().map(({ pk, sk }) => `${pk} ${sk}`)).toEqual([
      expect.stringMatching(/^TXN#trf_\w+ CARD#told#/),
    ]);
    expect(JSON.stringify((await made.list()).body)).not.toContain('0912345678');
    expect((await made.match(transferId, made.paymentId)).status).toBe(200);
    await made.hear();
    await made.settle();
    expect(made.bearing()).toEqual([]);
    expect((await made.known(made.paymentId)).receivedVnd).toBe(150_000);
  });

  test.each([
    ['long', 'ộ'.repeat(9000)],
    ['of quotes', '"'.repeat(20_000)],
    ['of characters of two halves', '😀'.repeat(9000)],
  ])('that is %s is kept as far as a fact can hold it, and its money counts', async (_, words) => {
    const made = await house();
    expect(await made.told(signedNotice(made.notice({ vnp_OrderInfo: `${PAYER} ${words}` })))).toBe('recorded');
    const fact = made.table.all().find(({ sk }) => sk.startsWith('CARD#in#'))?.fact as { readonly evidence: string };
    const bytes = Buffer.byteLength(JSON.stringify(fact));
    expect(bytes).toBeLessThanOrEqual(MAX_FACT_BYTES);
    expect(bytes).toBeGreaterThan(MAX_FACT_BYTES - 100);
    expect(fact.evidence.isWellFormed()).toBe(true);
    expect((await made.known(made.paymentId)).state).toBe('paid');
  });

  test('is one word with what release 0.1.0 kept of it, as that was recorded first', async () => {
    const made = await house();
    await made.told(signedNotice(made.notice()));
    const [kept] = made.bearing();
    const { evidence: _, ...fact } = kept!.fact as Record<string, string>;
    const before = made.clock.now - 5000;
    await made.table.put({ ...kept!, sk: kept!.sk.replace('CARD#', 'FACT#'), fact, recordedAt: before });
    const { transactions, paidAt, receivedVnd } = await made.known(made.paymentId);
    expect(transactions).toMatchObject([{ words: 1, recordedAt: before }]);
    expect({ paidAt, receivedVnd }).toEqual({ paidAt: before, receivedVnd: 150_000 });
  });
});
