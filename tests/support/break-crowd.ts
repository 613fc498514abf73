import assert from 'node:assert/strict';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { must } from './payments.ts';
import { statementRoom } from './statement-room.ts';
import type { Written } from './statements.ts';

const NUMBER = '77';

/** A fee of 150.000 đ that was paid, a day later, with the only break that a file leaves open. */
async function brokenBy(line: Partial<Written> | undefined) {
  const made = await statementRoom();
  const paid = await made.attempt('a');
  await made.pay(paid, NUMBER);
  made.clock.now += DAY_MS;
  const file = line ? [{ ...paid, transaction: NUMBER, ...line }] : [];
  const [open, ...others] = (await made.reconciled(file)).breaks.filter(({ state }) => state === 'open');
  assert.ok(open && others.length === 0, 'a file that differs leaves no break, or several');
  const received = async () => (await made.known(paid.paymentId)).receivedVnd;
  const state = async () => (await made.ports.breaks.find(open.breakId))?.state;
  return { ...made, paid, received, state, breakId: open.breakId };
}

/** The provider's word is taken: what it says is what the fee has, and nothing is left open. */
async function accepted(): Promise<void> {
  for (const [line, expectedVnd] of [
    [undefined, 0],
    [{ amountVnd: 140_000 }, 140_000],
    [{ amountVnd: 160_000 }, 160_000],
  ] as const) {
    const house = await brokenBy(line);
    must(await house.decide(house.breakId, 'accept'));
    assert.equal(await house.received(), expectedVnd, 'a break was closed and its money did not move');
    assert.equal(await house.state(), 'closed', 'money moved and its break is open');
  }
}

/** A second person is asked: until that one agrees nothing is closed. */
async function awaited(): Promise<void> {
  const house = await brokenBy({ amountVnd: 140_000 });
  house.limit.vnd = 0;
  must(await house.decide(house.breakId, 'accept'));
  assert.equal(await house.state(), 'open', 'a break was closed before the second person agreed');
  assert.equal(await house.received(), 150_000, 'money moved before the second person agreed');
}

/** The newest file says: what agreed before and differs now is open, what differed and agrees now is closed. */
async function corrected(): Promise<void> {
  const house = await brokenBy({ amountVnd: 140_000 });
  const whole = [{ ...house.paid, transaction: NUMBER }];
  await house.reconciled(whole);
  assert.equal(await house.state(), 'closed', 'a file agrees and its break is open');
  await house.reconciled([{ ...house.paid, transaction: NUMBER, amountVnd: 140_000 }]);
  assert.equal(await house.state(), 'open', 'a break was closed by an older file');
}

/** Money that was never heard of is in the ledger once its break is closed. */
async function heard(): Promise<void> {
  const made = await statementRoom();
  const due = await made.attempt('a');
  const { breaks } = await made.reconciled([{ ...due, transaction: NUMBER }]);
  assert.deepEqual(
    breaks.map(({ state }) => state),
    ['closed'],
  );
  const { receivedVnd } = await made.known(due.paymentId);
  assert.equal(receivedVnd, 150_000, 'a break was closed and its money is nowhere');
}

/** What a crowd does about differences between statements and the ledger. Throws where one is closed without what closes it. */
export async function breakCrowd(): Promise<void> {
  await accepted();
  await awaited();
  await corrected();
  await heard();
}
