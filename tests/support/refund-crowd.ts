import assert from 'node:assert/strict';
import { refundHouse } from './refund-house.ts';

/** Fifty ask for a tenth of what came at the same moment: ten stand, and so much goes back. */
async function fiftyAtOnce(): Promise<void> {
  const house = await refundHouse();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => house.ask(15_000, `k${n}`)));
  assert.equal(answers.filter(({ status }) => status === 202).length, 10, 'more is promised than came');
  for (let n = 0; n < 12; n += 1) {
    await house.works();
    await house.later(60_000);
  }
  const given = [...house.server.given.values()].reduce((sum, { amountVnd }) => sum + amountVnd, 0);
  assert.equal(given, 150_000, 'more or less went back than was promised');
}

/** Twenty workers come for one refund, also after a call whose answer was lost: its money is sent once. */
async function twentyWorkers(): Promise<void> {
  const house = await refundHouse();
  const { refundId } = (await house.ask(150_000)).body;
  const come = () => Promise.all(Array.from({ length: 20 }, () => house.giveBack(house.paymentId, refundId, 'm')));
  house.server.mood = 'is_lossy';
  await come();
  house.server.mood = 'works';
  await house.later(60_000);
  await come();
  assert.equal(house.server.sends.length, 1, 'the provider was asked for money more than once');
  assert.equal((await house.refund(refundId))?.state, 'done');
}

/** Above the limit nobody agrees to what the same key asked for. */
async function twoPersons(): Promise<void> {
  const house = await refundHouse();
  house.limit.vnd = 0;
  const { approvalId } = (await house.ask(150_000)).body;
  const word = { body: { approve: true, by: 'Hoa' }, headers: { authorization: house.keys.main } };
  assert.equal((await house.call('approve', { approvalId }, word)).status, 409, 'one person did it alone');
}

/** What a crowd does about refunds. Throws where money would be given back twice, or beyond what came. */
export async function refundCrowd(): Promise<void> {
  await fiftyAtOnce();
  await twentyWorkers();
  await twoPersons();
}
