import assert from 'node:assert/strict';
import type { AgencyCode } from '../../shared/kernel/ids.ts';
import { randomFrom } from './chain/plumbing.ts';
import { MERCHANT, must, noticeFields, signedNotice } from './payments.ts';
import { tick, transferRoom, transferWords } from './transfer-room.ts';

/** So many histories, each with other deaths in other places. */
const HISTORIES = 240;

const NUMBER = '77';
const VND = 150_000;
const DAYS_MS = 20 * 86_400_000;

/**
 * A transaction is known without an order; a provider tells of it under the order of one fee while a person makes it another fee's, or gives it
 * back, and the stream works. Whoever does something dies at any call of the table and does it again. Answers what the person was told.
 */
async function history(seed: number): Promise<'decided' | 'refused'> {
  const random = randomFrom(seed * 7919);
  const made = await transferRoom();
  const [its, other] = [await made.opened(1), await made.opened(2)] as const;
  const order = must(await made.attempt(its));
  const money = { provider: 'vnpay', merchant: MERCHANT, code: '00', currency: 'VND', outcome: 'paid' as const };
  const told = { ...money, amountVnd: VND, agencyCode: 'H26' as AgencyCode, providerTransactionId: NUMBER };
  await made.ledger.keepUnmatched({ ...told, reference: undefined }, tick);
  const [{ transferId }] = (await made.list()).body.items;
  // Told much later than it was known: its place among the days' money is not looked for by whoever decides.
  if (random() < 0.5) made.clock.now += DAYS_MS;
  let working = 0;
  made.table.onCall = async () => {
    for (let pauses = Math.floor(random() * 6); pauses > 0; pauses -= 1) await new Promise(setImmediate);
    if (working < 40 && random() < 0.08) {
      working += 1;
      throw new Error('killed');
    }
  };
  const again = async <T>(does: () => Promise<T | undefined>): Promise<T> => {
    for (;;) {
      const done = await does().catch(() => undefined);
      if (done !== undefined) return done;
    }
  };
  const pausing = async () => {
    for (let pauses = Math.floor(random() * 120); pauses > 0; pauses -= 1) await new Promise(setImmediate);
  };
  const isBack = random() < 0.3;
  const notice = signedNotice(noticeFields(order, { vnp_TransactionNo: NUMBER, vnp_PayDate: '20261210101010' }));
  let isOver = false;
  const provider = pausing().then(() => again(() => made.told(notice)));
  const person = pausing().then(() =>
    again(async () => {
      const { status } = await (isBack ? made.decide(transferId, 'refund') : made.match(transferId, other));
      return status < 500 ? status : undefined;
    }),
  );
  const stream = (async () => {
    while (!isOver) {
      await made.settle().catch(() => undefined);
      await new Promise(setImmediate);
    }
  })();
  const [verdict, status] = await Promise.all([provider, person]);
  isOver = true;
  await stream;
  made.table.onCall = undefined;
  await made.settle();

  assert.match(verdict, /^(recorded|repeated)$/);
  assert.match(String(status), /^(200|202|409)$/);
  const isDecided = status < 300;
  const wanted = [isDecided ? 0 : VND, isDecided && !isBack ? VND : 0];
  const received = await Promise.all([its, other].map(async (id) => (await made.known(id)).receivedVnd));
  assert.deepEqual(received, wanted, `history ${seed}: one transaction is not one owner's money`);
  const shown = [its, other].map((id) => made.table.peek(`PAY#${id}`, 'HEAD')?.document as { receivedVnd: number });
  assert.deepEqual(
    shown.map(({ receivedVnd }) => receivedVnd),
    wanted,
    `history ${seed}: a head says otherwise`,
  );
  const paid = new Set(made.published.flatMap(({ id, type }) => (type === 'payment.paid' ? [id] : [])));
  assert.equal(paid.size, wanted.filter((vnd) => vnd > 0).length, `history ${seed}: another fee was told to be paid`);
  const { flags } = await made.known(its);
  assert.deepEqual(flags, isDecided ? ['claimed_elsewhere'] : [], `history ${seed}: nobody is told of the conflict`);
  if (!isDecided) return 'refused';
  const headers = { authorization: made.keys.city, 'idempotency-key': 'accept' };
  await made.call('decide', { paymentId: its }, { body: { ...transferWords, decision: 'accept' }, headers });
  assert.equal((await made.known(its)).receivedVnd, 0, `history ${seed}: another's money was accepted`);
  return 'decided';
}

/** Throws where a transaction is two owners' money, or nobody is told of it. */
export async function ownerCrowd(): Promise<void> {
  const ends = { decided: 0, refused: 0 };
  for (let seed = 1; seed <= HISTORIES; seed += 1) ends[await history(seed)] += 1;
  assert.ok(ends.decided > 20 && ends.refused > 20, `each comes first now and then: ${JSON.stringify(ends)}`);
}
